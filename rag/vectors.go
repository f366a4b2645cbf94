package rag

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strconv"

	"github.com/philippgille/chromem-go"
)

// vectors is a chromem-go collection, in memory only: its persistent form loses
// everything to one torn file. It holds the vectors of the passages, then those
// of their sentences; a document's ID is its number among them. What the
// library does not check is checked here: it would take a vector of another
// length and fail on every later query, turn a zero vector into NaN, refuse to
// return fewer results than asked for, and order ties at random.
type vectors struct {
	model      string
	collection *chromem.Collection
	dimension  int   // 0 before the first vector
	passages   int   // how many documents are passages
	first      []int // first sentence of each passage
}

// similarities are the cosines, -1..1, of a question with everything.
type similarities struct {
	passages  []float64
	sentences []float64
	first     []int // first sentence of each passage
}

func newVectors(model string, first []int) *vectors {
	// The library's own embedding is never used: every vector comes with its
	// document. A nil function would stand for a paid API.
	unused := func(context.Context, string) ([]float32, error) {
		return nil, fmt.Errorf("a passage came without its vector")
	}
	collection, err := chromem.NewDB().CreateCollection("passages", nil, unused)
	if err != nil { // only for an empty name
		panic(err)
	}
	return &vectors{model: model, collection: collection, passages: len(first), first: first}
}

// add stores the vector of document number n.
func (v *vectors) add(ctx context.Context, n int, vector []float32) error {
	if err := v.check(vector); err != nil {
		return fmt.Errorf("embedder %s: text %d: %w", v.model, n+1, err)
	}
	err := v.collection.AddDocument(ctx, chromem.Document{ID: strconv.Itoa(n), Embedding: slices.Clone(vector)})
	if err != nil {
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

// compare takes the cosine of the vector with every document.
func (v *vectors) compare(ctx context.Context, vector []float32) (*similarities, error) {
	count := v.collection.Count()
	s := &similarities{make([]float64, v.passages), make([]float64, count-v.passages), v.first}
	// Of nothing the library refuses to return anything, and check would take
	// the question's length for that of the passages.
	if count == 0 {
		return s, nil
	}
	if err := v.check(vector); err != nil {
		return nil, fmt.Errorf("embedder %s: the question: %w", v.model, err)
	}
	results, err := v.collection.QueryEmbedding(ctx, vector, count, nil, nil)
	if err != nil {
		return nil, fmt.Errorf("search vectors: %w", err)
	}
	for _, r := range results {
		n, err := strconv.Atoi(r.ID)
		if err != nil {
			return nil, fmt.Errorf("search vectors: document %q: %w", r.ID, err)
		}
		if n < v.passages {
			s.passages[n] = float64(r.Similarity)
		} else {
			s.sentences[n-v.passages] = float64(r.Similarity)
		}
	}
	return s, nil
}

// of is the cosines of one passage's sentences.
func (s *similarities) of(passage int) []float64 {
	end := len(s.sentences)
	if passage+1 < len(s.first) {
		end = s.first[passage+1]
	}
	return s.sentences[s.first[passage]:end]
}
