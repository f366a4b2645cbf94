package encoder

import (
	"cmp"
	"context"
	"slices"
	"sync"
)

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
