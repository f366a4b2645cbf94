package rag

import (
	"cmp"
	"context"

	"footnote/rag/lexical"
)

// A neighbour is a passage and its cosine with a question.
type neighbour struct {
	number int
	place  int // in article order
	cosine float64
}

// scan compares a question, given as a vector of length 1, with every passage of
// the articles and returns the numbers of the k nearest, ties in article order.
func scan(ctx context.Context, question []float32, k int, held []*holding) ([]int, error) {
	var all []neighbour
	for _, h := range held {
		if h.vectors == nil {
			continue
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		for i, number := range h.numbers {
			all = append(all, neighbour{number, len(all), cosine(question, h.vectors.passages[i])})
		}
	}
	best := lexical.Best(all, k, func(a, b neighbour) int {
		return cmp.Or(cmp.Compare(b.cosine, a.cosine), cmp.Compare(a.place, b.place))
	})
	found := make([]int, len(best))
	for i, n := range best {
		found[i] = n.number
	}
	return found, nil
}
