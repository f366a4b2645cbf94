package rag_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"footnote/corpus"
	"footnote/rag"
	"footnote/rag/openaitest"
)

// A found is what a test compares of a hit.
type found struct {
	Text  string
	Score float64
	Best  corpus.Span
}

func compared(hits []rag.Hit) []found {
	var all []found
	for _, h := range hits {
		all = append(all, found{h.Text(), h.Score, h.Best.Span})
	}
	return all
}

// TestRetrieverPromises holds every Retriever to the promises of the interface.
func TestRetrieverPromises(t *testing.T) {
	makers := []struct {
		name string
		make func(*rag.Index, rag.Embedder) rag.Retriever
	}{
		{"Lexical", func(x *rag.Index, _ rag.Embedder) rag.Retriever { return x.Lexical() }},
		{"Dense", func(x *rag.Index, e rag.Embedder) rag.Retriever { return x.Dense(e) }},
		{"Fuse", func(x *rag.Index, e rag.Embedder) rag.Retriever {
			return rag.Fuse(rag.Part{Retriever: x.Dense(e), Weight: 1}, rag.Part{Retriever: x.Lexical(), Weight: rag.LexicalWeight})
		}},
	}
	for _, maker := range makers {
		t.Run(maker.name, func(t *testing.T) {
			embedder := client(t, openaitest.New(t))
			index := func(articles ...*corpus.Article) rag.Retriever {
				x := rag.NewIndex(articles)
				mustEmbed(t, x, embedder)
				return maker.make(x, embedder)
			}
			article := builtin(t)
			r := index(article)
			t.Run("order", func(t *testing.T) { testOrder(t, r, len(article.Passages)) })
			t.Run("steady", func(t *testing.T) { testSteady(t, r) })
			t.Run("cancelled", func(t *testing.T) { testCancelled(t, r) })
			t.Run("nothing matches", func(t *testing.T) {
				// Every passage has some cosine, so only words match nothing.
				if hits := mustRetrieve(t, r, "ξψω", 5); maker.name == "Lexical" && len(hits) > 0 {
					t.Errorf("%d hits", len(hits))
				}
			})
			t.Run("ties", func(t *testing.T) {
				articles := singles(t, slices.Repeat([]string{"同一句話。"}, 50)...)
				for i, h := range mustRetrieve(t, index(articles...), "同一句話", 50) {
					if h.Article != articles[i] {
						t.Fatalf("hit %d is not article %d", i, i)
					}
				}
			})
			t.Run("no passages", func(t *testing.T) {
				if hits := mustRetrieve(t, index(), "數據", 5); len(hits) > 0 {
					t.Errorf("%d hits", len(hits))
				}
			})
		})
	}
}

func testOrder(t *testing.T, r rag.Retriever, passages int) {
	const query = "2022年我國數據產量"
	all := mustRetrieve(t, r, query, math.MaxInt32)
	if len(all) == 0 || len(all) > passages {
		t.Fatalf("%d hits of %d passages", len(all), passages)
	}
	if !slices.IsSortedFunc(all, func(a, b rag.Hit) int {
		switch {
		case a.Score > b.Score, a.Score == b.Score && a.Passage < b.Passage:
			return -1
		}
		return 1
	}) {
		t.Errorf("not best first, ties in article order: %v", compared(all))
	}
	for _, h := range all {
		if extent := h.Extent(); h.Best.Start < extent.Start || h.Best.End > extent.End {
			t.Errorf("best sentence %v is outside of %v", h.Best, extent)
		}
	}
	for _, k := range []int{-1, 0, 1, 3, len(all)} {
		got := compared(mustRetrieve(t, r, query, k))
		if diff := cmp.Diff(compared(all[:max(k, 0)]), got); diff != "" {
			t.Errorf("k = %d (-want +got):\n%s", k, diff)
		}
	}
}

