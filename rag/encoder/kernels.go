package encoder

import "footnote/rag/encoder/format"

// kernels are the inner loops, for one kind of processor. Type plain defines what each of them
// does, and runs everywhere. A machine does the same with many numbers at once; tests compare
// it with plain.
//
// Activations are quantized too: a block of 32 numbers of a token becomes 32 or 64 bytes and a
// blockScale. The product of two blocks is then a sum of integers, scaled once.
type kernels interface {
	String() string // what they require of a processor
	tokens() int    // that multiply takes at once; divides mostTokens

	unpack(tiles []byte, into *unpacked)
	quantize(p precision, x []float32, bytes []int8, scales []blockScale)
	multiply(p precision, pair *unpacked, bytes []int8, scales []blockScale, bias, y []float32, stride int)
	product(a, b, c []float32, depth, columns, stride int)
	exponentiate(x []float32, scale, shift float32) float32
	activate(x []float32)
}

// available returns the kernels that this processor supports, the fastest first.
func available() []kernels {
	var all []kernels
	for _, m := range machines() {
		all = append(all, m)
	}
	return append(all, plain{})
}

// Kernels returns the name of the processor features that the inner loops use.
func Kernels() string { return available()[0].String() }

// Quick reports whether there are inner loops in machine code for this processor. Without
// them, everything takes about ten times as long.
func Quick() bool { return len(machines()) > 0 }

// A precision is the number of bytes of an activation.
type precision int

const (
	coarse precision = 1 // x = scale·a
	fine   precision = 2 // x = scale·(254·a + b), the bytes a of a block before the bytes b
)

// fineSteps is the number of steps of b in one step of a. b ranges over half of them either
// way.
const fineSteps = 254

// A blockScale belongs to a block of activations. correction is 8 times the sum of their
// integers, since weights are stored with 8 added.
type blockScale struct {
	scale      float32
	correction int32
}

// An unpacked is a pair of groups of 8 rows of a matrix. The kernels use either weights or
// words.
type unpacked struct {
	weights []byte    // [blocks][8][16][4]: for each four columns, the weights of every row, with 8 added
	words   []words   // [blocks]
	scales  []float32 // [blocks][16]
}

const (
	pairRows   = 2 * format.GroupRows
	pairBlock  = pairRows * format.Block // weights of a block
	mostTokens = 8
)

// blocks returns the number of blocks of 32 columns.
func (u *unpacked) blocks() int { return len(u.scales) / pairRows }

// A product of matrices is computed 8 rows at a time. It is fast if the number of columns is a
// multiple of 16.
const (
	productRows    = 8
	productColumns = 16
)
