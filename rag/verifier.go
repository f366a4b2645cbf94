package rag

import (
	"context"

	"footnote/rag/decide"
	"footnote/rag/index"
	"footnote/rag/sentence"
	"footnote/rag/verify"
)

// A Judge reads a question or a statement together with passages.
type Judge interface {
	decide.Judge
	verify.Judge
}

// A verifier checks statements against passages of an index. It is safe for concurrent use.
type verifier struct {
	index    *index.Index
	embedder index.Embedder // if nil, only words are compared
	checker  *verify.Checker
}

func newVerifier(x *index.Index, embedder index.Embedder, j verify.Judge) (*verifier, error) {
	checker, err := verify.New(x.Analyser(), x.Words(), j)
	return &verifier{x, embedder, checker}, err
}

// A reading is a list of passages prepared for checking statements against them. It is safe
// for concurrent use.
type reading struct {
	*verifier
	refs    []index.Ref
	sources *verify.Reading
}

// Read prepares the passages that statements may cite. They are numbered from 1 in the order
// of refs.
func (v *verifier) Read(refs []index.Ref) *reading {
	return &reading{v, refs, v.checker.Read(Sources(refs))}
}

// Sources returns passages in the form that statements are checked against, numbered from 1.
func Sources(refs []index.Ref) []verify.Source {
	sources := make([]verify.Source, len(refs))
	for i, r := range refs {
		sources[i] = verify.Source{Number: i + 1, Title: r.Article.Title, Heading: r.Section()}
		for n := range r.Article.Passages[r.Passage].Sentences {
			sources[i].Sentences = append(sources[i].Sentences, sentence.Told(r.Article, r.Passage, n))
		}
	}
	return sources
}

// Check reports whether the passages support a statement that cites them by the numbers in
// cites. An error comes from the embedder, the judge, ctx or a built-in word list.
func (r *reading) Check(ctx context.Context, text string, cites []int) (verify.Verdict, error) {
	if r.embedder == nil {
		return r.check(ctx, text, nil, cites)
	}
	vector, err := index.EmbedQuestion(ctx, r.embedder, text)
	if err != nil {
		return verify.Verdict{}, err
	}
	return r.check(ctx, text, vector, cites)
}

// check is Check with the vector of the statement, which is nil if only words are compared.
func (r *reading) check(ctx context.Context, text string, vector []float32, cites []int) (verify.Verdict, error) {
	s := verify.Statement{Text: text, Cites: cites}
	if vector != nil {
		s.Near = index.Near(r.refs, r.embedder.Model(), vector)
	}
	return r.sources.Check(ctx, s)
}
