// Package rag takes a question in and gives an answer with footnotes out:
// index, retrieve, decide, write.
//
// It knows articles and numbers, not providers: an embedder comes in through
// [Embedder], and only the program chooses one. Discord, flags and the
// environment stay outside.
package rag

import (
	"context"

	"footnote/corpus"
)

// An Embedder turns texts into vectors. It is safe for concurrent use.
type Embedder interface {
	// Model names what made the vectors. Vectors of different models are
	// never compared.
	Model() string
	// Embed returns one vector a text, in the order of texts. All have the same
	// length. It splits a large call into batches of its own.
	// On an error no vector is returned.
	Embed(ctx context.Context, role Role, texts []string) ([][]float32, error)
}

// Role says what a text is for: many models want a different prefix for each.
type Role int

// The roles of an embedded text.
const (
	RoleQuery Role = iota
	RolePassage
)

// A Retriever finds passages. It is safe for concurrent use.
type Retriever interface {
	// Retrieve returns at most k hits, best first, ties in article order.
	// k below 1 gives none; k above the number of passages is all that match.
	// Scores of different Retrievers are not comparable.
	Retrieve(ctx context.Context, query string, k int) ([]Hit, error)
}

// A Hit is a passage that matched.
type Hit struct {
	Ref
	Score float64
	Best  Sentence // the sentence of the passage that matched best

	sentences     []Sentence // all of them, in order
	near, nearest float64    // cosines of the passage and its nearest sentence, 0 without vectors
}

// A Ref points at a passage of an [Index].
type Ref struct {
	Article *corpus.Article
	Passage int // index into Article.Passages
	number  int // of the passage in its index, in article order
	chinese bool
}

// A Sentence is a sentence of a passage with its score.
type Sentence struct {
	corpus.Span
	Score float64
}

// Extent is where the passage lies.
func (r Ref) Extent() corpus.Span { return r.Article.Passages[r.Passage].Span }

// Text is the passage, verbatim.
func (r Ref) Text() string { return r.Article.Quote(r.Extent()) }

// Section is the way of headings to the passage.
func (r Ref) Section() string {
	return r.Article.SectionPath(r.Article.Passages[r.Passage].Section)
}
