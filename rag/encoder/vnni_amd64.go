package encoder

// vnni512 returns the kernels for AVX-512 with VNNI.
func vnni512() *machine {
	return &machine{
		"AVX-512 VNNI", 8, unpackAVX2, quantizeAVX2, quantizeFineAVX2, multiplyVNNI512, multiplyFineVNNI512, productAVX512, exponentiateAVX512, activateAVX512,
	}
}

// vnni256 returns the kernels for processors with VNNI but not AVX-512, such as Intel's for
// desktops and laptops since 2021.
func vnni256() *machine {
	m := avx2()
	m.name, m.multiplyCoarse, m.multiplyFine = "AVX-VNNI", multiplyVNNI, multiplyFineVNNI
	return m
}

//go:noescape
func multiplyVNNI(weights *byte, weightScales *float32, bytes *int8, scales *blockScale, bias, y *float32, blocks, stride int)

//go:noescape
func multiplyFineVNNI(weights *byte, weightScales *float32, bytes *int8, scales *blockScale, bias, y *float32, blocks, stride int)

//go:noescape
func multiplyVNNI512(weights *byte, weightScales *float32, bytes *int8, scales *blockScale, bias, y *float32, blocks, stride int)

//go:noescape
func multiplyFineVNNI512(weights *byte, weightScales *float32, bytes *int8, scales *blockScale, bias, y *float32, blocks, stride int)

//go:noescape
func productAVX512(a, b, c *float32, depth, columns, stride int)

//go:noescape
func exponentiateAVX512(x *float32, n int, scale, shift float32) float32

//go:noescape
func activateAVX512(x *float32, n int)
