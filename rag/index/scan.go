package index

import (
	"cmp"
	"context"
	"math"
	"slices"

	"footnote/rag/index/dot"
	"footnote/rag/lexical"
)

// A neighbour is a passage and its cosine with a question.
type neighbour struct {
	number int
	place  int // in article order
	cosine float64
}

// scan compares a question, given as a vector of length 1, with every passage of the articles,
// and returns the numbers of the k nearest, ties in article order. passages is the total
// number of passages.
//
// It first compares all of them in integers, with a bounded error, and then compares exactly
// those that may be among the k nearest within that error.
func scan(ctx context.Context, question []float32, k, passages int, articles []*entry) ([]int, error) {
	near, err := roughly(ctx, question, k, passages, articles)
	if err != nil {
		return nil, err
	}
	best := lexical.Best(near, k, func(a, b neighbour) int {
		return cmp.Or(cmp.Compare(b.cosine, a.cosine), cmp.Compare(a.place, b.place))
	})
	found := make([]int, len(best))
	for i, n := range best {
		found[i] = n.number
	}
	return found, nil
}

// roughly returns, with their exact cosines, the passages that may be among the k nearest. All
// of the k nearest are among them.
func roughly(ctx context.Context, question []float32, k, passages int, articles []*entry) ([]neighbour, error) {
	query := dot.NewQuery(question)
	// A 32-bit sum has an error too: less than this for vectors of length 1.
	off := query.Error() + float64(len(question))/(1<<22)
	var products []int32
	rough := make([]float32, 0, passages) // cosines, in article order
	highest := newHighest(k)
	for _, e := range articles {
		if e.vectors == nil {
			continue
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		products = slices.Grow(products[:0], len(e.numbers))[:len(e.numbers)]
		query.Products(e.vectors.packed, products)
		for i, product := range products {
			c := float32(float64(product) / query.Scale() * float64(e.vectors.scale[i]))
			rough = append(rough, c)
			highest.add(c)
		}
	}
	return exactly(question, articles, rough, highest.least()-float32(2*off)), nil
}

// exactly returns the passages whose rough cosines, in article order, are at least least, with
// their exact cosines.
func exactly(question []float32, articles []*entry, rough []float32, least float32) []neighbour {
	var near []neighbour
	room, place := make([]float32, len(question)), 0
	for _, e := range articles {
		if e.vectors == nil {
			continue
		}
		for i, number := range e.numbers {
			if rough[place] >= least {
				near = append(near, neighbour{number, place, cosine(question, e.vectors.unpacked(i, room))})
			}
			place++
		}
	}
	return near
}

// highest keeps the k highest of some numbers in a heap, with the lowest first.
type highest struct {
	heap []float32
	k    int
}

func newHighest(k int) *highest { return &highest{make([]float32, 0, min(k, 1024)), k} }

// least returns the lowest of the k numbers, or negative infinity if there are fewer than k.
func (h *highest) least() float32 {
	if len(h.heap) < h.k {
		return float32(math.Inf(-1))
	}
	return h.heap[0]
}

func (h *highest) add(n float32) {
	if len(h.heap) == h.k {
		if n > h.heap[0] {
			h.heap[0] = n
			h.sink()
		}
		return
	}
	h.heap = append(h.heap, n)
	for i := len(h.heap) - 1; i > 0 && h.heap[i] < h.heap[(i-1)/2]; i = (i - 1) / 2 {
		h.heap[i], h.heap[(i-1)/2] = h.heap[(i-1)/2], h.heap[i]
	}
}

func (h *highest) sink() {
	for i := 0; ; {
		lower := 2*i + 1
		if lower+1 < len(h.heap) && h.heap[lower+1] < h.heap[lower] {
			lower++
		}
		if lower >= len(h.heap) || h.heap[lower] >= h.heap[i] {
			return
		}
		h.heap[i], h.heap[lower] = h.heap[lower], h.heap[i]
		i = lower
	}
}
