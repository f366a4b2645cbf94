package rag_test

import (
	"context"
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"strings"
	"testing"

	"footnote/corpus"
	"footnote/rag"
	"footnote/rag/e5"
	"footnote/rag/index"
)

func mustEmbed(t testing.TB, x *index.Index, e index.Embedder) {
	t.Helper()
	if err := x.Embed(t.Context(), e, nil); err != nil {
		t.Fatal(err)
	}
}

func mustRetrieve(t testing.TB, r *index.Retriever, query string, k int) []index.Hit {
	t.Helper()
	hits, err := r.Retrieve(t.Context(), query, k)
	if err != nil {
		t.Fatal(err)
	}
	return hits
}

// hybrid goes by words and the vectors of e.
func hybrid(x *index.Index, e index.Embedder) *index.Retriever {
	return x.Retriever(e, index.DefaultWeights())
}

// scripted is an embedder that returns what a test wants.
type scripted func(role index.Role, texts []string) [][]float32

func (scripted) Model() string { return "scripted" }

func (s scripted) Embed(_ context.Context, role index.Role, texts []string) ([][]float32, error) {
	return s(role, texts), nil
}

func each(vector ...float32) scripted {
	return func(_ index.Role, texts []string) [][]float32 {
		vectors := make([][]float32, len(texts))
		for i := range vectors {
			vectors[i] = vector
		}
		return vectors
	}
}

// local is the built-in embedder.
func local(t testing.TB) index.Embedder {
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
	x, e := index.New(articles), local(t)
	mustEmbed(t, x, e)
	engine, err := rag.New(x, rag.Options{Embedder: e})
	if err != nil {
		t.Fatal(err)
	}
	return engine
}

// noise is an embedder of random vectors, the same for the same text.
func noise(_ index.Role, texts []string) [][]float32 {
	vectors := make([][]float32, len(texts))
	for i, text := range texts {
		hash := fnv.New64a()
		hash.Write([]byte(text))
		random := rand.New(rand.NewPCG(hash.Sum64(), 0))
		for range 16 {
			vectors[i] = append(vectors[i], float32(random.NormFloat64()))
		}
	}
	return vectors
}

// A maker makes up articles of a few words, so that they have much in common.
type maker struct {
	*rand.Rand
	made int
}

func newMaker(seed uint64) *maker { return &maker{Rand: rand.New(rand.NewPCG(seed, 0))} }

func (m *maker) article() *corpus.Article {
	words := strings.Fields("大模型 數據 数据 算力 芯片 GPT-4 cloud models 2022 企業 创新 weather library 天氣 圖書館")
	m.made++
	a := &corpus.Article{ID: fmt.Sprint(m.made), Title: "made up", Source: "made up"}
	for range 1 + m.IntN(4) {
		var p corpus.Passage
		for range 1 + m.IntN(4) {
			start := len(a.Text)
			for range 1 + m.IntN(12) {
				a.Text += words[m.IntN(len(words))] + []string{" ", ""}[m.IntN(2)]
			}
			a.Text += "。"
			p.Sentences = append(p.Sentences, corpus.Span{Start: start, End: len(a.Text)})
		}
		p.Span = corpus.Span{Start: p.Sentences[0].Start, End: len(a.Text)}
		a.Passages = append(a.Passages, p)
	}
	a.Sections = []corpus.Section{{Span: corpus.Span{End: len(a.Text)}}}
	return a
}

func mustVectors(t testing.TB, e index.Embedder, a *corpus.Article) index.Vectors {
	t.Helper()
	if e == nil {
		return index.Vectors{}
	}
	v, err := index.EmbedArticle(t.Context(), e, a, nil)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func mustAdd(t testing.TB, x *index.Index, e index.Embedder, articles ...*corpus.Article) {
	t.Helper()
	for _, a := range articles {
		if err := x.Add(t.Context(), a, mustVectors(t, e, a)); err != nil {
			t.Fatal(err)
		}
	}
}

// A found is what a test compares of a hit.
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
