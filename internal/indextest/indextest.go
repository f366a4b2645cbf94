// Package indextest has helpers for tests of retrieval and answers: embedders that return chosen or
// random vectors, and made-up articles.
package indextest

import (
	"context"
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"strings"
	"testing"

	"footnote/corpus"
	"footnote/rag/index"
)

// MustEmbed adds vectors to an index.
func MustEmbed(t testing.TB, x *index.Index, e index.Embedder) {
	t.Helper()
	if err := x.Embed(t.Context(), e, nil); err != nil {
		t.Fatal(err)
	}
}

// MustRetrieve returns the k best passages for a query.
func MustRetrieve(t testing.TB, r *index.Retriever, query string, k int) []index.Hit {
	t.Helper()
	hits, err := r.Retrieve(t.Context(), query, k)
	if err != nil {
		t.Fatal(err)
	}
	return hits
}

// Hybrid returns a retriever that uses words and the vectors of e.
func Hybrid(x *index.Index, e index.Embedder) *index.Retriever {
	return x.Retriever(e, index.DefaultWeights())
}

// Scripted is an embedder whose vectors a function determines.
type Scripted func(role index.Role, texts []string) [][]float32

func (Scripted) Model() string { return "scripted" }

func (s Scripted) Embed(_ context.Context, role index.Role, texts []string) ([][]float32, error) {
	return s(role, texts), nil
}

// Each returns an embedder that gives every text the same vector.
func Each(vector ...float32) Scripted {
	return func(_ index.Role, texts []string) [][]float32 {
		vectors := make([][]float32, len(texts))
		for i := range vectors {
			vectors[i] = vector
		}
		return vectors
	}
}

// Singles returns an article for each text, which is its only sentence.
func Singles(t testing.TB, texts ...string) []*corpus.Article {
	t.Helper()
	var all []*corpus.Article
	for i, text := range texts {
		a, err := corpus.Single(fmt.Sprint(i), "t", text)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, a)
	}
	return all
}

// Noise returns random vectors. Equal texts get equal vectors.
func Noise(_ index.Role, texts []string) [][]float32 {
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

// A Maker makes random articles from a small vocabulary, so that they have many words in common.
type Maker struct {
	*rand.Rand
	made int
}

// NewMaker returns a maker. Makers with the same seed make the same articles.
func NewMaker(seed uint64) *Maker { return &Maker{Rand: rand.New(rand.NewPCG(seed, 0))} }

// Article returns another article.
func (m *Maker) Article() *corpus.Article {
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

// MustVectors returns the vectors of an article, or none if e is nil.
func MustVectors(t testing.TB, e index.Embedder, a *corpus.Article) index.Vectors {
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

// MustAdd adds articles and their vectors to an index.
func MustAdd(t testing.TB, x *index.Index, e index.Embedder, articles ...*corpus.Article) {
	t.Helper()
	for _, a := range articles {
		if err := x.Add(t.Context(), a, MustVectors(t, e, a)); err != nil {
			t.Fatal(err)
		}
	}
}
