package rag

import (
	"context"

	"footnote/rag/index"
	"footnote/rag/verify"
)

// A verifier checks statements against passages of an index. It is safe for
// concurrent use.
type verifier struct {
	index    *index.Index
	embedder index.Embedder // nil goes by the words alone
	checker  *verify.Checker
}

func newVerifier(x *index.Index, embedder index.Embedder) *verifier {
	return &verifier{x, embedder, verify.New(x.Analyser(), x.Words())}
}

// A reading is passages that were read, ready for statements about them. It is
// safe for concurrent use.
type reading struct {
	*verifier
	refs    []index.Ref
	sources *verify.Reading
}

// Read reads the passages that statements may cite, by their numbers from 1 in
// the order of refs.
func (v *verifier) Read(refs []index.Ref) *reading {
	many := v.index.Many()
	sources := make([]verify.Source, len(refs))
	for i, r := range refs {
		sources[i] = verify.Source{Number: i + 1, Heading: heading(r, many)}
		for _, span := range r.Article.Passages[r.Passage].Sentences {
			sources[i].Sentences = append(sources[i].Sentences, r.Article.Quote(span))
		}
	}
	return &reading{v, refs, v.checker.Read(sources)}
}

// Check says whether the passages bear out a statement that cites them by these
// numbers. The error is that of the embedder, of ctx, or of a built-in word
// list.
func (r *reading) Check(ctx context.Context, text string, cites []int) (verify.Verdict, error) {
	if r.embedder == nil {
		return r.check(text, nil, cites)
	}
	vector, err := index.EmbedQuestion(ctx, r.embedder, text)
	if err != nil {
		return verify.Verdict{}, err
	}
	return r.check(text, vector, cites)
}

// check is Check with the vector of the statement, nil where words alone are
// compared.
func (r *reading) check(text string, vector []float32, cites []int) (verify.Verdict, error) {
	s := verify.Statement{Text: text, Cites: cites}
	if vector != nil {
		s.Near = r.near(vector)
	}
	return r.sources.Check(s)
}

// near compares a statement, given by its vector, with the sentences of the
// passages. It is nil where a passage has no vectors: going by the words alone
// is fair to all then.
func (r *reading) near(statement []float32) func(source, sentence int) float64 {
	all := make([][]float64, len(r.refs))
	for i, ref := range r.refs {
		if all[i] = ref.SentenceCosines(r.embedder.Model(), statement); all[i] == nil {
			return nil
		}
	}
	return func(source, sentence int) float64 { return all[source][sentence] }
}
