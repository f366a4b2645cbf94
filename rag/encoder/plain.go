package encoder

import (
	"math"
	"slices"

	"footnote/rag/encoder/format"
)

// plain is the kernels in Go.
type plain struct{}

func (plain) String() string { return "plain Go" }

func (plain) tokens() int { return 2 }

// words are the weights of a block of 16 rows for processors that multiply at most 64 bits at
// once. Word k of a column has those of rows 4·k to 4·k + 3, with 8 added, in 16 bits each, so
// that one multiplication covers four rows.
type words struct {
	columns [format.Block][4]uint64
	sums    [4]uint64 // over the columns
}

// unpack unpacks the tiles of a pair of groups.
func (plain) unpack(tiles []byte, into *unpacked) {
	blocks := len(tiles) / format.TileBytes / 2
	into.words = slices.Grow(into.words[:0], blocks)[:blocks]
	into.scales = slices.Grow(into.scales[:0], blocks*pairRows)[:blocks*pairRows]
	for b := range blocks {
		w := &into.words[b]
		w.sums = [4]uint64{}
		for group := range 2 {
			tile := tiles[(group*blocks+b)*format.TileBytes:][:format.TileBytes]
			for r := range format.GroupRows {
				into.scales[b*pairRows+group*format.GroupRows+r] = format.Half(uint16(tile[2*r]) | uint16(tile[2*r+1])<<8)
			}
			w.open((*[tileWeights / 2]byte)(tile[format.TileScales:]), 2*group)
		}
		for _, column := range w.columns {
			for k, word := range column {
				w.sums[k] += word
			}
		}
	}
}

const tileWeights = format.GroupRows * format.Block

// open unpacks a tile of 8 rows into words k and k+1 of each column.
func (w *words) open(tile *[tileWeights / 2]byte, k int) {
	for p := range format.Block / 8 {
		from := (*[4 * format.GroupRows]byte)(tile[p*32:])
		for j := range 4 {
			upper := uint64(from[j]) | uint64(from[4+j])<<16 | uint64(from[8+j])<<32 | uint64(from[12+j])<<48
			lower := uint64(from[16+j]) | uint64(from[20+j])<<16 | uint64(from[24+j])<<32 | uint64(from[28+j])<<48
			first, second := &w.columns[8*p+j], &w.columns[8*p+4+j]
			first[k], first[k+1] = upper&nibbles, lower&nibbles
			second[k], second[k+1] = upper>>4&nibbles, lower>>4&nibbles
		}
	}
}

// nibbles masks the lower 4 bits of each 16.
const nibbles = 0x000f000f000f000f

// quantize turns a row of activations, a multiple of 32, into bytes -127..127.
func (plain) quantize(p precision, x []float32, bytes []int8, scales []blockScale) {
	for b := range scales {
		block := (*[format.Block]float32)(x[b*format.Block:])
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
			steps := float32(v * inverse) // rounded, since some processors would otherwise add the unrounded product
			q := nearest(steps)
			to[i] = int8(q)
			if p == coarse {
				sum += q
				continue
			}
			rest := nearest(float32((steps - float32(q)) * fineSteps))
			to[format.Block+i] = int8(rest)
			sum += fineSteps*q + rest
		}
		scales[b] = blockScale{scale, 8 * sum}
	}
}

// nearest returns the integer nearest to x, and of two the even one. |x| must be below 2^22.
func nearest(x float32) int32 {
	const shift = 3 << 22 // leaves no bits for a fraction
	return int32(math.Float32bits(x+shift)) - int32(math.Float32bits(shift))
}

// multiply multiplies a pair of groups with 2 tokens. It writes 16 numbers for each token,
// with bias added, to y, where tokens are stride numbers apart.
func (plain) multiply(p precision, pair *unpacked, bytes []int8, scales []blockScale, bias, y []float32, stride int) {
	blocks, size := pair.blocks(), format.Block*int(p)
	first, second := (*[pairRows]float32)(y), (*[pairRows]float32)(y[stride:])
	copy(first[:], bias)
	copy(second[:], bias)
	for b := range pair.words {
		w, rows := &pair.words[b], (*[pairRows]float32)(pair.scales[b*pairRows:])
		one, two := bytes[b*size:][:size], bytes[(blocks+b)*size:][:size]
		var sums [2][pairRows]int32
		w.products(&sums, (*[format.Block]int8)(one), (*[format.Block]int8)(two))
		offset := int32(bytesOffset)
		if p == fine {
			coarse := sums
			w.products(&sums, (*[format.Block]int8)(one[format.Block:]), (*[format.Block]int8)(two[format.Block:]))
			for r := range pairRows {
				sums[0][r] += fineSteps * coarse[0][r]
				sums[1][r] += fineSteps * coarse[1][r]
			}
			offset += fineSteps * bytesOffset
		}
		s, t := scales[b], scales[blocks+b]
		for r := range pairRows {
			all := offset * int32(w.sums[r/4]>>(r%4*16)&0xffff)
			first[r] += rows[r] * s.scale * float32(sums[0][r]-all-s.correction)
			second[r] += rows[r] * t.scale * float32(sums[1][r]-all-t.correction)
		}
	}
}

