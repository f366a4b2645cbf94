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

// Check says whether the passages bear out a statement. cites are numbers of
// passages, from 1 in the order of refs. The error is that of the embedder, of
// ctx, or of a built-in word list.
func (v *Verifier) Check(ctx context.Context, text string, cites []int, refs []Ref) (verify.Verdict, error) {
	s := verify.Statement{Text: text, Cites: cites}
	if v.embedder != nil {
		vector, err := retriever{Index: v.index, embedder: v.embedder}.embed(ctx, text)
		if err != nil {
			return verify.Verdict{}, err
		}
		near := make([]similarity, len(refs))
		for i, r := range refs {
			near[i] = v.index.vectors.compare(vector, r.number)
		}
		s.Near = func(source, sentence int) float64 { return near[source].sentences[sentence] }
	}
	return v.checker.Check(s, sources(refs))
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
