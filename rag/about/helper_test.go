package about_test

import (
	"os"
	"testing"

	"footnote/corpus"
	"footnote/corpus/doc"
	"footnote/internal/indextest"
	"footnote/rag/index"
)

// read returns an article as the program reads it.
func read(t testing.TB, source, text string) *corpus.Article {
	t.Helper()
	a, err := new(corpus.Reader).Read(t.Context(), doc.File{Source: source, Data: []byte(text)})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func file(t testing.TB, path string) *corpus.Article {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return read(t, path, string(data))
}

func builtin(t testing.TB) *corpus.Article {
	t.Helper()
	a, err := corpus.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// words returns an index without vectors.
func words(articles ...*corpus.Article) *index.Index { return index.New(articles) }

// over returns an index that does not keep the texts of the articles in memory.
func over(t testing.TB, articles ...*corpus.Article) *index.Index {
	t.Helper()
	x := index.Over(indextest.NewSource(articles...))
	indextest.MustAdd(t, x, nil, articles...)
	return x
}
