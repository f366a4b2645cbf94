// Package encoder runs transformer encoders (Devlin et al., "BERT", 2019) in Go
// and a little assembly: text becomes tokens, and tokens become vectors. The
// embedder in rag/e5 and the judge in rag/judge are such.
//
// Weights have 4 bits and are used where they lie; package format describes
// their file. What the vectors of the tokens are good for is up to the caller.
package encoder

import (
	"cmp"
	"context"
	"math"
	"runtime"
	"slices"
	"sync"

	"github.com/viterin/vek/vek32"

	"footnote/rag/encoder/format"
)

// A Window is the tokens that the model sees at once, its special tokens
// included: 1 to [format.Sizes.Positions].
type Window []int32

// An Encoder computes the vectors of tokens in their context. It is safe for
// concurrent use; calls share the processors between them.
type Encoder struct {
	*format.Model
	precision precision
	scratches chan *scratch // one for each processor: who has one may compute
}

// New makes an encoder of a model's weights.
func New(m *format.Model) *Encoder {
	e := &Encoder{m, coarse, make(chan *scratch, runtime.GOMAXPROCS(0))}
	for range cap(e.scratches) {
		e.scratches <- &scratch{}
	}
	return e
}

// Fine is an encoder of other weights that shares e's memory and its part of the
// processors. Its activations have 16 bits instead of 8: its vectors are those of
// exact arithmetic to about four digits, not two, and it takes a third more time.
func (e *Encoder) Fine(m *format.Model) *Encoder { return &Encoder{m, fine, e.scratches} }

// runTokens is about how many tokens run together: enough that opening the
// weights does not count, few enough that the activations stay in the cache of
// a processor. docs/speed.md has the figures.
const runTokens = 256

// Run computes the vectors of the tokens of all windows, on all processors that
// no other call uses. For each window it calls done once with its index and its
// vectors, [tokens][Hidden], which are overwritten after the call. Calls of done
// come in any order, several at once. The only error is the cause of a cancelled
// ctx; done has then been called for some windows only.
func (e *Encoder) Run(ctx context.Context, windows []Window, done func(n int, vectors []float32)) error {
	// Windows of like length together: the memory of the longest is used best,
	// and the work that is left at the end is short.
	order := make([]int, len(windows))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(len(windows[b]), len(windows[a])) })

	var running sync.WaitGroup
	defer running.Wait()
	for len(order) > 0 {
		n := batch(windows, order)
		select {
		case <-ctx.Done():
			return context.Cause(ctx)
		case s := <-e.scratches:
			some := order[:n]
			running.Go(func() {
				defer func() { e.scratches <- s }()
				e.runSome(windows, some, s, ctx.Done(), done)
			})
		}
		order = order[n:]
	}
	running.Wait()
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	return nil
}

// batch is how many of the windows run together, at least one.
func batch(windows []Window, order []int) int {
	n, tokens := 0, 0
	for n < len(order) && (n == 0 || tokens+len(windows[order[n]]) <= runTokens) {
		tokens += len(windows[order[n]])
		n++
	}
	return n
}

func (e *Encoder) runSome(windows []Window, some []int, s *scratch, stop <-chan struct{}, done func(n int, vectors []float32)) {
	together := make([]Window, len(some))
	for i, n := range some {
		together[i] = windows[n]
	}
	if !e.forward(together, s, stop) {
		return
	}
	vectors := s.x
	for _, n := range some {
		size := len(windows[n]) * e.Hidden
		done(n, vectors[:size])
		vectors = vectors[size:]
	}
}

// Mean is the mean of vectors that lie one after another, [n][width].
func Mean(vectors []float32, width int) []float32 {
	sum := make([]float32, width)
	for row := vectors; len(row) > 0; row = row[width:] {
		vek32.Add_Inplace(sum, row[:width])
	}
	vek32.MulNumber_Inplace(sum, float32(width)/float32(len(vectors)))
	return sum
}

// Normalise gives a vector the length 1, in place. A zero vector stays zero.
func Normalise(vector []float32) {
	length := math.Sqrt(float64(vek32.Dot(vector, vector)))
	vek32.MulNumber_Inplace(vector, float32(1/max(length, 1e-6)))
}
