package encoder

import (
	"math"

	"footnote/rag/encoder/format"
)

// The kernels are the inner loops, in plain Go. On amd64 with AVX2 the ones of
// kernels_amd64.s run instead; a test holds the two against each other.
//
// Activations are quantized too: a block of 32 numbers of a token becomes 32 or
// 64 bytes and a blockScale. The product of two blocks is then a sum of integers,
// scaled once.

// A precision is how many bytes an activation has.
type precision int

const (
	coarse precision = 1 // x = scale·a
	fine   precision = 2 // x = scale·(254·a + b), the bytes a of a block before the bytes b
)

// fineSteps is how many steps of b there are in one of a: b goes up to half of
// that either way.
const fineSteps = 254

// tileTokens is how many tokens the multiplication takes at once.
const tileTokens = 4

// A blockScale belongs to a block of activations. Correction is 8 times the sum
// of their integers: weights are stored with 8 added.
type blockScale struct {
	scale      float32
	correction int32
}

// An unpacked is a pair of groups of 8 rows of a matrix: for each block of 32
// columns 256 weights with 8 added, in the order of the tile's nibbles, and 8
// scales.
type unpacked struct {
	weights []byte    // [2][blocks][256]
	scales  []float32 // [2][blocks][8]
}

const pairRows = 2 * format.GroupRows

const tileWeights = format.GroupRows * format.Block

// unpackPlain opens the tiles of groups.
func unpackPlain(tiles []byte, into unpacked) {
	for n := range len(tiles) / format.TileBytes {
		tile := tiles[n*format.TileBytes:][:format.TileBytes]
		for r := range format.GroupRows {
			into.scales[n*format.GroupRows+r] = format.Half(uint16(tile[2*r]) | uint16(tile[2*r+1])<<8)
		}
		weights := into.weights[n*tileWeights:][:tileWeights]
		for i, two := range tile[format.TileScales:] {
			weights[i/32*64+i%32] = two & 15
			weights[i/32*64+32+i%32] = two >> 4
		}
	}
}

// quantizePlain turns a row of activations, a multiple of 32, into bytes -127..127.
func quantizePlain(p precision, x []float32, bytes []int8, scales []blockScale) {
	for b := range scales {
		block := x[b*format.Block:][:format.Block]
		largest := float32(0)
		for _, v := range block {
			largest = max(largest, max(v, -v))
		}
		inverse := float32(0)
		if largest > 0 {
			inverse = 127 / largest
		}
		scale, sum := largest/127, int32(0)
		if p == fine {
			scale /= fineSteps
		}
		to := bytes[b*format.Block*int(p):][:format.Block*int(p)]
		for i, v := range block {
			steps := v * inverse
			q := math.RoundToEven(float64(steps))
			to[i] = int8(q)
			if p == coarse {
				sum += int32(q)
				continue
			}
			rest := math.RoundToEven(float64((steps - float32(q)) * fineSteps))
			to[format.Block+i] = int8(rest)
			sum += fineSteps*int32(q) + int32(rest)
		}
		scales[b] = blockScale{scale, 8 * sum}
	}
}

// multiplyPlain multiplies a pair of groups with 4 tokens: it writes 16 numbers,
// bias added, for each token to y, whose tokens are stride numbers apart.
func multiplyPlain(p precision, pair unpacked, bytes []int8, scales []blockScale, bias, y []float32, stride int) {
	blocks := len(pair.scales) / pairRows
	for t := range tileTokens {
		copy(y[t*stride:][:pairRows], bias[:pairRows])
	}
	for n := range 2 * blocks {
		group, b := n/blocks, n%blocks
		columns, all := four(pair.weights[n*tileWeights:][:tileWeights])
		rows := pair.scales[n*format.GroupRows:][:format.GroupRows]
		for t := range tileTokens {
			sums := integers(p, &columns, all, bytes[(t*blocks+b)*format.Block*int(p):])
			s := scales[t*blocks+b]
			out := y[t*stride+group*format.GroupRows:][:format.GroupRows]
			for r := range out {
				out[r] += rows[r] * s.scale * float32(sums[r]-s.correction)
			}
		}
	}
}

// integers are the products of 8 rows with the integers of a block of activations.
func integers(p precision, columns *[format.Block][2]uint64, all [2]uint64, block []int8) [format.GroupRows]int32 {
	sums, offset := products(columns, (*[format.Block]int8)(block)), int32(bytesOffset)
	if p == fine {
		rests := products(columns, (*[format.Block]int8)(block[format.Block:]))
		for r := range sums {
			sums[r] = fineSteps*sums[r] + rests[r]
		}
		offset = fineSteps*bytesOffset + bytesOffset
	}
	for r := range sums {
		sums[r] -= offset * int32(all[r/4]>>(r%4*16)&0xffff)
	}
	return sums
}

// bytesOffset makes the bytes of activations positive.
const bytesOffset = 128

// four puts the weights of rows 0 to 3, and 4 to 7, of each column side by side
// in the four 16 bits of a word, so that one multiplication does for four. All
// are their sums over the columns.
func four(weights []byte) (columns [format.Block][2]uint64, all [2]uint64) {
	for c := range columns {
		w := weights[c/4*32+c%4:][:29]
		columns[c][0] = uint64(w[0]) | uint64(w[4])<<16 | uint64(w[8])<<32 | uint64(w[12])<<48
		columns[c][1] = uint64(w[16]) | uint64(w[20])<<16 | uint64(w[24])<<32 | uint64(w[28])<<48
		all[0] += columns[c][0]
		all[1] += columns[c][1]
	}
	return columns, all
}

// products are the sums over the columns of weight times byte + bytesOffset, for
// each of 8 rows. Of half the columns they are 16·15·255 at most: 16 bits.
func products(columns *[format.Block][2]uint64, block *[format.Block]int8) (sums [format.GroupRows]int32) {
	for half := 0; half < format.Block; half += format.Block / 2 {
		var low, high uint64
		for c := half; c < half+format.Block/2; c++ {
			x := uint64(int(block[c]) + bytesOffset)
			low += columns[c][0] * x
			high += columns[c][1] * x
		}
		for r := range 4 {
			sums[r] += int32(low >> (r * 16) & 0xffff)
			sums[r+4] += int32(high >> (r * 16) & 0xffff)
		}
	}
	return sums
}

// A product of matrices is computed 4 rows at a time, and is fast where its
// columns are a multiple of 16.
const (
	productRows    = 4
	productColumns = 16
)

// productPlain writes the product of a, [4][depth] with rows stride numbers
// apart, and b, [depth][columns], to c, [4][columns].
func productPlain(a, b, c []float32, depth, columns, stride int) {
	clear(c[:productRows*columns])
	for r := range productRows {
		sums := c[r*columns:][:columns]
		for d, x := range a[r*stride:][:depth] {
			for i, y := range b[d*columns:][:columns] {
				sums[i] += x * y
			}
		}
	}
}

// exponentiatePlain replaces each x by e^(scale·x - shift) and returns the sum.
func exponentiatePlain(x []float32, scale, shift float32) float32 {
	sum := float32(0)
	for i, v := range x {
		x[i] = float32(math.Exp(float64(scale*v - shift)))
		sum += x[i]
	}
	return sum
}

// activatePlain replaces each x by GELU(x) = x·Φ(x) (Hendrycks and Gimpel, 2016).
func activatePlain(x []float32) {
	for i, v := range x {
		x[i] = v / 2 * float32(1+math.Erf(float64(v)/math.Sqrt2))
	}
}
