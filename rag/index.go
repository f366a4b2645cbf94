package rag

import (
	"context"
	"fmt"

	"footnote/corpus"
	"footnote/rag/lexical"
)

// An Index holds the passages of some articles, by their words and, after
// [Index.Embed], by their vectors. It is safe for concurrent use once built.
type Index struct {
	passages []Ref // in article order; a passage's number is its index here
	first    []int // number of each passage's first sentence
	analyser *lexical.Analyser
	words    *lexical.Index
	vectors  *vectors // nil before Embed
	chinese  int      // how many passages are in Chinese
}

// NewIndex indexes the words of the passages of articles. Articles come in the
// order in which ties are broken.
func NewIndex(articles []*corpus.Article) *Index {
	x := &Index{analyser: lexical.NewAnalyser()}
	var texts []string
	sentences := 0
	for _, a := range articles {
		for i, p := range a.Passages {
			r := Ref{a, i, len(x.passages), x.analyser.Language(a.Quote(p.Span)).Chinese()}
			if r.chinese {
				x.chinese++
			}
			x.passages = append(x.passages, r)
			x.first = append(x.first, sentences)
			sentences += len(p.Sentences)
			texts = append(texts, r.Text())
		}
	}
	x.words = lexical.NewIndex(x.analyser, texts)
	return x
}

// Len is the number of passages.
func (x *Index) Len() int { return len(x.passages) }

// model names what made the vectors, if there are any.
func (x *Index) model() string {
	if x.vectors == nil {
		return ""
	}
	return x.vectors.model
}

// embedBatch is how many texts are embedded between two reports of progress.
const embedBatch = 128

// Embed adds the vectors of all passages and of their sentences. progress, which
// may be nil, is told how many texts are done. On an error the index is as it
// was.
func (x *Index) Embed(ctx context.Context, e Embedder, progress func(done, total int)) error {
	texts, of := x.texts()
	embedded := make([][]float32, 0, len(texts))
	for from := 0; from < len(texts); from += embedBatch {
		to := min(from+embedBatch, len(texts))
		batch, err := e.Embed(ctx, RolePassage, texts[from:to])
		if err != nil {
			return fmt.Errorf("embed texts %d to %d: %w", from+1, to, err)
		}
		if len(batch) != to-from {
			return fmt.Errorf("embedder %s: %d vectors for %d texts", e.Model(), len(batch), to-from)
		}
		embedded = append(embedded, batch...)
		if progress != nil {
			progress(to, len(texts))
		}
	}
	v := newVectors(e.Model(), x.first)
	for _, text := range of {
		if err := v.add(ctx, embedded[text]); err != nil {
			return err
		}
	}
	x.vectors = v
	return nil
}

// texts are the texts that vectors are made of, each once: a passage of one
// sentence is its sentence. of says which text each passage, and then each
// sentence, is.
func (x *Index) texts() (texts []string, of []int) {
	number := map[string]int{}
	add := func(text string) {
		n, known := number[text]
		if !known {
			n = len(texts)
			number[text] = n
			texts = append(texts, text)
		}
		of = append(of, n)
	}
	for _, p := range x.passages {
		add(p.Text())
	}
	for _, p := range x.passages {
		for _, s := range p.Article.Passages[p.Passage].Sentences {
			add(p.Article.Quote(s))
		}
	}
	return texts, of
}

// Highlight returns the parts of text that match the words of query, or their
// translations, as byte ranges of text, in order.
func (x *Index) Highlight(question, text string) []corpus.Span {
	q, err := x.query(question)
	if err != nil {
		return nil
	}
	words := q.over(q.chinese != x.analyser.Language(text).Chinese())
	var spans []corpus.Span
	for _, t := range x.analyser.Highlight(words, text) {
		spans = append(spans, corpus.Span{Start: t.Start, End: t.End})
	}
	return spans
}
