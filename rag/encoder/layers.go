package encoder

import (
	"math"

	"github.com/viterin/vek/vek32"

	"footnote/rag/encoder/format"
)

// forward runs windows through the model and leaves the vectors of their tokens
// in s.x, [tokens][Hidden]. The windows lie one after another without padding:
// only attention sees where one ends. It gives up, and reports false, when stop
// is closed.
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

// embed fills s.x with the sum of each token's vector and its position's, normed.
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

// layer lets the tokens attend to each other, then feeds each one forward, and
// norms after either.
func (e *Encoder) layer(l format.Layer, windows []Window, total int, s *scratch) {
	e.linear(l.QueryKeyValue, s.x, s.wide, total, s)
	attend(e.Sizes, windows, s)
	e.linear(l.AttentionOutput, s.context, s.out, total, s)
	vek32.Add_Inplace(s.x[:total*e.Hidden], s.out[:total*e.Hidden])
	e.norm(l.AttentionNorm, s.x, total)

	e.linear(l.FeedForwardIn, s.x, s.wide, total, s)
	activate(s.wide[:total*e.Intermediate])
	e.linear(l.FeedForwardOut, s.wide, s.out, total, s)
	vek32.Add_Inplace(s.x[:total*e.Hidden], s.out[:total*e.Hidden])
	e.norm(l.FeedForwardNorm, s.x, total)
}

// norm gives each row mean 0 and variance 1, then a weight and a bias (Ba et
// al., "Layer Normalization", 2016).
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

// attend fills s.context from the queries, keys and values in s.wide: each token
// gets the mean of its window's values, weighed by how its query fits their
// keys (Vaswani et al., "Attention Is All You Need", 2017), in each head.
func attend(sizes format.Sizes, windows []Window, s *scratch) {
	start := 0
	for _, w := range windows {
		for head := range sizes.Heads {
			s.attendHead(sizes, start, len(w), head)
		}
		start += len(w)
	}
}

// attendHead does one head of the window of n tokens from start on. What the
// products compute beyond n means nothing.
func (s *scratch) attendHead(sizes format.Sizes, start, n, head int) {
	width, columns := sizes.Hidden/sizes.Heads, up(n, productColumns)
	for t := range n {
		row := s.wide[(start+t)*3*sizes.Hidden+head*width:]
		copy(s.query[t*width:], row[:width])
		for i, k := range row[sizes.Hidden:][:width] {
			s.keys[i*columns+t] = k
		}
		copy(s.values[t*width:], row[2*sizes.Hidden:][:width])
	}
	for t := 0; t < n; t += productRows {
		product(s.query[t*width:], s.keys, s.weights[t*columns:], width, columns, width)
	}
	scale := 1 / float32(math.Sqrt(float64(width)))
	for t := range n {
		row := s.weights[t*columns:][:n]
		s.sums[t] = exponentiate(row, scale, scale*vek32.Max(row))
	}
	mixed := s.query
	for t := 0; t < n; t += productRows {
		product(s.weights[t*columns:], s.values, mixed[t*width:], n, width, columns)
	}
	for t := range n {
		to := s.context[(start+t)*sizes.Hidden+head*width:][:width]
		copy(to, mixed[t*width:][:width])
		vek32.MulNumber_Inplace(to, 1/s.sums[t])
	}
}