func testSteady(t *testing.T, r rag.Retriever) {
	const query = "騰訊申請了多少專利"
	want := compared(mustRetrieve(t, r, query, 10))
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			hits, err := r.Retrieve(t.Context(), query, 10)
			if err != nil {
				t.Error(err)
			}
			if diff := cmp.Diff(want, compared(hits)); diff != "" {
				t.Errorf("(-first +again):\n%s", diff)
			}
		})
	}
	group.Wait()
}

func testCancelled(t *testing.T, r rag.Retriever) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if hits, err := r.Retrieve(ctx, "數據", 5); !errors.Is(err, context.Canceled) || hits != nil {
		t.Errorf("%d hits and error %v, want context.Canceled", len(hits), err)
	}
}

// fixed is a Retriever that returns the first hits of a list.
type fixed []rag.Hit

func (f fixed) Retrieve(_ context.Context, _ string, k int) ([]rag.Hit, error) {
	return f[:min(k, len(f))], nil
}

func TestFuse(t *testing.T) {
	const many = 300 // more than Fuse asks a part for
	texts := make([]string, many)
	for i := range texts {
		texts[i] = fmt.Sprintf("字%d。", i)
	}
	refs := make([]rag.Hit, many)
	for _, h := range mustRetrieve(t, rag.NewIndex(singles(t, texts...)).Lexical(), "字", many) {
		var n int
		if _, err := fmt.Sscanf(h.Text(), "字%d", &n); err != nil {
			t.Fatal(err)
		}
		refs[n] = h
	}
	hit := func(n int, score float64) rag.Hit {
		h := refs[n]
		h.Score = score
		return h
	}
	// A part that knows passages 0 to 249, scores 250 to 1: it is cut at 200,
	// where the score is 51.
	var long fixed
	for n := range 250 {
		long = append(long, hit(n, float64(250-n)))
	}
	part := func(weight float64, hits ...rag.Hit) rag.Part {
		return rag.Part{Retriever: fixed(hits), Weight: weight}
	}
	for _, test := range []struct {
		name  string
		parts []rag.Part
		k     int
		want  map[string]float64
		order []string
	}{
		{"no part", nil, 5, nil, nil},
		{"one part", []rag.Part{part(2, hit(1, 3), hit(0, 1))}, 5, map[string]float64{"字1。": 6, "字0。": 2}, []string{"字1。", "字0。"}},
		{
			"weighted sum, absent is 0",
			[]rag.Part{part(1, hit(0, 0.5), hit(1, 0.25)), part(2, hit(1, 0.5), hit(2, 0.125))}, 5,
			map[string]float64{"字1。": 1.25, "字0。": 0.5, "字2。": 0.25}, []string{"字1。", "字0。", "字2。"},
		},
		{"ties in article order", []rag.Part{part(1, hit(7, 1)), part(1, hit(3, 1))}, 5, map[string]float64{"字3。": 1, "字7。": 1}, []string{"字3。", "字7。"}},
		{"at most k", []rag.Part{part(1, hit(7, 1), hit(8, 0.5))}, 1, map[string]float64{"字7。": 1}, []string{"字7。"}},
		{
			"floor of a cut list, which comes first",
			[]rag.Part{{Retriever: long, Weight: 1}, part(1, hit(299, 1000))}, 2,
			map[string]float64{"字299。": 1051, "字0。": 250}, []string{"字299。", "字0。"},
		},
		{
			"floor of a cut list, which comes last",
			[]rag.Part{part(1, hit(299, 1000), hit(0, 2)), {Retriever: long, Weight: 1}}, 2,
			map[string]float64{"字299。": 1051, "字0。": 252}, []string{"字299。", "字0。"},
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			var order []string
			var scores map[string]float64
			for _, h := range mustRetrieve(t, rag.Fuse(test.parts...), "", test.k) {
				order = append(order, h.Text())
				if scores == nil {
					scores = map[string]float64{}
				}
				scores[h.Text()] = h.Score
			}
			if diff := cmp.Diff(test.order, order); diff != "" {
				t.Errorf("order (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(test.want, scores); diff != "" {
				t.Errorf("scores (-want +got):\n%s", diff)
			}
		})
	}
}
