package rag

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strconv"

	"github.com/philippgille/chromem-go"
)

// vectors finds passages by their vectors in a chromem-go collection, in memory
// only: its persistent form loses everything to one torn file. Sentences are
// only ever compared for passages that are in question, so they stand beside
// it. What the library does not check is checked here: it would take a vector
// of another length and fail on every later query, turn a zero vector into NaN,
// refuse to return fewer results than asked for, and order ties at random.
type vectors struct {
	model      string
	collection *chromem.Collection // of passages; a document's ID is the passage's number
	all        [][]float32         // of the passages, then of their sentences; each of length 1
	dimension  int                 // 0 before the first vector
	first      []int               // number of each passage's first sentence
}

// newVectors takes, of each passage, the number of its first sentence.
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
	return &vectors{model: model, collection: collection, first: first}
}

// add stores the next vector: one of each passage, then one of each sentence.
func (v *vectors) add(ctx context.Context, vector []float32) error {
	n := len(v.all)
	unit, err := v.unit(vector)
	if err != nil {
		return fmt.Errorf("embedder %s: text %d: %w", v.model, n+1, err)
	}
	v.all, v.dimension = append(v.all, unit), len(unit)
	if n >= len(v.first) {
		return nil
	}
	if err := v.collection.AddDocument(ctx, chromem.Document{ID: strconv.Itoa(n), Embedding: unit}); err != nil {
		return fmt.Errorf("store vectors: %w", err)
	}
	return nil
}

// unit scales a vector to length 1 and refuses what cannot be compared.
func (v *vectors) unit(vector []float32) ([]float32, error) {
	if len(vector) == 0 {
		return nil, fmt.Errorf("an empty vector")
	}
	if v.dimension != 0 && len(vector) != v.dimension {
		return nil, fmt.Errorf("a vector of %d numbers among vectors of %d", len(vector), v.dimension)
	}
	norm := 0.0
	for _, n := range vector {
		norm += float64(n) * float64(n)
	}
	if norm == 0 || math.IsNaN(norm) || math.IsInf(norm, 0) {
		return nil, fmt.Errorf("a vector that is zero or not finite")
	}
	unit := make([]float32, len(vector))
	for i, n := range vector {
		unit[i] = float32(float64(n) / math.Sqrt(norm))
	}
	return unit, nil
}

// nearest returns the numbers of the k passages nearest to a question, given
// as a vector of length 1.
func (v *vectors) nearest(ctx context.Context, question []float32, k int) ([]int, error) {
	k = min(k, v.collection.Count())
	if k == 0 { // which the library refuses
		return nil, nil
	}
	results, err := v.collection.QueryEmbedding(ctx, question, k, nil, nil)
	if err != nil {
		return nil, fmt.Errorf("search vectors: %w", err)
	}
	found := make([]int, len(results))
	for i, r := range results {
		if found[i], err = strconv.Atoi(r.ID); err != nil {
			return nil, fmt.Errorf("search vectors: document %q: %w", r.ID, err)
		}
	}
	return found, nil
}

// A similarity is the cosines, -1..1, of a question with a passage, its
// sentences and the nearest of these.
type similarity struct {
	passage   float64
	sentences []float64
	nearest   float64
}

// compare takes the cosines of a question, given as a vector of length 1, with
// a passage.
func (v *vectors) compare(question []float32, passage int) similarity {
	s := similarity{passage: cosine(question, v.all[passage])}
	end := len(v.all) - len(v.first)
	if passage+1 < len(v.first) {
		end = v.first[passage+1]
	}
	for n := v.first[passage]; n < end; n++ {
		s.sentences = append(s.sentences, cosine(question, v.all[len(v.first)+n]))
	}
	s.nearest = slices.Max(s.sentences)
	return s
}

// cosine is the dot product of two vectors of length 1. Four sums, each of every
// fourth number, do not wait for one another.
func cosine(a, b []float32) float64 {
	var s0, s1, s2, s3 float32
	b = b[:len(a)]
	for len(a) >= 4 && len(b) >= 4 {
		s0 += a[0] * b[0]
		s1 += a[1] * b[1]
		s2 += a[2] * b[2]
		s3 += a[3] * b[3]
		a, b = a[4:], b[4:]
	}
	for i := range a {
		s0 += a[i] * b[i]
	}
	return float64(s0 + s1 + s2 + s3)
}
