package encoder

// sse41 returns the kernels for x86-64 processors from before AVX2.
func sse41() *machine {
	return &machine{
		"SSE4.1", 2, unpackSSE41, quantizeSSE41, quantizeFineSSE41, multiplySSE41, multiplyFineSSE41, productSSE41, exponentiateSSE41, activateSSE41,
	}
}

//go:noescape
func unpackSSE41(tiles, weights *byte, scales *float32, blocks int)

//go:noescape
func quantizeSSE41(x *float32, bytes *int8, scales *blockScale, blocks int)

//go:noescape
func quantizeFineSSE41(x *float32, bytes *int8, scales *blockScale, blocks int)

//go:noescape
func multiplySSE41(weights *byte, weightScales *float32, bytes *int8, scales *blockScale, bias, y *float32, blocks, stride int)

//go:noescape
func multiplyFineSSE41(weights *byte, weightScales *float32, bytes *int8, scales *blockScale, bias, y *float32, blocks, stride int)

//go:noescape
func productSSE41(a, b, c *float32, depth, columns, stride int)

//go:noescape
func exponentiateSSE41(x *float32, n int, scale, shift float32) float32

//go:noescape
func activateSSE41(x *float32, n int)
