package rag

import (
	"fmt"

	"footnote/corpus"
	"footnote/rag/lexical"
)

// A holding is an article as an index holds it. It is not changed once it is
// held: a passage that was found can be looked at after its article went.
type holding struct {
	article *corpus.Article
	vectors *vectors // nil by words alone
	chinese []bool   // of each passage
	first   int      // number of the first passage: those added later have higher ones
	numbers []int    // of the passages in the index of words and in that of vectors
}

// incoming is articles that are ready to be held.
type incoming struct {
	articles []*holding
	terms    lexical.Terms // of all their passages
}

// prepare does all that takes time, before the index is changed.
func (x *Index) prepare(deliveries ...delivery) (*incoming, error) {
	in := &incoming{}
	var texts []string
	for _, d := range deliveries {
		h := &holding{article: d.article}
		var err error
		if h.vectors, err = d.vectors.read(d.article); err != nil {
			return nil, fmt.Errorf("article %s: %w", d.article.ID, err)
		}
		for _, text := range h.texts() {
			h.chinese = append(h.chinese, x.analyser.Language(text).Chinese())
			texts = append(texts, text)
		}
		in.articles = append(in.articles, h)
	}
	in.terms = x.analyser.Collect(texts)
	return in, nil
}

// texts are the passages.
func (h *holding) texts() []string {
	texts := make([]string, len(h.article.Passages))
	for i, p := range h.article.Passages {
		texts[i] = h.article.Quote(p.Span)
	}
	return texts
}

// differs reports whether the vectors of two articles cannot be compared.
func (h *holding) differs(other *holding) bool {
	a, b := h.vectors, other.vectors
	return (a == nil) != (b == nil) || a != nil && (a.model != b.model || a.dimension != b.dimension)
}