// bytesOffset makes the bytes of activations positive.
const bytesOffset = 128

// products computes the sums over the columns of weight times (byte + bytesOffset), for each
// of 16 rows and two tokens. The sum over half the columns is at most 16·15·255, which fits 16
// bits.
func (w *words) products(sums *[2][pairRows]int32, one, two *[format.Block]int8) {
	for k := 0; k < 4; k += 2 {
		var even, odd [4]uint64
		for half := 0; half < format.Block; half += format.Block / 2 {
			var a, b, c, d uint64
			columns := (*[format.Block / 2][4]uint64)(w.columns[half:])
			ones, twos := (*[format.Block / 2]int8)(one[half:]), (*[format.Block / 2]int8)(two[half:])
			for i := range columns {
				x, y := uint64(uint8(ones[i])^bytesOffset), uint64(uint8(twos[i])^bytesOffset)
				v, w := columns[i][k&3], columns[i][(k+1)&3]
				a += v * x
				b += w * x
				c += v * y
				d += w * y
			}
			for i, sum := range [4]uint64{a, b, c, d} {
				even[i] += sum & lowHalves
				odd[i] += sum >> 16 & lowHalves
			}
		}
		for i := range even {
			rows := (*[4]int32)(sums[i/2][4*(k+i%2):])
			rows[0], rows[1] = int32(even[i]&0xffffffff), int32(odd[i]&0xffffffff)
			rows[2], rows[3] = int32(even[i]>>32), int32(odd[i]>>32)
		}
	}
}

// lowHalves masks the lower 16 bits of each 32.
const lowHalves = 0x0000ffff0000ffff

// product writes the product of a, [8][depth] with rows stride numbers apart, and b,
// [depth][columns], to c, [8][columns].
func (plain) product(a, b, c []float32, depth, columns, stride int) {
	for r := 0; r < productRows; r += 2 {
		first, second := a[r*stride:][:depth], a[(r+1)*stride:][:depth]
		column := 0
		for ; column+4 <= columns; column += 4 {
			var s, t [4]float32
			for d, x := range first {
				y, from := second[d], (*[4]float32)(b[d*columns+column:])
				s[0] += x * from[0]
				s[1] += x * from[1]
				s[2] += x * from[2]
				s[3] += x * from[3]
				t[0] += y * from[0]
				t[1] += y * from[1]
				t[2] += y * from[2]
				t[3] += y * from[3]
			}
			copy(c[r*columns+column:], s[:])
			copy(c[(r+1)*columns+column:], t[:])
		}
		for ; column < columns; column++ {
			var s, t float32
			for d, x := range first {
				s += x * b[d*columns+column]
				t += second[d] * b[d*columns+column]
			}
			c[r*columns+column], c[(r+1)*columns+column] = s, t
		}
	}
}

// exponentiate replaces each x by e^(scale·x - shift) and returns the sum.
func (plain) exponentiate(x []float32, scale, shift float32) float32 {
	sum := float32(0)
	for i, v := range x {
		x[i] = exponential(scale*v - shift)
		sum += x[i]
	}
	return sum
}

// exponential returns e^x to seven digits (Cephes' expf) for -87 <= x <= 87. Below -87 it
// returns e^-87.
func exponential(x float32) float32 {
	x = max(x, -87)
	n := nearest(x * (1 / math.Ln2))
	x -= float32(n) * 0x1.63p-1 // upper part of ln 2: the product is exact
	x -= float32(n) * -0x1.bd0106p-13
	e := float32(0x1.a0d2cep-13)
	e = e*x + 0x1.6e879cp-10
	e = e*x + 0x1.111210p-7
	e = e*x + 0x1.555382p-5
	e = e*x + 0x1.555554p-3
	e = e*x + 0.5
	return (e*x*x + x + 1) * math.Float32frombits(uint32(n+127)<<23)
}

// activate replaces each x by GELU(x) = x·Φ(x) (Hendrycks and Gimpel, 2016). Φ is computed by
// Abramowitz and Stegun's 7.1.26, with an error of at most 1.5e-7.
func (plain) activate(x []float32) {
	for i, v := range x {
		size := max(v, -v)
		t := 1 / (1 + size*(0.3275911/math.Sqrt2))
		q := ((((1.061405429*t-1.453152027)*t+1.421413741)*t-0.284496736)*t + 0.254829592) * t
		x[i] = max(v, 0) - size*q*exponential(-v*v/2)/2
	}
}
