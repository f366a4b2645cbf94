package encoder

// neon returns the kernels for all 64-bit ARM processors.
func neon() *machine {
	return &machine{
		"NEON", 4, unpackNEON, quantizeNEON, quantizeFineNEON, multiplyNEON, multiplyFineNEON, productNEON, exponentiateNEON, activateNEON,
	}
}

// dotProduct returns the kernels for processors that multiply and add four bytes at once, such
// as Apple's and most others since 2018.
func dotProduct() *machine {
	m := neon()
	m.name, m.multiplyCoarse, m.multiplyFine = "NEON with dot products", multiplyDot, multiplyFineDot
	return m
}

//go:noescape
func unpackNEON(tiles, weights *byte, scales *float32, blocks int)

//go:noescape
func quantizeNEON(x *float32, bytes *int8, scales *blockScale, blocks int)

//go:noescape
func quantizeFineNEON(x *float32, bytes *int8, scales *blockScale, blocks int)

//go:noescape
func multiplyNEON(weights *byte, weightScales *float32, bytes *int8, scales *blockScale, bias, y *float32, blocks, stride int)

//go:noescape
func multiplyFineNEON(weights *byte, weightScales *float32, bytes *int8, scales *blockScale, bias, y *float32, blocks, stride int)

//go:noescape
func multiplyDot(weights *byte, weightScales *float32, bytes *int8, scales *blockScale, bias, y *float32, blocks, stride int)

//go:noescape
func multiplyFineDot(weights *byte, weightScales *float32, bytes *int8, scales *blockScale, bias, y *float32, blocks, stride int)

//go:noescape
func productNEON(a, b, c *float32, depth, columns, stride int)

//go:noescape
func exponentiateNEON(x *float32, n int, scale, shift float32) float32

//go:noescape
func activateNEON(x *float32, n int)
