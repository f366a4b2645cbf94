package rag

import (
	"context"
	"fmt"
)

// Reuse is an embedder that takes the vectors of texts which an article of the
// index has from there, so that of a changed article only what changed is
// embedded. It is e itself where there are none of its model.
func (x *Index) Reuse(e Embedder, id string) Embedder {
	h := x.holding(id)
	if h == nil || h.vectors == nil || h.vectors.model != e.Model() {
		return e
	}
	r := reusing{Embedder: e, known: map[string][]float32{}}
	for i, s := range spans(h.article) {
		text := h.article.Quote(s)
		switch passages := len(h.article.Passages); {
		case r.known[text] != nil:
		case i < passages:
			r.known[text] = h.vectors.passages[i]
		default:
			r.known[text] = h.vectors.sentence(i - passages)
		}
	}
	return r
}

// reusing knows the vectors of some passages.
type reusing struct {
	Embedder
	known map[string][]float32
}

func (r reusing) Embed(ctx context.Context, role Role, texts []string) ([][]float32, error) {
	if role != RolePassage {
		return r.Embedder.Embed(ctx, role, texts)
	}
	return lookUp(texts, func(i int) []float32 { return r.known[texts[i]] }, func(missing []string) ([][]float32, error) {
		return r.Embedder.Embed(ctx, role, missing)
	})
}

// lookUp returns the vectors of texts: those that are known by their places, and
// what is made of the others.
func lookUp(texts []string, known func(i int) []float32, embed func(missing []string) ([][]float32, error)) ([][]float32, error) {
	vectors := make([][]float32, len(texts))
	var missing []string
	var places []int
	for i, text := range texts {
		if vectors[i] = known(i); vectors[i] == nil {
			missing, places = append(missing, text), append(places, i)
		}
	}
	if len(missing) == 0 {
		return vectors, nil
	}
	made, err := embed(missing)
	if err != nil {
		return nil, err
	}
	if len(made) != len(missing) {
		return nil, fmt.Errorf("%d vectors for %d texts", len(made), len(missing))
	}
	for i, vector := range made {
		vectors[places[i]] = vector
	}
	return vectors, nil
}
