package e5

import (
	"math"

	"github.com/viterin/vek/vek32"

	"footnote/rag/e5/format"
)

// An encoder is BERT's: each layer attends, then feeds forward, and norms after
// each (Devlin et al., "BERT", 2019).
type encoder struct{ *format.Model }

// A window is the tokens that the model sees at once, <s> and </s> included.
type window []int32

// means runs windows through the model and returns the mean of the vectors of
// each one's tokens, [windows][Hidden]. The windows lie one after another without
// padding: only attention sees where one ends. It gives up when stop is closed.
func (e encoder) means(windows []window, s *scratch, stop <-chan struct{}) ([][]float32, bool) {
	total := 0
	for _, w := range windows {
		total += len(w)
	}
	s.grow(e.Sizes, total)
	e.embed(windows, s)
	for _, l := range e.Layers {
		select {
		case <-stop:
			return nil, false
		default:
		}
		e.layer(l, windows, total, s)
	}
	means := make([][]float32, len(windows))
	x := s.x
	for i, w := range windows {
		means[i] = mean(x[:len(w)*e.Hidden], e.Hidden)
		x = x[len(w)*e.Hidden:]
	}
	return means, true
}

// embed fills s.x with the sum of each token's vector and its position's, normed.
func (e encoder) embed(windows []window, s *scratch) {
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

func (e encoder) layer(l format.Layer, windows []window, total int, s *scratch) {
	s.linear(l.QueryKeyValue, s.x, s.wide, total)
	attend(e.Sizes, windows, s)
	s.linear(l.AttentionOutput, s.context, s.out, total)
	vek32.Add_Inplace(s.x[:total*e.Hidden], s.out[:total*e.Hidden])
	e.norm(l.AttentionNorm, s.x, total)

	s.linear(l.FeedForwardIn, s.x, s.wide, total)
	activate(s.wide[:total*e.Intermediate])
	s.linear(l.FeedForwardOut, s.wide, s.out, total)
	vek32.Add_Inplace(s.x[:total*e.Hidden], s.out[:total*e.Hidden])
	e.norm(l.FeedForwardNorm, s.x, total)
}

// norm gives each row mean 0 and variance 1, then a weight and a bias (Ba et
// al., "Layer Normalization", 2016).
func (e encoder) norm(n format.Norm, x []float32, rows int) {
	for i := range rows {
		row := x[i*e.Hidden:][:e.Hidden]
		vek32.SubNumber_Inplace(row, vek32.Mean(row))
		variance := vek32.Dot(row, row) / float32(e.Hidden)
		vek32.MulNumber_Inplace(row, 1/float32(math.Sqrt(float64(variance+e.Epsilon))))
		vek32.Mul_Inplace(row, n.Weight)
		vek32.Add_Inplace(row, n.Bias)
	}
}

func mean(rows []float32, width int) []float32 {
	sum := make([]float32, width)
	for row := rows; len(row) > 0; row = row[width:] {
		vek32.Add_Inplace(sum, row[:width])
	}
	vek32.MulNumber_Inplace(sum, float32(width)/float32(len(rows)))
	return sum
}
