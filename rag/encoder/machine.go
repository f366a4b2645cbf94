package encoder

import (
	"slices"

	"footnote/rag/encoder/format"
)

// A machine is a set of kernels in machine code. Its methods check the arguments, since the
// kernels do not.
type machine struct {
	name  string
	width int // tokens that multiply takes at once

	// unpackGroup unpacks the tiles of one group. Those of the other group are interleaved.
	unpackGroup func(tiles, weights *byte, scales *float32, blocks int)

	quantizeCoarse, quantizeFine func(x *float32, bytes *int8, scales *blockScale, blocks int)
	multiplyCoarse, multiplyFine func(weights *byte, weightScales *float32, bytes *int8, scales *blockScale, bias, y *float32, blocks, stride int)

	products     func(a, b, c *float32, depth, columns, stride int)    // columns are a multiple of 16
	exponentials func(x *float32, n int, scale, shift float32) float32 // n is a multiple of 8
	activations  func(x *float32, n int)                               // n is a multiple of 8
}

func (m *machine) String() string { return m.name }

func (m *machine) tokens() int { return m.width }

func (m *machine) unpack(tiles []byte, into *unpacked) {
	blocks := len(tiles) / format.TileBytes / 2
	into.weights = slices.Grow(into.weights[:0], blocks*pairBlock)[:blocks*pairBlock]
	into.scales = slices.Grow(into.scales[:0], blocks*pairRows)[:blocks*pairRows]
	for group := range 2 {
		row := group * format.GroupRows
		m.unpackGroup(&tiles[group*blocks*format.TileBytes], &into.weights[4*row], &into.scales[row], blocks)
	}
}

func (m *machine) quantize(p precision, x []float32, bytes []int8, scales []blockScale) {
	_, _ = x[len(scales)*format.Block-1], bytes[len(scales)*format.Block*int(p)-1]
	kernel := m.quantizeCoarse
	if p == fine {
		kernel = m.quantizeFine
	}
	kernel(&x[0], &bytes[0], &scales[0], len(scales))
}

func (m *machine) multiply(p precision, pair *unpacked, bytes []int8, scales []blockScale, bias, y []float32, stride int) {
	blocks := pair.blocks()
	_, _ = pair.weights[blocks*pairBlock-1], pair.scales[blocks*pairRows-1]
	_, _ = bytes[m.width*blocks*format.Block*int(p)-1], scales[m.width*blocks-1]
	_, _ = bias[pairRows-1], y[(m.width-1)*stride+pairRows-1]
	kernel := m.multiplyCoarse
	if p == fine {
		kernel = m.multiplyFine
	}
	kernel(&pair.weights[0], &pair.scales[0], &bytes[0], &scales[0], &bias[0], &y[0], blocks, stride)
}

func (m *machine) product(a, b, c []float32, depth, columns, stride int) {
	if columns%productColumns != 0 {
		plain{}.product(a, b, c, depth, columns, stride)
		return
	}
	_, _, _ = a[(productRows-1)*stride+depth-1], b[depth*columns-1], c[productRows*columns-1]
	m.products(&a[0], &b[0], &c[0], depth, columns, stride)
}

// lanes is the unit of the vector loops. The remaining numbers go through the plain kernel.
const lanes = 8

func (m *machine) exponentiate(x []float32, scale, shift float32) float32 {
	whole, sum := len(x)/lanes*lanes, float32(0)
	if whole > 0 {
		sum = m.exponentials(&x[0], whole, scale, shift)
	}
	return sum + plain{}.exponentiate(x[whole:], scale, shift)
}

func (m *machine) activate(x []float32) {
	whole := len(x) / lanes * lanes
	if whole > 0 {
		m.activations(&x[0], whole)
	}
	plain{}.activate(x[whole:])
}
