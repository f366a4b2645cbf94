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
	return &Reading{v, refs, v.checker.Read(sources(refs))}
}

// Check says whether the passages bear out a statement that cites them by these
// numbers. The error is that of the embedder, of ctx, or of a built-in word
// list.
func (r *Reading) Check(ctx context.Context, text string, cites []int) (verify.Verdict, error) {
	s := verify.Statement{Text: text, Cites: cites}
	if r.embedder != nil {
		vector, err := retriever{Index: r.index, embedder: r.embedder}.embed(ctx, text)
		if err != nil {
			return verify.Verdict{}, err
		}
		near := make([]similarity, len(r.refs))
		for i, ref := range r.refs {
			near[i] = r.index.vectors.compare(vector, ref.number)
		}
		s.Near = func(source, sentence int) float64 { return near[source].sentences[sentence] }
	}
	return r.reading.Check(s)
}

// sources are the passages as the checker sees them.
func sources(refs []Ref) []verify.Source {
	all := make([]verify.Source, len(refs))
	for i, r := range refs {
		all[i] = verify.Source{Number: i + 1, Heading: r.Section()}
		for _, span := range r.Article.Passages[r.Passage].Sentences {
			all[i].Sentences = append(all[i].Sentences, r.Article.Quote(span))
		}
	}
	return all
}
