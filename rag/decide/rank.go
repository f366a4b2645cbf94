package decide

import (
	"cmp"
	"context"
	"slices"

	"footnote/rag/index"
)

const (
	// Depth is how many of the passages found for a question a judge reads, and an answer is
	// drawn from.
	Depth = 5
	// perScore is what a point of a passage's retrieval score is worth, in log odds
	// (docs/quality.md).
	perScore = 32
)

// Rank orders hits by the judge's scores and their retrieval scores. passages are the first of
// the hits, as a judge has read them; the other hits follow in their order.
func Rank(hits []index.Hit, passages []Passage) []index.Hit {
	worth := make([]float64, len(passages))
	order := make([]int, len(passages))
	for i, p := range passages {
		if p.Answers == nil {
			return hits
		}
		worth[i], order[i] = p.Whole+perScore*p.Score, i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(worth[b], worth[a]) })
	ranked := slices.Clone(hits)
	for place, i := range order {
		ranked[place] = hits[i]
	}
	return ranked
}

// Search returns at most k hits for a question, best first. A judge reads and orders the first
// of them. Without a judge it is [index.Retriever.Search].
func Search(ctx context.Context, r *index.Retriever, x *index.Index, j Judge, q index.Query, k int) ([]index.Hit, error) {
	if j == nil || k < 1 {
		return r.Search(ctx, q, k)
	}
	hits, err := r.Search(ctx, q, max(k, Depth))
	if err != nil {
		return nil, err
	}
	passages, err := Read(ctx, j, x, q, hits[:min(len(hits), Depth)])
	if err != nil {
		return nil, err
	}
	return Rank(hits, passages)[:min(len(hits), k)], nil
}
