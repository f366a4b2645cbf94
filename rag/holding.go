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

// An incoming article is one that is ready to be held.
type incoming struct {
	holding
	terms lexical.Terms
}

// prepare does all that takes time, before the index is changed.
func (x *Index) prepare(a *corpus.Article, v Vectors) (*incoming, error) {
	read, err := v.read(a)
	if err != nil {
		return nil, fmt.Errorf("article %s: %w", a.ID, err)
	}
	one := &incoming{holding: holding{article: a, vectors: read}}
	for _, p := range a.Passages {
		one.chinese = append(one.chinese, x.analyser.Language(a.Quote(p.Span)).Chinese())
	}
	one.terms = one.holding.terms(x.analyser)
	return one, nil
}

func (h *holding) terms(analyser *lexical.Analyser) lexical.Terms {
	texts := make([]string, len(h.article.Passages))
	for i, p := range h.article.Passages {
		texts[i] = h.article.Quote(p.Span)
	}
	return analyser.Collect(texts)
}
