package encoder

import (
	"math"

	"github.com/viterin/vek/vek32"

	"footnote/rag/encoder/format"
)

// forward runs windows through the model and leaves the vectors of their tokens in s.x,
// [tokens][Hidden]. The windows follow one another without padding; only attention depends on
// where one ends. It stops and reports false when stop is closed.
func (e *Encoder) forward(windows []Window, s *scratch, stop <-chan struct{}) bool {
	total := 0
	for _, w := range windows {
		total += len(w)
	}
	s.grow(e.Sizes, e.precision, total)
	e.embed(windows, s)
	for _, l := range e.Layers {
		select {
		case <-stop:
			return false
		default:
		}
		e.layer(l, windows, total, s)
	}
	return true
}

// embed fills s.x with the normalised sum of each token's vector and its position's.
func (e *Encoder) embed(windows []Window, s *scratch) {
	x := s.x
	for _, w := range windows {
		for position, token := range w {
			row := x[:e.Hidden]
			e.Embeddings.Read(int(token), row)
			vek32.Add_Inplace(row, e.Positions[position*e.Hidden:][:e.Hidden])
			x = x[e.Hidden:]
		}
	}
	total := (len(s.x) - len(x)) / e.Hidden
	e.norm(e.Norm, s.x, total)
}

// layer lets the tokens attend to each other, then runs each through the feed-forward part,
// with a norm after both.
func (e *Encoder) layer(l format.Layer, windows []Window, total int, s *scratch) {
	e.linear(l.QueryKeyValue, s.x, s.wide, total, s)
	e.attend(windows, s)
	e.linear(l.AttentionOutput, s.context, s.out, total, s)
	vek32.Add_Inplace(s.x[:total*e.Hidden], s.out[:total*e.Hidden])
	e.norm(l.AttentionNorm, s.x, total)

	e.linear(l.FeedForwardIn, s.x, s.wide, total, s)
	e.kernels.activate(s.wide[:total*e.Intermediate])
	e.linear(l.FeedForwardOut, s.wide, s.out, total, s)
	vek32.Add_Inplace(s.x[:total*e.Hidden], s.out[:total*e.Hidden])
	e.norm(l.FeedForwardNorm, s.x, total)
}

// norm scales each row to mean 0 and variance 1, then applies a weight and a bias (Ba et al.,
// "Layer Normalization", 2016).
func (e *Encoder) norm(n format.Norm, x []float32, rows int) {
	for i := range rows {
		row := x[i*e.Hidden:][:e.Hidden]
		vek32.SubNumber_Inplace(row, vek32.Mean(row))
		variance := vek32.Dot(row, row) / float32(e.Hidden)
		vek32.MulNumber_Inplace(row, 1/float32(math.Sqrt(float64(variance+e.Epsilon))))
		vek32.Mul_Inplace(row, n.Weight)
		vek32.Add_Inplace(row, n.Bias)
	}
}

// attend fills s.context from the queries, keys and values in s.wide. In each head, each token
// gets the mean of its window's values, weighted by how well its query matches their keys
// (Vaswani et al., "Attention Is All You Need", 2017).
func (e *Encoder) attend(windows []Window, s *scratch) {
	start := 0
	for _, w := range windows {
		for head := range e.Heads {
			e.attendHead(start, len(w), head, s)
		}
		start += len(w)
	}
}

// attendHead computes one head for the window of n tokens at start. What the products compute
// beyond n is ignored.
func (e *Encoder) attendHead(start, n, head int, s *scratch) {
	width, columns := e.Hidden/e.Heads, up(n, productColumns)
	for t := range n {
		row := s.wide[(start+t)*3*e.Hidden+head*width:]
		copy(s.query[t*width:], row[:width])
		for i, k := range row[e.Hidden:][:width] {
			s.keys[i*columns+t] = k
		}
		copy(s.values[t*width:], row[2*e.Hidden:][:width])
	}
	for t := 0; t < n; t += productRows {
		e.kernels.product(s.query[t*width:], s.keys, s.weights[t*columns:], width, columns, width)
	}
	scale := 1 / float32(math.Sqrt(float64(width)))
	for t := range n {
		row := s.weights[t*columns:][:n]
		s.sums[t] = e.kernels.exponentiate(row, scale, scale*vek32.Max(row))
	}
	mixed := s.query
	for t := 0; t < n; t += productRows {
		e.kernels.product(s.weights[t*columns:], s.values, mixed[t*width:], n, width, columns)
	}
	for t := range n {
		to := s.context[(start+t)*e.Hidden+head*width:][:width]
		copy(to, mixed[t*width:][:width])
		vek32.MulNumber_Inplace(to, 1/s.sums[t])
	}
}
