package dot

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// random returns vectors of length 1, and the same vectors packed.
func random(dice *rand.Rand, dimension, count int, number func() float64) (vectors [][]float64, packed []byte) {
	for range count {
		vector, squares, largest := make([]float64, dimension), 0.0, 0.0
		for i := range vector {
			vector[i] = number()
			largest = max(largest, math.Abs(vector[i]))
		}
		for i := range vector {
			vector[i] = math.Round(vector[i] / largest * 127)
			packed = append(packed, byte(int8(vector[i])))
			squares += vector[i] * vector[i]
		}
		for i := range vector {
			vector[i] /= math.Sqrt(squares)
		}
		vectors = append(vectors, vector)
	}
	return vectors, packed
}

// TestProducts checks that cosines are within the promised error, for vectors of any kind and
// length.
func TestProducts(t *testing.T) {
	dice := rand.New(rand.NewPCG(1, 2))
	for name, number := range map[string]func() float64{
		"normal": dice.NormFloat64,
		"flat":   func() float64 { return 1 },
		"spike":  func() float64 { return math.Exp(20 * dice.Float64()) },
		"signs":  func() float64 { return float64(2*dice.IntN(2) - 1) },
	} {
		for _, dimension := range []int{1, 3, 16, 24, 48, 384, 400, 1536, 3072} {
			t.Run(fmt.Sprint(name, dimension), func(t *testing.T) {
				vectors, packed := random(dice, dimension, 20, number)
				query := make([]float32, dimension)
				for i, n := range vectors[0] { // the largest product is that of a vector with itself
					query[i] = float32(n)
				}
				q := NewQuery(query)
				got, plain := make([]int32, len(vectors)), make([]int32, len(vectors))
				q.Products(packed, got)
				productsPlain(q.numbers, packed, plain)
				if !slices.Equal(got, plain) {
					t.Fatalf("%v, in plain Go %v", got, plain)
				}
				for i, vector := range vectors {
					want, squares := 0.0, 0.0
					for j, n := range vector {
						want += n * float64(query[j])
						b := float64(int8(packed[i*dimension+j]))
						squares += b * b
					}
					cosine := float64(got[i]) / q.Scale() / math.Sqrt(squares)
					if off := math.Abs(cosine - want); off > q.Error()+1e-9 {
						t.Errorf("vector %d: %v, want %v: off by %g, the bound is %g", i, cosine, want, off, q.Error())
					}
				}
				if q.Error() > 1e-3 {
					t.Errorf("an error of %g", q.Error())
				}
			})
		}
	}
}

// TestKernels checks that each kernel gives the same results as plain Go, and writes nothing
// beyond.
func TestKernels(t *testing.T) {
	dice := rand.New(rand.NewPCG(3, 4))
	for n, k := range kernels() {
		for dimension := step; dimension <= 30*step; dimension += step {
			count := 1 + dice.IntN(5)
			query, packed := make([]int16, dimension), make([]byte, count*dimension)
			for i := range query {
				query[i] = int16(dice.IntN(1<<16) - 1<<15)
			}
			for i := range packed {
				packed[i] = byte(dice.IntN(255) - 127)
			}
			got, want := make([]int32, count+1), make([]int32, count+1)
			got[count], want[count] = 77, 77
			k(&query[0], &packed[0], &got[0], dimension, count)
			productsPlain(query, packed, want[:count])
			if !slices.Equal(got, want) {
				t.Fatalf("kernel %d, dimension %d: %v, want %v", n, dimension, got, want)
			}
		}
	}
}

// TestNoVectors checks that nothing happens if there is nothing to compare.
func TestNoVectors(t *testing.T) {
	NewQuery([]float32{1}).Products(nil, nil)
}

func BenchmarkProducts(b *testing.B) {
	dice := rand.New(rand.NewPCG(1, 2))
	_, packed := random(dice, 384, 20_000, dice.NormFloat64)
	vector := make([]float32, 384)
	for i := range vector {
		vector[i] = float32(dice.NormFloat64() / math.Sqrt(384))
	}
	q, into := NewQuery(vector), make([]int32, 20_000)
	b.SetBytes(int64(len(packed)))
	for b.Loop() {
		q.Products(packed, into)
	}
}
