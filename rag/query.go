package rag

import (
	"fmt"

	"footnote/rag/lexical"
)

// A query is a question, analysed for passages of its own language and, if
// there are such, for those of the other.
type query struct {
	own, cross lexical.Query
	chinese    bool
}

// query analyses a question while nothing comes or goes.
func (x *Index) query(text string) (query, error) {
	q := query{own: x.words.Query(text), chinese: x.analyser.Language(text).Chinese()}
	if !x.has(!q.chinese) {
		return q, nil
	}
	cross, err := x.words.Cross(text)
	if err != nil {
		return q, fmt.Errorf("translate the question: %w", err)
	}
	q.cross = cross
	return q, nil
}

// has reports whether some passage is, or is not, in Chinese.
func (x *Index) has(chinese bool) bool {
	if chinese {
		return x.chinese > 0
	}
	return x.chinese < x.count
}

// foreign reports whether the passage is in another language than the question.
func (q query) foreign(r Ref) bool { return q.chinese != r.chinese() }

// over is the query for passages of its own language or of the other.
func (q query) over(foreign bool) lexical.Query {
	if foreign {
		return q.cross
	}
	return q.own
}

// worth is BM25 of the words, or translations, of q as a share of what it could
// be. For words it counts how much of q the articles know: a question of
// unknown words counts for little. Of translations most are unknown anyway.
func (r Recipe) worth(q query, foreign bool, bm25 float64) float64 {
	switch {
	case foreign && q.cross.Mass > 0:
		return r.Lexicon * bm25 / q.cross.Mass
	case !foreign && q.own.Mass > 0:
		return r.Words * bm25 / q.own.Mass * q.own.Known
	}
	return 0
}
