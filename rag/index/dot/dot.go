// Package dot compares one vector with many, fast: those are packed as whole
// numbers of -127 to 127, and so is the one, more finely. What it makes of a
// product differs from the true one by no more than it says.
package dot

import "math"

// A Query is a vector of length 1 in whole numbers of 16 bits.
type Query struct {
	numbers []int16
	scale   float64 // of the vector to the numbers
}

// mostSum is what a sum of products stays below, so that 32 bits hold it.
const mostSum = 1<<31 - 1<<16

// NewQuery packs a vector of length 1. The longest that it takes has 65,536 numbers.
func NewQuery(vector []float32) Query {
	largest := 0.0
	for _, n := range vector {
		largest = max(largest, math.Abs(float64(n)))
	}
	// A product is below the lengths of both (Cauchy and Schwarz), and so is each
	// part of its sum; rounding adds half to each number.
	dimension := float64(len(vector))
	scale := min(math.MaxInt16/largest, mostSum/(128*math.Sqrt(dimension))-math.Sqrt(dimension))
	q := Query{make([]int16, len(vector)), scale}
	for i, n := range vector {
		q.numbers[i] = int16(math.Round(float64(n) * scale))
	}
	return q
}

// Scale is what a product has to be divided by, beside the length of the packed
// vector, to be a cosine.
func (q Query) Scale() float64 { return q.scale }

// Error is how far a cosine may be from the true one.
func (q Query) Error() float64 {
	return math.Sqrt(float64(len(q.numbers))) / 2 / q.scale
}

// Products writes the product of the query and of each packed vector, one after
// another, to into, as many as it has room for.
func (q Query) Products(packed []byte, into []int32) {
	_ = packed[:len(into)*len(q.numbers)]
	if len(into) > 0 && len(q.numbers) > 0 {
		products(q.numbers, packed, into)
	}
}

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
