package rag

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"strconv"

	"github.com/philippgille/chromem-go"
)

// vectors is a chromem-go collection, in memory only: its persistent form loses
// everything to one torn file. What the library does not check is checked here:
// it would take a vector of another length and fail on every later query, turn
// a zero vector into NaN, refuse to return fewer results than asked for, and
// order ties at random.
type vectors struct {
	model      string
	collection *chromem.Collection
	dimension  int // 0 before the first vector
}

type similarity struct {
	passage int
	cosine  float64
}

func newVectors(model string) *vectors {
	// The library's own embedding is never used: every vector comes with its
	// document. A nil function would stand for a paid API.
	unused := func(context.Context, string) ([]float32, error) {
		return nil, fmt.Errorf("a passage came without its vector")
	}
	collection, err := chromem.NewDB().CreateCollection("passages", nil, unused)
	if err != nil { // only for an empty name
		panic(err)
	}
	return &vectors{model: model, collection: collection}
}

// add stores one vector for each passage from number first on.
func (v *vectors) add(ctx context.Context, first int, embedded [][]float32, want int) error {
	if len(embedded) != want {
		return fmt.Errorf("embedder %s: %d vectors for %d passages", v.model, len(embedded), want)
	}
	documents := make([]chromem.Document, len(embedded))
	for i, vector := range embedded {
		if err := v.check(vector); err != nil {
			return fmt.Errorf("embedder %s: passage %d: %w", v.model, first+i+1, err)
		}
		documents[i] = chromem.Document{ID: strconv.Itoa(first + i), Embedding: slices.Clone(vector)}
	}
	if err := v.collection.AddDocuments(ctx, documents, 1); err != nil {
		return fmt.Errorf("store vectors: %w", err)
	}
	return nil
}

// check fixes the length with the first vector and refuses what cannot be
// compared.
func (v *vectors) check(vector []float32) error {
	if len(vector) == 0 {
		return fmt.Errorf("an empty vector")
	}
	if v.dimension == 0 {
		v.dimension = len(vector)
	}
	if len(vector) != v.dimension {
		return fmt.Errorf("a vector of %d numbers among vectors of %d", len(vector), v.dimension)
	}
	norm := 0.0
	for _, n := range vector {
		norm += float64(n) * float64(n)
	}
	if norm == 0 || math.IsNaN(norm) || math.IsInf(norm, 0) {
		return fmt.Errorf("a vector that is zero or not finite")
	}
	return nil
}

// nearest returns the k passages most similar to the vector, best first, ties
// in article order.
func (v *vectors) nearest(ctx context.Context, vector []float32, k int) ([]similarity, error) {
	// Of nothing the library refuses to return anything, and check would take
	// the question's length for that of the passages.
	if v.collection.Count() == 0 {
		return nil, nil
	}
	if err := v.check(vector); err != nil {
		return nil, fmt.Errorf("embedder %s: the question: %w", v.model, err)
	}
	// All of them, or ties at the edge would be cut at random.
	results, err := v.collection.QueryEmbedding(ctx, vector, v.collection.Count(), nil, nil)
	if err != nil {
		return nil, fmt.Errorf("search vectors: %w", err)
	}
	found := make([]similarity, len(results))
	for i, r := range results {
		n, err := strconv.Atoi(r.ID)
		if err != nil {
			return nil, fmt.Errorf("search vectors: document %q: %w", r.ID, err)
		}
		found[i] = similarity{n, float64(r.Similarity)}
	}
	slices.SortFunc(found, func(a, b similarity) int {
		return cmp.Or(cmp.Compare(b.cosine, a.cosine), cmp.Compare(a.passage, b.passage))
	})
	return found[:min(max(k, 0), len(found))], nil
}
