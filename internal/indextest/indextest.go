// Package indextest has what tests of retrieval and of answers share: embedders
// that return what a test wants, and made-up articles.
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

// MustEmbed makes the vectors of an index.
func MustEmbed(t testing.TB, x *index.Index, e index.Embedder) {
	t.Helper()
	if err := x.Embed(t.Context(), e, nil); err != nil {
		t.Fatal(err)
	}
}

// MustRetrieve finds the k best passages.
func MustRetrieve(t testing.TB, r *index.Retriever, query string, k int) []index.Hit {
	t.Helper()
	hits, err := r.Retrieve(t.Context(), query, k)
	if err != nil {
		t.Fatal(err)
	}
	return hits
}

// Hybrid goes by words and by the vectors of e.
func Hybrid(x *index.Index, e index.Embedder) *index.Retriever {
	return x.Retriever(e, index.DefaultWeights())
}

// Scripted is an embedder that returns what a test wants.
type Scripted func(role index.Role, texts []string) [][]float32

func (Scripted) Model() string { return "scripted" }

func (s Scripted) Embed(_ context.Context, role index.Role, texts []string) ([][]float32, error) {
	return s(role, texts), nil
}

// Each gives every text the same vector.
func Each(vector ...float32) Scripted {
	return func(_ index.Role, texts []string) [][]float32 {
		vectors := make([][]float32, len(texts))
		for i := range vectors {
			vectors[i] = vector
		}
		return vectors
	}
}

// Singles are articles of one sentence each.
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

// Noise gives random vectors, the same for the same text.
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

// A Maker makes up articles of a few words, so that they have much in common.
type Maker struct {
	*rand.Rand
	made int
}

// NewMaker makes the same articles for the same seed.
func NewMaker(seed uint64) *Maker { return &Maker{Rand: rand.New(rand.NewPCG(seed, 0))} }

// Article is the next one.
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

// MustVectors are the vectors of an article, none where e is nil.
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

// MustAdd adds articles with their vectors.
func MustAdd(t testing.TB, x *index.Index, e index.Embedder, articles ...*corpus.Article) {
	t.Helper()
	for _, a := range articles {
		if err := x.Add(t.Context(), a, MustVectors(t, e, a)); err != nil {
			t.Fatal(err)
		}
	}
}
