package rag

import (
	"cmp"
	"context"
	"fmt"
	"slices"
)

// Retriever finds passages after a recipe. Without an embedder it goes by words
// alone; with one, the index must have been embedded with it.
func (x *Index) Retriever(e Embedder, recipe Recipe) Retriever {
	return retriever{x, e, recipe}
}

type retriever struct {
	*Index
	embedder Embedder // or nil
	recipe   Recipe
}

func (r retriever) Retrieve(ctx context.Context, text string, k int) ([]Hit, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	q, err := r.query(text)
	if err != nil {
		return nil, err
	}
	near, err := r.near(ctx, text)
	if err != nil {
		return nil, err
	}
	scores := r.words(q)
	var found []int
	for n := range scores {
		if near != nil {
			scores[n] += r.recipe.Passage*near.passages[n] + r.recipe.Sentence*slices.Max(near.of(n))
		}
		if near != nil || scores[n] > 0 {
			found = append(found, n)
		}
	}
	slices.SortFunc(found, func(a, b int) int { // ties in article order
		return cmp.Or(cmp.Compare(scores[b], scores[a]), cmp.Compare(a, b))
	})
	found = found[:min(max(k, 0), len(found))]
	hits := make([]Hit, len(found))
	for i, n := range found {
		hits[i] = r.hit(q, n, scores[n], near)
	}
	return hits, nil
}

// near compares the question with all vectors; nil without an embedder.
func (r retriever) near(ctx context.Context, text string) (*similarities, error) {
	if r.embedder == nil {
		return nil, nil
	}
	if r.vectors == nil || r.vectors.model != r.embedder.Model() {
		return nil, fmt.Errorf("the index has no vectors of %s", r.embedder.Model())
	}
	embedded, err := r.embedder.Embed(ctx, RoleQuery, []string{text})
	if err != nil {
		return nil, fmt.Errorf("embed the question: %w", err)
	}
	if len(embedded) != 1 {
		return nil, fmt.Errorf("embedder %s: %d vectors for one question", r.embedder.Model(), len(embedded))
	}
	return r.vectors.compare(ctx, embedded[0])
}

// words scores all passages by the words of the question, or their
// translations.
func (r retriever) words(q query) []float64 {
	scores := make([]float64, len(r.passages))
	for _, foreign := range []bool{false, true} {
		for _, m := range r.Index.words.Search(q.over(foreign), len(scores)) {
			if q.foreign(r.passages[m.Document]) == foreign {
				scores[m.Document] = r.recipe.worth(q, foreign, m.Score)
			}
		}
	}
	return scores
}

// hit scores the sentences of a passage that was found.
func (r retriever) hit(q query, n int, score float64, near *similarities) Hit {
	h := Hit{Ref: r.passages[n], Score: score}
	foreign := q.foreign(h.Ref)
	for i, span := range h.Article.Passages[h.Passage].Sentences {
		matched, _ := r.Index.words.Score(q.over(foreign), h.Article.Quote(span))
		s := Sentence{span, r.recipe.worth(q, foreign, matched)}
		if near != nil {
			s.Score += (r.recipe.Passage + r.recipe.Sentence) * near.of(n)[i]
		}
		h.sentences = append(h.sentences, s)
		if i == 0 || s.Score > h.Best.Score {
			h.Best = s
		}
	}
	if near != nil {
		h.near, h.nearest = near.passages[n], slices.Max(near.of(n))
	}
	return h
}
