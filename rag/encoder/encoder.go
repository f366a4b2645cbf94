// Package encoder runs transformer encoders (Devlin et al., "BERT", 2019) in Go and a little
// assembly: text becomes tokens, and tokens become vectors. The embedder in rag/e5 and the
// judge in rag/judge use it.
//
// Weights have 4 bits and are used in place; package format describes their file. What the
// vectors mean is up to the caller.
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

// A Window is the tokens that the model sees at once, including its special tokens: 1 to
// [format.Sizes.Positions].
type Window []int32

// An Encoder computes the vectors of tokens in context. It is safe for concurrent use; calls
// share the processors.
type Encoder struct {
	*format.Model
	precision precision
	kernels   kernels
	scratches chan *scratch // one per processor; whoever holds one may compute
}

// New returns an encoder for a model's weights.
func New(m *format.Model) *Encoder { return newEncoder(m, available()[0]) }

func newEncoder(m *format.Model, k kernels) *Encoder {
	e := &Encoder{m, coarse, k, make(chan *scratch, runtime.GOMAXPROCS(0))}
	for range cap(e.scratches) {
		e.scratches <- &scratch{}
	}
	return e
}

// Fine returns an encoder for other weights that shares e's memory and processors. Its
// activations have 16 bits instead of 8: its vectors match exact arithmetic to about four
// digits, not two, and it takes a third more time.
func (e *Encoder) Fine(m *format.Model) *Encoder { return &Encoder{m, fine, e.kernels, e.scratches} }

// runTokens is the approximate number of tokens that run together: enough to make unpacking
// the weights negligible, and few enough to keep the activations in a processor's cache.
// docs/speed.md has the figures.
const runTokens = 256

// Run computes the vectors of the tokens of all windows, on all processors that no other call
// uses. For each window it calls done once with the window's index and its vectors,
// [tokens][Hidden], which are overwritten after the call. Calls of done come in any order and
// may be concurrent. Run returns an error only if ctx is cancelled: its cause. done has then
// been called for only some windows.
func (e *Encoder) Run(ctx context.Context, windows []Window, done func(n int, vectors []float32)) error {
	// Group windows of similar length: that wastes the least memory, and leaves only short
	// work for the end.
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

// batch returns how many of the windows run together, at least one.
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

// Mean returns the mean of consecutive vectors, [n][width].
func Mean(vectors []float32, width int) []float32 {
	sum := make([]float32, width)
	for row := vectors; len(row) > 0; row = row[width:] {
		vek32.Add_Inplace(sum, row[:width])
	}
	vek32.MulNumber_Inplace(sum, float32(width)/float32(len(vectors)))
	return sum
}

// Normalise scales a vector to length 1, in place. A zero vector stays zero.
func Normalise(vector []float32) {
	length := math.Sqrt(float64(vek32.Dot(vector, vector)))
	vek32.MulNumber_Inplace(vector, float32(1/max(length, 1e-6)))
}
