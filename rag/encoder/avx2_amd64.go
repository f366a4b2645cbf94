package encoder

// avx2 returns the kernels for AVX2 and FMA.
func avx2() *machine {
	return &machine{
		"AVX2", 4, unpackAVX2, quantizeAVX2, quantizeFineAVX2, multiplyAVX2, multiplyFineAVX2, productAVX2, exponentiateAVX2, activateAVX2,
	}
}

//go:noescape
func unpackAVX2(tiles, weights *byte, scales *float32, blocks int)

//go:noescape
func quantizeAVX2(x *float32, bytes *int8, scales *blockScale, blocks int)

//go:noescape
func quantizeFineAVX2(x *float32, bytes *int8, scales *blockScale, blocks int)

//go:noescape
func multiplyAVX2(weights *byte, weightScales *float32, bytes *int8, scales *blockScale, bias, y *float32, blocks, stride int)

//go:noescape
func multiplyFineAVX2(weights *byte, weightScales *float32, bytes *int8, scales *blockScale, bias, y *float32, blocks, stride int)

//go:noescape
func productAVX2(a, b, c *float32, depth, columns, stride int)

//go:noescape
func exponentiateAVX2(x *float32, n int, scale, shift float32) float32

//go:noescape
func activateAVX2(x *float32, n int)
