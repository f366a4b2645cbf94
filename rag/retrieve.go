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

// shortlist is how many of the nearest passages, and of those with the best
// words, are compared sentence by sentence.
const shortlist = 100

func (r retriever) Retrieve(ctx context.Context, text string, k int) ([]Hit, error) {
	if err := ctx.Err(); err != nil || k < 1 {
		return nil, err
	}
	q, err := r.query(text)
	if err != nil {
		return nil, err
	}
	scores := r.words(q)
	found := matching(scores)
	if r.embedder == nil {
		return r.hits(q, best(scores, found, k), scores, nil), nil
	}
	question, err := r.embed(ctx, text)
	if err != nil {
		return nil, err
	}
	depth := max(k, shortlist)
	near, err := r.vectors.nearest(ctx, question, depth)
	if err != nil {
		return nil, err
	}
	found = union(best(scores, found, depth), near)
	similar := make(map[int]similarity, len(found))
	for _, n := range found {
		s := r.vectors.compare(question, n)
		similar[n] = s
		scores[n] += r.recipe.Passage*s.passage + r.recipe.Sentence*s.nearest
	}
	return r.hits(q, best(scores, found, k), scores, similar), nil
}

// embed returns the vector, of length 1, of a question.
func (r retriever) embed(ctx context.Context, text string) ([]float32, error) {
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
	unit, err := r.vectors.unit(embedded[0])
	if err != nil {
		return nil, fmt.Errorf("embedder %s: the question: %w", r.embedder.Model(), err)
	}
	return unit, nil
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

// matching are the passages with a score.
func matching(scores []float64) []int {
	var found []int
	for n, score := range scores {
		if score > 0 {
			found = append(found, n)
		}
	}
	return found
}

// best orders passages by their scores, ties in article order, and keeps k.
func best(scores []float64, passages []int, k int) []int {
	slices.SortFunc(passages, func(a, b int) int {
		return cmp.Or(cmp.Compare(scores[b], scores[a]), cmp.Compare(a, b))
	})
	return passages[:min(k, len(passages))]
}

func union(a, b []int) []int {
	all := slices.Concat(a, b)
	slices.Sort(all)
	return slices.Compact(all)
}

// hits scores the sentences of the passages that were found.
func (r retriever) hits(q query, found []int, scores []float64, similar map[int]similarity) []Hit {
	hits := make([]Hit, len(found))
	for i, n := range found {
		hits[i] = r.hit(q, n, similar[n])
		hits[i].Score = scores[n]
	}
	return hits
}

func (r retriever) hit(q query, n int, similar similarity) Hit {
	h := Hit{Ref: r.passages[n], near: similar.passage, nearest: similar.nearest}
	foreign := q.foreign(h.Ref)
	for i, span := range h.Article.Passages[h.Passage].Sentences {
		matched, _ := r.Index.words.Score(q.over(foreign), h.Article.Quote(span))
		s := Sentence{span, r.recipe.worth(q, foreign, matched)}
		if similar.sentences != nil {
			s.Score += (r.recipe.Passage + r.recipe.Sentence) * similar.sentences[i]
		}
		h.sentences = append(h.sentences, s)
		if i == 0 || s.Score > h.Best.Score {
			h.Best = s
		}
	}
	return h
}
