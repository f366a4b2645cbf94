package rag_test

import (
	"testing"

	"footnote/corpus"
	"footnote/corpus/doc"
	"footnote/rag"
	"footnote/rag/index"
)

func builtin(t testing.TB) *corpus.Article {
	t.Helper()
	a, err := corpus.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// readArticle reads the article in a file.
func readArticle(t testing.TB, path string) *corpus.Article {
	t.Helper()
	f, err := doc.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	a, err := new(corpus.Reader).Read(t.Context(), f)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func newEngine(t testing.TB, articles ...*corpus.Article) *rag.Engine {
	t.Helper()
	e, err := rag.New(index.New(articles), rag.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func TestRefusals(t *testing.T) {
	e := newEngine(t, builtin(t))
	for _, question := range []string{
		"阿里通義千問的參數量是多少?", "文章作者的邮箱是什么?", "百度文心的用戶數是多少?", "2024年奥运会在哪里举行?",
		"誰贏了世界盃足球賽?", "How tall is the Eiffel tower?", "鯨鯊鰻鯰鱷鱉",
	} {
		a, err := e.Answer(t.Context(), rag.Question{Text: question}, nil)
		if err != nil {
			t.Fatal(err)
		}
		if !a.Abstained() || len(a.Footnotes) > 0 || a.Reason == "" || len(a.Nearest) > 3 || a.Text == "" {
			t.Errorf("%s: %+v", question, a)
		}
	}
}
