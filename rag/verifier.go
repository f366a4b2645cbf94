package rag

import (
	"context"

	"footnote/rag/verify"
)

// A Verifier checks statements against passages. It is safe for concurrent use.
type Verifier struct {
	index    *Index
	embedder Embedder // or nil
	checker  *verify.Checker
}

// NewVerifier makes a verifier for the passages of index. Without an embedder
// it goes by the words alone; with one, the index must have been embedded with
// it.
func NewVerifier(index *Index, embedder Embedder) *Verifier {
	return &Verifier{index, embedder, verify.New(index.analyser, index.words)}
}

// A Reading is passages that were read, ready for statements about them. It is
// safe for concurrent use.
type Reading struct {
	*Verifier
	refs    []Ref
	reading *verify.Reading
}

// Read reads the passages that statements may cite, by their numbers from 1 in
// the order of refs.
func (v *Verifier) Read(refs []Ref) *Reading {
	return &Reading{v, refs, v.checker.Read(sources(refs, v.index.many()))}
}

// Check says whether the passages bear out a statement that cites them by these
// numbers. The error is that of the embedder, of ctx, or of a built-in word
// list.
func (r *Reading) Check(ctx context.Context, text string, cites []int) (verify.Verdict, error) {
	s := verify.Statement{Text: text, Cites: cites}
	if r.embedder != nil {
		vector, err := embedQuestion(ctx, r.embedder, text)
		if err != nil {
			return verify.Verdict{}, err
		}
		s.Near = r.near(vector)
	}
	return r.reading.Check(s)
}

// near compares a statement with the sentences of the passages. It is nil where
// one of them has no vectors: the words alone are fair to all then.
func (r *Reading) near(statement []float32) func(source, sentence int) float64 {
	all := make([]similarity, len(r.refs))
	for i, ref := range r.refs {
		v := ref.held.vectors
		if v == nil || v.model != r.embedder.Model() || v.dimension != len(statement) {
			return nil
		}
		all[i] = v.compare(statement, ref.Passage)
	}
	return func(source, sentence int) float64 { return all[source].sentences[sentence] }
}

// sources are the passages as the checker sees them.
func sources(refs []Ref, many bool) []verify.Source {
	all := make([]verify.Source, len(refs))
	for i, r := range refs {
		all[i] = verify.Source{Number: i + 1, Heading: r.heading(many)}
		for _, span := range r.Article.Passages[r.Passage].Sentences {
			all[i].Sentences = append(all[i].Sentences, r.Article.Quote(span))
		}
	}
	return all
}
