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
	most          float64    // BM25 of the best passage by the words, or translations, that this one was found by
}

// A Ref points at a passage of an [Index]. It stays good when the article is
// taken out.
type Ref struct {
	Article *corpus.Article
	Passage int // index into Article.Passages
	held    *holding
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

// Section is the headings above the passage.
func (r Ref) Section() string {
	return r.Article.SectionPath(r.Article.Passages[r.Passage].Section)
}

// Page is the number of the page that the passage begins on, 0 where the format
// has no pages.
func (r Ref) Page() int { return r.Article.PageAt(r.Extent().Start) }

// order is by when the articles were added, then by the place in the article.
func (r Ref) order() int { return r.held.first + r.Passage }

func (r Ref) chinese() bool { return r.held.chinese[r.Passage] }

// Place is the title of the article and the headings above the passage.
func (r Ref) Place() string {
	return r.Article.Place(r.Article.Passages[r.Passage].Section)
}

// heading says where the passage stands, with the title where there are many
// articles.
func (r Ref) heading(many bool) string {
	if many {
		return r.Place()
	}
	return r.Section()
}
