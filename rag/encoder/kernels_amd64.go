package encoder

import (
	"golang.org/x/sys/cpu"

	"footnote/rag/encoder/format"
)

// Quick reports whether this processor runs the inner loops in machine code of our
// own. Without, everything takes some fifty times as long.
func Quick() bool { return fast }

// fast is whether this processor runs the kernels of kernels_amd64.s.
var fast = cpu.X86.HasAVX2 && cpu.X86.HasFMA

func unpack(tiles []byte, into unpacked) {
	if !fast {
		unpackPlain(tiles, into)
		return
	}
	blocks := len(tiles) / format.TileBytes
	_ = into.weights[blocks*tileWeights-1]
	_ = into.scales[blocks*format.GroupRows-1]
	unpackAVX2(&tiles[0], &into.weights[0], &into.scales[0], blocks)
}

func quantize(p precision, x []float32, bytes []int8, scales []blockScale) {
	if !fast {
		quantizePlain(p, x, bytes, scales)
		return
	}
	_, _ = x[len(scales)*format.Block-1], bytes[len(scales)*format.Block*int(p)-1]
	if p == fine {
		quantizeFineAVX2(&x[0], &bytes[0], &scales[0], len(scales))
		return
	}
	quantizeAVX2(&x[0], &bytes[0], &scales[0], len(scales))
}

func multiply(p precision, pair unpacked, bytes []int8, scales []blockScale, bias, y []float32, stride int) {
	if !fast {
		multiplyPlain(p, pair, bytes, scales, bias, y, stride)
		return
	}
	blocks := len(pair.scales) / pairRows
	_ = pair.weights[2*blocks*tileWeights-1]
	_, _ = bytes[tileTokens*blocks*format.Block*int(p)-1], scales[tileTokens*blocks-1]
	_, _ = bias[pairRows-1], y[(tileTokens-1)*stride+pairRows-1]
	if p == fine {
		multiplyFineAVX2(&pair.weights[0], &pair.scales[0], &bytes[0], &scales[0], &bias[0], &y[0], blocks, stride)
		return
	}
	for row := 0; row < pairRows; row += format.GroupRows {
		multiplyAVX2(&pair.weights[row*blocks*format.Block], &pair.scales[row*blocks], &bytes[0], &scales[0], &bias[row], &y[row], blocks, stride)
	}
}

func product(a, b, c []float32, depth, columns, stride int) {
	if !fast || columns%productColumns != 0 {
		productPlain(a, b, c, depth, columns, stride)
		return
	}
	_, _, _ = a[(productRows-1)*stride+depth-1], b[depth*columns-1], c[productRows*columns-1]
	productAVX2(&a[0], &b[0], &c[0], depth, columns, stride)
}

// The rest of 8 numbers goes through the plain kernel.
const lanes = 8

func exponentiate(x []float32, scale, shift float32) float32 {
	whole := len(x) / lanes * lanes
	if !fast || whole == 0 {
		return exponentiatePlain(x, scale, shift)
	}
	return exponentiateAVX2(&x[0], whole, scale, shift) + exponentiatePlain(x[whole:], scale, shift)
}

func activate(x []float32) {
	whole := len(x) / lanes * lanes
	if !fast || whole == 0 {
		activatePlain(x)
		return
	}
	activateAVX2(&x[0], whole)
	activatePlain(x[whole:])
}

//go:noescape
func unpackAVX2(tiles, weights *byte, scales *float32, blocks int)

//go:noescape
func quantizeAVX2(x *float32, bytes *int8, scales *blockScale, blocks int)

//go:noescape
func multiplyAVX2(weights *byte, weightScales *float32, bytes *int8, scales *blockScale, bias, y *float32, blocks, stride int)

//go:noescape
func quantizeFineAVX2(x *float32, bytes *int8, scales *blockScale, blocks int)

//go:noescape
func multiplyFineAVX2(weights *byte, weightScales *float32, bytes *int8, scales *blockScale, bias, y *float32, blocks, stride int)

//go:noescape
func productAVX2(a, b, c *float32, depth, columns, stride int)

//go:noescape
func exponentiateAVX2(x *float32, n int, scale, shift float32) float32

//go:noescape
func activateAVX2(x *float32, n int)
