package encoder

import (
	"math"

	"github.com/viterin/vek/vek32"
)

// Mean is the mean of vectors that lie one after another, [n][width].
func Mean(vectors []float32, width int) []float32 {
	sum := make([]float32, width)
	for row := vectors; len(row) > 0; row = row[width:] {
		vek32.Add_Inplace(sum, row[:width])
	}
	vek32.MulNumber_Inplace(sum, float32(width)/float32(len(vectors)))
	return sum
}

// Normalise gives a vector the length 1, in place. One of nothing but zeros
// stays as it is.
func Normalise(vector []float32) {
	length := math.Sqrt(float64(vek32.Dot(vector, vector)))
	vek32.MulNumber_Inplace(vector, float32(1/max(length, 1e-6)))
}
