package encoder

import "footnote/rag/encoder/format"

// A scratch is the memory of one run of the encoder. It grows to fit the largest run, about 15
// kB per token, and is reused.
type scratch struct {
	x       []float32 // [tokens][Hidden]: the vector of each token
	wide    []float32 // [tokens][3·Hidden or Intermediate]
	context []float32 // [tokens][Hidden]
	out     []float32 // [tokens][Hidden]

	// For one head. The longest window is rounded up to whole products.
	query, keys, values []float32 // [longest window][Hidden/Heads]
	weights             []float32 // [longest window][longest window]
	sums                []float32 // [longest window]

	bytes  []int8       // [tokens][3·Hidden or Intermediate][precision]
	scales []blockScale // [tokens][blocks]
	pair   unpacked     // groups of rows
}

// grow makes room for that many tokens in total.
func (s *scratch) grow(z format.Sizes, p precision, tokens int) {
	tokens = up(tokens, mostTokens)
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

// up rounds n up to a multiple.
func up(n, multiple int) int { return (n + multiple - 1) / multiple * multiple }

// room reallocates memory if it is shorter than n.
func room[E any](memory *[]E, n int) {
	if len(*memory) < n {
		*memory = make([]E, n)
	}
}
