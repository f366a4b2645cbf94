package encoder

import "footnote/rag/encoder/format"

// A scratch is the memory of one run of the encoder. It grows to the largest
// run, some 15 kB a token, and is used again.
type scratch struct {
	tokens, longest int // what there is room for

	x       []float32 // [tokens][Hidden]: the vector of each token
	wide    []float32 // [tokens][3·Hidden or Intermediate]
	context []float32 // [tokens][Hidden]
	out     []float32 // [tokens][Hidden]

	query, keys, values []float32 // [longest window][Hidden/Heads]
	weights             []float32 // [longest window][longest window]
	sums                []float32 // [longest window]

	bytes  []int8       // [tokens][Intermediate at most]
	scales []blockScale // [tokens][blocks]
	group  unpacked
}

// grow makes room for windows of so many tokens together.
func (s *scratch) grow(z format.Sizes, tokens int) {
	tokens = (tokens + tileTokens - 1) / tileTokens * tileTokens
	if tokens <= s.tokens {
		return
	}
	s.tokens = tokens
	widest := max(3*z.Hidden, z.Intermediate)
	s.x = make([]float32, tokens*z.Hidden)
	s.wide = make([]float32, tokens*widest)
	s.context = make([]float32, tokens*z.Hidden)
	s.out = make([]float32, tokens*z.Hidden)
	s.bytes = make([]int8, tokens*widest)
	s.scales = make([]blockScale, tokens*widest/format.Block)

	s.longest = min(tokens, z.Positions)
	width := z.Hidden / z.Heads
	s.query = make([]float32, s.longest*width)
	s.keys = make([]float32, s.longest*width)
	s.values = make([]float32, s.longest*width)
	s.weights = make([]float32, s.longest*s.longest)
	s.sums = make([]float32, s.longest)
	s.group.weights = make([]byte, widest/format.Block*tileWeights)
	s.group.scales = make([]float32, widest/format.Block*format.GroupRows)
}

// linear writes x·Wᵀ + bias to y for so many rows of x. Rows beyond them, up to a
// whole tile, are computed and mean nothing.
func (s *scratch) linear(l format.Linear, x, y []float32, rows int) {
	rows = (rows + tileTokens - 1) / tileTokens * tileTokens
	blocks := l.In / format.Block
	quantize(x[:rows*l.In], s.bytes[:rows*l.In], s.scales[:rows*blocks])
	group := unpacked{s.group.weights[:blocks*tileWeights], s.group.scales[:blocks*format.GroupRows]}
	for first := 0; first < l.Out; first += format.GroupRows {
		unpack(l.Group(first/format.GroupRows), group)
		for t := 0; t < rows; t += tileTokens {
			multiply(group, s.bytes[t*l.In:], s.scales[t*blocks:], l.Bias[first:], y[t*l.Out+first:], l.Out)
		}
	}
}
