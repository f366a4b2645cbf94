package rag_test

import (
	"testing"

	"footnote/corpus"
	"footnote/internal/indextest"
	"footnote/rag"
	"footnote/rag/e5"
	"footnote/rag/index"
	"footnote/rag/judge"
)

// local returns the built-in embedder.
func local(t testing.TB) *e5.Embedder {
	t.Helper()
	e, err := e5.New()
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// localEngine returns an engine that answers as the program does with nothing configured.
func localEngine(t testing.TB, articles ...*corpus.Article) *rag.Engine {
	t.Helper()
	x, e := index.New(articles), local(t)
	indextest.MustEmbed(t, x, e)
	engine, err := rag.New(x, rag.Options{Embedder: e, Judge: judge.New(e)})
	if err != nil {
		t.Fatal(err)
	}
	return engine
}

// A found has the fields of a hit that tests compare.
type found struct {
	Text  string
	Score float64
	Best  corpus.Span
}

func compared(hits []index.Hit) []found {
	var all []found
	for _, h := range hits {
		all = append(all, found{h.Text(), h.Score, h.Best.Span})
	}
	return all
}
