package e5

import (
	"math"

	"github.com/viterin/vek/vek32"

	"footnote/rag/e5/format"
)

// attend fills s.context from the queries, keys and values in s.wide: each token
// gets the mean of its window's values, weighed by how its query fits their
// keys (Vaswani et al., "Attention Is All You Need", 2017), in each head.
func attend(sizes format.Sizes, windows []window, s *scratch) {
	start := 0
	for _, w := range windows {
		for head := range sizes.Heads {
			s.attendHead(sizes, start, len(w), head)
		}
		start += len(w)
	}
}

// attendHead does one head of the window of n tokens from start on.
func (s *scratch) attendHead(sizes format.Sizes, start, n, head int) {
	width := sizes.Hidden / sizes.Heads
	query, keys, values := s.query[:n*width], s.keys[:width*n], s.values[:n*width]
	for t := range n {
		row := s.wide[(start+t)*3*sizes.Hidden+head*width:]
		copy(query[t*width:], row[:width])
		for i, k := range row[sizes.Hidden:][:width] {
			keys[i*n+t] = k
		}
		copy(values[t*width:], row[2*sizes.Hidden:][:width])
	}
	weights := vek32.MatMul_Into(s.weights[:n*n], query, keys, width)
	scale := 1 / float32(math.Sqrt(float64(width)))
	for t := range n {
		row := weights[t*n:][:n]
		s.sums[t] = exponentiate(row, scale, scale*vek32.Max(row))
	}
	mixed := vek32.MatMul_Into(s.query[:n*width], weights, values, n)
	for t := range n {
		to := s.context[(start+t)*sizes.Hidden+head*width:][:width]
		copy(to, mixed[t*width:][:width])
		vek32.MulNumber_Inplace(to, 1/s.sums[t])
	}
}
