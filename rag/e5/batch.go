package e5

import (
	"cmp"
	"context"
	"slices"
	"sync"

	"github.com/viterin/vek/vek32"
)

// A part is a window of a text and, once it has run, its mean vector.
type part struct {
	text   int // which of the texts
	window window
	mean   []float32
}

// windows cuts the tokens of a text into what the model takes at once.
func (e *Embedder) windows(text int, tokens []int32) []part {
	most := e.sizes.Positions - 2
	var parts []part
	for first := true; first || len(tokens) > 0; first = false {
		n := min(most, len(tokens))
		w := make(window, 0, n+2)
		w = append(w, int32(e.sizes.Start()))
		w = append(w, tokens[:n]...)
		w = append(w, int32(e.sizes.End()))
		parts = append(parts, part{text: text, window: w})
		tokens = tokens[n:]
	}
	return parts
}

// runTokens is about how many tokens run together: enough that opening the
// weights does not count, few enough that the activations stay in the cache of
// a processor. docs/speed.md has the figures.
const runTokens = 256

// run fills in the means of parts, on all processors that no other call uses.
func (e *Embedder) run(ctx context.Context, parts []part) error {
	// Windows of like length together: the memory of the longest is used best,
	// and the work that is left at the end is short.
	order := make([]*part, len(parts))
	for i := range parts {
		order[i] = &parts[i]
	}
	slices.SortStableFunc(order, func(a, b *part) int { return cmp.Compare(len(b.window), len(a.window)) })

	var running sync.WaitGroup
	defer running.Wait()
	for len(order) > 0 {
		n := batch(order)
		select {
		case <-ctx.Done():
			return context.Cause(ctx)
		case s := <-e.scratches:
			some := order[:n]
			running.Go(func() {
				defer func() { e.scratches <- s }()
				e.runSome(some, s, ctx.Done())
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

// batch is how many of the parts run together, at least one.
func batch(parts []*part) int {
	n, tokens := 0, 0
	for n < len(parts) && (n == 0 || tokens+len(parts[n].window) <= runTokens) {
		tokens += len(parts[n].window)
		n++
	}
	return n
}

func (e *Embedder) runSome(parts []*part, s *scratch, stop <-chan struct{}) {
	windows := make([]window, len(parts))
	for i, p := range parts {
		windows[i] = p.window
	}
	means, ok := e.encoder.means(windows, s, stop)
	if !ok {
		return
	}
	for i, p := range parts {
		p.mean = means[i]
	}
}

// join adds up the parts of each text, weighed by their tokens, and gives each
// sum the length 1.
func join(parts []part, texts int) [][]float32 {
	vectors := make([][]float32, texts)
	for _, p := range parts {
		vek32.MulNumber_Inplace(p.mean, float32(max(len(p.window)-2, 1)))
		if vectors[p.text] == nil {
			vectors[p.text] = p.mean
			continue
		}
		vek32.Add_Inplace(vectors[p.text], p.mean)
	}
	for _, v := range vectors {
		unit(v)
	}
	return vectors
}
