// Package dot computes the products of one vector with many, fast. The many are packed as
// integers of -127 to 127, and the one as 16-bit integers. The result differs from the exact
// one by no more than [Query.Error].
package dot

import "math"

// A Query is a vector of length 1 in 16-bit integers.
type Query struct {
	numbers []int16
	scale   float64 // from the vector's numbers to integers
	kernel  kernel  // nil for plain Go
}

// mostSum bounds a sum of products, so that it fits 32 bits.
const mostSum = 1<<31 - 1<<16

// NewQuery packs a vector of length 1, of at most 65,536 numbers.
func NewQuery(vector []float32) Query {
	largest := 0.0
	for _, n := range vector {
		largest = max(largest, math.Abs(float64(n)))
	}
	// A product is at most the product of both lengths (Cauchy and Schwarz), and so is each
	// partial sum. Rounding adds at most a half to each number.
	dimension := float64(len(vector))
	scale := min(math.MaxInt16/largest, mostSum/(128*math.Sqrt(dimension))-math.Sqrt(dimension))
	q := Query{make([]int16, len(vector)), scale, nil}
	if in := kernels(); len(in) > 0 && len(vector)%step == 0 {
		q.kernel = in[0]
	}
	for i, n := range vector {
		q.numbers[i] = int16(math.Round(float64(n) * scale))
	}
	return q
}

// Scale returns the divisor that, together with the length of the packed vector, turns a
// product into a cosine.
func (q Query) Scale() float64 { return q.scale }

// Error returns how far a cosine may be from the exact one.
func (q Query) Error() float64 {
	return math.Sqrt(float64(len(q.numbers))) / 2 / q.scale
}

// Products writes the product of the query with each packed vector, one after another, to
// into. len(into) is the number of vectors.
func (q Query) Products(packed []byte, into []int32) {
	_ = packed[:len(into)*len(q.numbers)]
	switch {
	case len(into) == 0 || len(q.numbers) == 0:
	case q.kernel != nil:
		q.kernel(&q.numbers[0], &packed[0], &into[0], len(q.numbers), len(into))
	default:
		productsPlain(q.numbers, packed, into)
	}
}

// A kernel is the loop of productsPlain in machine code. The dimension must be a multiple of
// step.
type kernel func(query *int16, packed *byte, into *int32, dimension, count int)

const step = 16

func productsPlain(query []int16, packed []byte, into []int32) {
	for i := range into {
		row := packed[i*len(query):][:len(query)]
		sum := int32(0)
		for j, n := range query {
			sum += int32(n) * int32(int8(row[j]))
		}
		into[i] = sum
	}
}
