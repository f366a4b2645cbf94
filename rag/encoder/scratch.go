package encoder

import "footnote/rag/encoder/format"

// A scratch is the memory of one run of the encoder. It grows to the largest
// run, some 15 kB a token, and is used again.
type scratch struct {
	x       []float32 // [tokens][Hidden]: the vector of each token
	wide    []float32 // [tokens][3·Hidden or Intermediate]
	context []float32 // [tokens][Hidden]
	out     []float32 // [tokens][Hidden]

	// Of a head; the longest window is rounded up to whole products.
	query, keys, values []float32 // [longest window][Hidden/Heads]
	weights             []float32 // [longest window][longest window]
	sums                []float32 // [longest window]

	bytes  []int8       // [tokens][3·Hidden or Intermediate][precision]
	scales []blockScale // [tokens][blocks]
	pair   unpacked     // groups of rows
}

// grow makes room for windows of so many tokens together.
func (s *scratch) grow(z format.Sizes, p precision, tokens int) {
	tokens = up(tokens, tileTokens)
	widest := max(3*z.Hidden, z.Intermediate)
	room(&s.x, tokens*z.Hidden)
	room(&s.wide, tokens*widest)
	room(&s.context, tokens*z.Hidden)
	room(&s.out, tokens*z.Hidden)
	room(&s.bytes, tokens*widest*int(p))
	room(&s.scales, tokens*widest/format.Block)

	longest, width := up(min(tokens, z.Positions), productColumns), z.Hidden/z.Heads
	room(&s.query, longest*width)
	room(&s.keys, longest*width)
	room(&s.values, longest*width)
	room(&s.weights, longest*longest)
	room(&s.sums, longest)
}

// room is where a pair of groups of rows of so many blocks is unpacked.
func (s *scratch) room(blocks int) unpacked {
	room(&s.pair.weights, 2*blocks*tileWeights)
	room(&s.pair.scales, blocks*pairRows)
	return unpacked{s.pair.weights[:2*blocks*tileWeights], s.pair.scales[:blocks*pairRows]}
}

// up rounds n up to a multiple.
func up(n, multiple int) int { return (n + multiple - 1) / multiple * multiple }

// room makes memory n long where it is shorter.
func room[E any](memory *[]E, n int) {
	if len(*memory) < n {
		*memory = make([]E, n)
	}
}
