package index_test

import (
	"testing"

	"footnote/corpus"
	"footnote/internal/openaitest"
	"footnote/rag/index"
	"footnote/rag/openai"
)

// client returns the real client of a fake server.
func client(t testing.TB, server *openaitest.Server) index.Embedder {
	t.Helper()
	e, err := openai.NewEmbedder(openai.EmbedderOptions{BaseURL: server.URL()})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// words returns a retriever that matches only words.
func words(x *index.Index) *index.Retriever { return x.Retriever(nil, index.DefaultWeights()) }

func builtin(t testing.TB) *corpus.Article {
	t.Helper()
	a, err := corpus.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	return a
}
