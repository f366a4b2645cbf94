package rag_test

import (
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"

	"footnote/corpus"
	"footnote/rag"
)

// noise is an embedder of random vectors, the same for the same text.
func noise(_ rag.Role, texts []string) [][]float32 {
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

func mustVectors(t testing.TB, e rag.Embedder, a *corpus.Article) rag.Vectors {
	t.Helper()
	if e == nil {
		return rag.Vectors{}
	}
	v, err := rag.EmbedArticle(t.Context(), e, a, nil)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func mustAdd(t testing.TB, x *rag.Index, e rag.Embedder, articles ...*corpus.Article) {
	t.Helper()
	for _, a := range articles {
		if err := x.Add(t.Context(), a, mustVectors(t, e, a)); err != nil {
			t.Fatal(err)
		}
	}
}

// A place is all that a test compares of a hit.
type place struct {
	Article  string
	Passage  int
	Score    float64
	Best     rag.Sentence
	Evidence rag.Evidence // of all hits
}

func places(t testing.TB, x *rag.Index, e rag.Embedder, question string) []place {
	t.Helper()
	hits := mustRetrieve(t, x.Retriever(e, rag.DefaultRecipe()), question, 12)
	evidence, err := x.Evidence(question, hits)
	if err != nil {
		t.Fatal(err)
	}
	var all []place
	for _, h := range hits {
		all = append(all, place{h.Article.ID, h.Passage, h.Score, h.Best, evidence})
	}
	return all
}

// TestChangesAreExact: after any changes an index finds what a new one of the
// same articles in the same order finds, to the last bit.
func TestChangesAreExact(t *testing.T) {
	questions := []string{"大模型的数据", "企業創新 2022", "How many cloud models?", "圖書館的天氣", "GPT-4", "ξψω"}
	for name, e := range map[string]rag.Embedder{"words": nil, "vectors": scripted(noise)} {
		t.Run(name, func(t *testing.T) {
			m := newMaker(3)
			x := rag.NewIndex(nil)
			for step := range 400 {
				held := x.Articles()
				switch change := m.IntN(5); {
				case change < 2 || len(held) == 0:
					mustAdd(t, x, e, m.article())
				case change == 2 || len(held) > 40:
					if id := held[m.IntN(len(held))].ID; !x.Remove(id) || x.Remove(id) {
						t.Fatalf("article %s was not there once", id)
					}
				case change == 3:
					a := m.article()
					if err := x.Replace(t.Context(), held[m.IntN(len(held))].ID, a, mustVectors(t, e, a)); err != nil {
						t.Fatal(err)
					}
				default: // is there already
					mustAdd(t, x, e, held[m.IntN(len(held))])
				}
				if step%8 != 0 {
					continue
				}
				fresh := rag.NewIndex(nil)
				mustAdd(t, fresh, e, x.Articles()...)
				if x.Len() != fresh.Len() {
					t.Fatalf("step %d: %d passages, want %d", step, x.Len(), fresh.Len())
				}
				for _, q := range questions {
					if diff := cmp.Diff(places(t, fresh, e, q), places(t, x, e, q)); diff != "" {
						t.Fatalf("step %d, %s (-fresh +changed):\n%s", step, q, diff)
					}
				}
			}
			for _, a := range x.Articles() {
				x.Remove(a.ID)
			}
			if hits := mustRetrieve(t, x.Retriever(e, rag.DefaultRecipe()), questions[0], 5); len(hits) > 0 || x.Len() > 0 {
				t.Errorf("%d hits of %d passages are left", len(hits), x.Len())
			}
		})
	}
}

// TestChangesWhileAsked: nobody who asks sees half an article, or neither the
// old one nor the new one.
func TestChangesWhileAsked(t *testing.T) {
	e := scripted(noise)
	version := func(n int) *corpus.Article {
		return singles(t, fmt.Sprintf("燈塔的高度是%d公尺。", n))[0]
	}
	m := newMaker(7)
	x := rag.NewIndex(nil)
	others := []*corpus.Article{m.article(), m.article(), m.article()}
	mustAdd(t, x, e, others...)
	at := version(0)
	at.ID = "v0"
	mustAdd(t, x, e, at)
	engine, err := rag.NewEngine(x, hybrid(x, e))
	if err != nil {
		t.Fatal(err)
	}
	verifier := rag.NewVerifier(x, e)
	var done atomic.Bool
	var asking sync.WaitGroup
	for range 4 {
		asking.Go(func() {
			for !done.Load() {
				hits, err := engine.Search(t.Context(), "燈塔的高度", 30)
				lighthouses := 0
				for _, h := range hits {
					if strings.Contains(h.Text(), "燈塔") {
						lighthouses++
					}
				}
				if err != nil || lighthouses != 1 {
					t.Errorf("%d versions of the article, error %v", lighthouses, err)
					return
				}
				a, err := engine.Answer(t.Context(), rag.Question{Text: "燈塔的高度是多少公尺？"}, nil)
				if err != nil {
					t.Error(err)
					return
				}
				if _, err := engine.Suggest(t.Context(), a, 2); err != nil {
					t.Error(err)
				}
				if _, err := engine.Claims(t.Context(), verifier, "燈塔的高度是3公尺。"); err != nil {
					t.Error(err)
				}
				x.Highlight("燈塔", "燈塔的高度")
				if part, ok := x.Part(others[0].ID); ok && part.Len() != len(others[0].Passages) {
					t.Errorf("a part has %d passages", part.Len())
				}
			}
		})
	}
	for n := range 150 {
		next := version(n + 1)
		next.ID = fmt.Sprintf("v%d", n+1)
		if err := x.Replace(t.Context(), fmt.Sprintf("v%d", n), next, mustVectors(t, e, next)); err != nil {
			t.Fatal(err)
		}
		x.Remove(others[n%3].ID)
		mustAdd(t, x, e, others[n%3])
	}
	done.Store(true)
	asking.Wait()
}

// TestAddLeavesIndex: what cannot be taken in changes nothing.
func TestAddLeavesIndex(t *testing.T) {
	articles := singles(t, "一個大模型。", "兩份數據。多得很。", "三個芯片。")
	e := scripted(noise)
	good := mustVectors(t, e, articles[1])
	damaged := slices.Clone(good.Data)
	damaged[len(damaged)/2]++
	for name, v := range map[string]rag.Vectors{
		"another model":     {Model: "another", Data: good.Data},
		"another dimension": mustVectors(t, each(1, 0), articles[1]),
		"another article":   mustVectors(t, e, articles[2]),
		"damaged":           {Model: good.Model, Data: damaged},
		"cut off":           {Model: good.Model, Data: good.Data[:len(good.Data)-1]},
		"no data":           {Model: good.Model},
		"no model":          {Data: good.Data},
	} {
		t.Run(name, func(t *testing.T) {
			x := rag.NewIndex(nil)
			mustAdd(t, x, e, articles[0])
			before := places(t, x, e, "數據模型")
			if err := x.Add(t.Context(), articles[1], v); err == nil {
				t.Error("it was added")
			}
			if err := x.Replace(t.Context(), "nobody", articles[1], v); err == nil {
				t.Error("it was put in")
			}
			if diff := cmp.Diff(before, places(t, x, e, "數據模型")); diff != "" || len(x.Articles()) != 1 {
				t.Errorf("the index changed (-before +after):\n%s", diff)
			}
			mustAdd(t, x, e, articles[1])
		})
	}
}

// TestAnotherModel: when the last vectors of a model have gone, those of another
// may come.
func TestAnotherModel(t *testing.T) {
	articles := singles(t, "一個大模型。", "兩份數據。")
	x := rag.NewIndex(nil)
	mustAdd(t, x, scripted(noise), articles[0])
	if err := x.Replace(t.Context(), "0", articles[1], mustVectors(t, each(1, 0), articles[1])); err != nil {
		t.Fatal(err)
	}
	if hits := mustRetrieve(t, hybrid(x, each(1, 0)), "數據", 5); len(hits) != 1 || hits[0].Article != articles[1] {
		t.Errorf("%v", compared(hits))
	}
}
