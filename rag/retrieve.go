package rag

import (
	"cmp"
	"context"
	"fmt"
	"slices"
)

// Lexical finds passages by their words. The score is BM25 over the sum of the
// question's IDF, times the share of that sum whose words the articles know at
// all: 0 to 1 or so, so that a question of unknown words counts for little.
func (x *Index) Lexical() Retriever { return lexicalRetriever{x} }

// Dense finds passages by the similarity of their vectors to the question's.
// The score is the cosine, -1 to 1. The index must have been embedded with e.
func (x *Index) Dense(e Embedder) Retriever { return denseRetriever{x, e} }

type lexicalRetriever struct{ *Index }

func (r lexicalRetriever) Retrieve(ctx context.Context, query string, k int) ([]Hit, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	q := r.words.Query(query)
	var hits []Hit
	for _, m := range r.words.Search(q, k) {
		ref := r.passages[m.Document]
		hits = append(hits, Hit{ref, m.Score / q.Mass * q.Known, r.best(q, ref)})
	}
	return hits, nil
}

type denseRetriever struct {
	*Index
	embedder Embedder
}

func (r denseRetriever) Retrieve(ctx context.Context, query string, k int) ([]Hit, error) {
	if r.vectors == nil || r.vectors.model != r.embedder.Model() {
		return nil, fmt.Errorf("the index has no vectors of %s", r.embedder.Model())
	}
	if k < 1 {
		return nil, nil
	}
	embedded, err := r.embedder.Embed(ctx, RoleQuery, []string{query})
	if err != nil {
		return nil, fmt.Errorf("embed the question: %w", err)
	}
	if len(embedded) != 1 {
		return nil, fmt.Errorf("embedder %s: %d vectors for one question", r.embedder.Model(), len(embedded))
	}
	found, err := r.vectors.nearest(ctx, embedded[0], k)
	if err != nil {
		return nil, err
	}
	q := r.words.Query(query)
	hits := make([]Hit, len(found))
	for i, s := range found {
		ref := r.passages[s.passage]
		hits[i] = Hit{ref, s.cosine, r.best(q, ref)}
	}
	return hits, nil
}

// A Part is a retriever in a fusion.
type Part struct {
	Retriever
	Weight float64
}

// LexicalWeight is what the words count for beside a cosine. It was tuned for
// multilingual-e5-small, where 0.2 to 0.3 are alike.
const LexicalWeight = 0.2

// Fuse is a Retriever whose score is the weighted sum of its parts' scores.
// A passage that a part does not return has 0 there or, where the part may have
// cut its list, the lowest score on it.
// Sums beat reciprocal ranks here, because they keep how sure a part is.
func Fuse(parts ...Part) Retriever { return fusion(parts) }

type fusion []Part

// fusionDepth is how many hits each part is asked for, at least.
const fusionDepth = 200

func (f fusion) Retrieve(ctx context.Context, query string, k int) ([]Hit, error) {
	if k < 1 {
		return nil, nil
	}
	fused := map[Ref]*Hit{}
	floor := 0.0 // of all parts so far
	for _, p := range f {
		depth := max(k, fusionDepth)
		hits, err := p.Retrieve(ctx, query, depth)
		if err != nil {
			return nil, err
		}
		lowest := 0.0
		if len(hits) == depth {
			lowest = p.Weight * hits[len(hits)-1].Score
		}
		for _, h := range fused {
			h.Score += lowest
		}
		for _, h := range hits {
			score := p.Weight * h.Score
			if known := fused[h.Ref]; known != nil {
				known.Score += score - lowest
				continue
			}
			h.Score = floor + score
			fused[h.Ref] = &h
		}
		floor += lowest
	}
	hits := make([]Hit, 0, len(fused))
	for _, h := range fused {
		hits = append(hits, *h)
	}
	slices.SortFunc(hits, byScore)
	return hits[:min(k, len(hits))], nil
}

// byScore puts the best first, ties in article order.
func byScore(a, b Hit) int {
	return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.number, b.number))
}
