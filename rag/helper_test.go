package rag_test

import (
	"context"
	"testing"

	"footnote/corpus"
	"footnote/internal/openaitest"
	"footnote/rag"
	"footnote/rag/e5"
	"footnote/rag/openai"
)

// client returns the real client of a fake server.
func client(t testing.TB, server *openaitest.Server) rag.Embedder {
	t.Helper()
	e, err := openai.NewEmbedder(openai.EmbedderOptions{BaseURL: server.URL()})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func mustEmbed(t testing.TB, x *rag.Index, e rag.Embedder) {
	t.Helper()
	if err := x.Embed(t.Context(), e, nil); err != nil {
		t.Fatal(err)
	}
}

func mustRetrieve(t testing.TB, r rag.Retriever, query string, k int) []rag.Hit {
	t.Helper()
	hits, err := r.Retrieve(t.Context(), query, k)
	if err != nil {
		t.Fatal(err)
	}
	return hits
}

// words goes by the words alone.
func words(x *rag.Index) rag.Retriever { return x.Retriever(nil, rag.DefaultRecipe()) }

// hybrid goes by words and the vectors of e.
func hybrid(x *rag.Index, e rag.Embedder) rag.Retriever { return x.Retriever(e, rag.DefaultRecipe()) }

// scripted is an embedder that returns what a test wants.
type scripted func(role rag.Role, texts []string) [][]float32

func (scripted) Model() string { return "scripted" }

func (s scripted) Embed(_ context.Context, role rag.Role, texts []string) ([][]float32, error) {
	return s(role, texts), nil
}

func each(vector ...float32) scripted {
	return func(_ rag.Role, texts []string) [][]float32 {
		vectors := make([][]float32, len(texts))
		for i := range vectors {
			vectors[i] = vector
		}
		return vectors
	}
}

// local is the built-in embedder.
func local(t testing.TB) rag.Embedder {
	t.Helper()
	e, err := e5.New()
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// localEngine answers as the program does with nothing configured.
func localEngine(t testing.TB, articles ...*corpus.Article) *rag.Engine {
	t.Helper()
	x, e := rag.NewIndex(articles), local(t)
	mustEmbed(t, x, e)
	engine, err := rag.NewEngine(x, hybrid(x, e))
	if err != nil {
		t.Fatal(err)
	}
	return engine
}
