package rag

import (
	"context"
	"fmt"
	"strings"

	"footnote/corpus"
	"footnote/rag/lexical"
)

// An Index holds the passages of some articles, by their words and, after
// [Index.Embed], by their vectors. It is safe for concurrent use once built.
type Index struct {
	passages []Ref // in article order; a passage's number is its index here
	analyser *lexical.Analyser
	words    *lexical.Index
	vectors  *vectors // nil before Embed
	chinese  bool     // most of the first passages are
}

// NewIndex indexes the words of the passages of articles. Articles come in the
// order in which ties are broken.
func NewIndex(articles []*corpus.Article) *Index {
	x := &Index{analyser: lexical.NewAnalyser()}
	var texts []string
	for _, a := range articles {
		for i := range a.Passages {
			r := Ref{a, i, len(x.passages)}
			x.passages = append(x.passages, r)
			texts = append(texts, r.Text())
		}
	}
	x.words = lexical.NewIndex(x.analyser, texts)
	x.chinese = x.analyser.Language(strings.Join(texts[:min(len(texts), 50)], "\n")).Chinese()
	return x
}

// Len is the number of passages.
func (x *Index) Len() int { return len(x.passages) }

// embedBatch is how many passages are embedded between two reports of progress.
const embedBatch = 64

// Embed adds the vectors of all passages. progress, which may be nil, is told
// how many are done. On an error the index is as it was.
func (x *Index) Embed(ctx context.Context, e Embedder, progress func(done, total int)) error {
	v := newVectors(e.Model())
	for from := 0; from < len(x.passages); from += embedBatch {
		to := min(from+embedBatch, len(x.passages))
		texts := make([]string, 0, embedBatch)
		for _, p := range x.passages[from:to] {
			texts = append(texts, p.Text())
		}
		embedded, err := e.Embed(ctx, RolePassage, texts)
		if err != nil {
			return fmt.Errorf("embed passages %d to %d: %w", from+1, to, err)
		}
		if err := v.add(ctx, from, embedded, len(texts)); err != nil {
			return err
		}
		if progress != nil {
			progress(to, len(x.passages))
		}
	}
	x.vectors = v
	return nil
}

// best is the sentence of a passage that matches the query best, the first one
// where none does.
func (x *Index) best(q lexical.Query, r Ref) Sentence {
	sentences := r.Article.Passages[r.Passage].Sentences
	best := Sentence{Span: sentences[0]}
	for i, s := range sentences {
		if score, _ := x.words.Score(q, r.Article.Quote(s)); i == 0 || score > best.Score {
			best = Sentence{s, score}
		}
	}
	return best
}

// Highlight returns the parts of text that match the words of query, as byte
// ranges of text, in order.
func (x *Index) Highlight(query, text string) []corpus.Span {
	var spans []corpus.Span
	for _, t := range x.analyser.Highlight(x.words.Query(query), text) {
		spans = append(spans, corpus.Span{Start: t.Start, End: t.End})
	}
	return spans
}
