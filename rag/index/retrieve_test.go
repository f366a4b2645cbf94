package index_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"footnote/corpus"
	"footnote/internal/indextest"
	"footnote/internal/openaitest"
	"footnote/rag/index"
)

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

// TestRetrieverPromises checks every Retriever against the documentation.
func TestRetrieverPromises(t *testing.T) {
	makers := []struct {
		name string
		make func(*index.Index, index.Embedder) *index.Retriever
	}{
		{"words", func(x *index.Index, _ index.Embedder) *index.Retriever { return words(x) }},
		{"vectors", func(x *index.Index, e index.Embedder) *index.Retriever {
			return x.Retriever(e, index.Weights{Passage: 1})
		}},
		{"both", indextest.Hybrid},
	}
	for _, maker := range makers {
		t.Run(maker.name, func(t *testing.T) {
			embedder := client(t, openaitest.New(t))
			index := func(articles ...*corpus.Article) *index.Retriever {
				x := index.New(articles)
				indextest.MustEmbed(t, x, embedder)
				return maker.make(x, embedder)
			}
			article := builtin(t)
			r := index(article)
			t.Run("order", func(t *testing.T) { testOrder(t, r, len(article.Passages)) })
			t.Run("steady", func(t *testing.T) { testSteady(t, r) })
			t.Run("cancelled", func(t *testing.T) { testCancelled(t, r) })
			t.Run("nothing matches", func(t *testing.T) {
				// Every passage has some cosine, so only words match nothing.
				if hits := indextest.MustRetrieve(t, r, "ξψω", 5); maker.name == "words" && len(hits) > 0 {
					t.Errorf("%d hits", len(hits))
				}
			})
			t.Run("ties", func(t *testing.T) {
				articles := indextest.Singles(t, slices.Repeat([]string{"同一句話。"}, 50)...)
				for i, h := range indextest.MustRetrieve(t, index(articles...), "同一句話", 50) {
					if h.Article != articles[i] {
						t.Fatalf("hit %d is not article %d", i, i)
					}
				}
			})
			t.Run("no passages", func(t *testing.T) {
				if hits := indextest.MustRetrieve(t, index(), "數據", 5); len(hits) > 0 {
					t.Errorf("%d hits", len(hits))
				}
			})
		})
	}
}

func testOrder(t *testing.T, r *index.Retriever, passages int) {
	const query = "2022年我國數據產量"
	all := indextest.MustRetrieve(t, r, query, math.MaxInt32)
	if len(all) == 0 || len(all) > passages {
		t.Fatalf("%d hits of %d passages", len(all), passages)
	}
	if !slices.IsSortedFunc(all, func(a, b index.Hit) int {
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
		got := compared(indextest.MustRetrieve(t, r, query, k))
		if diff := cmp.Diff(compared(all[:max(k, 0)]), got); diff != "" {
			t.Errorf("k = %d (-want +got):\n%s", k, diff)
		}
	}
}

func testSteady(t *testing.T, r *index.Retriever) {
	const query = "騰訊申請了多少專利"
	want := compared(indextest.MustRetrieve(t, r, query, 10))
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

func testCancelled(t *testing.T, r *index.Retriever) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if hits, err := r.Retrieve(ctx, "數據", 5); !errors.Is(err, context.Canceled) || hits != nil {
		t.Errorf("%d hits and error %v, want context.Canceled", len(hits), err)
	}
}

// TestScoreParts checks that the score of a passage is the weighted sum of its parts.
func TestScoreParts(t *testing.T) {
	// Made-up vectors of the question, the passages and the sentences.
	vectors := map[string][]float32{
		"大模型":         {1, 0},
		"大模型很多。數據很少。": {0, 1}, "大模型很多。": {1, 0}, "數據很少。": {0, 1},
		"天氣很好。": {1, 1},
	}
	e := indextest.Scripted(func(_ index.Role, texts []string) [][]float32 {
		var found [][]float32
		for _, text := range texts {
			found = append(found, vectors[text])
		}
		return found
	})
	x := index.New(indextest.Singles(t, "大模型很多。數據很少。", "天氣很好。"))
	indextest.MustEmbed(t, x, e)
	score := func(r index.Weights) []float64 {
		scores := make([]float64, x.Len())
		for _, h := range indextest.MustRetrieve(t, x.Retriever(e, r), "大模型", x.Len()) {
			n, err := strconv.Atoi(h.Article.ID)
			if err != nil {
				t.Fatal(err)
			}
			scores[n] = h.Score
		}
		return scores
	}
	half := math.Sqrt(0.5)
	word := score(index.Weights{Words: 1})[0]
	if word <= 0 || word > 1.5 {
		t.Errorf("the words are worth %v", word)
	}
	for _, test := range []struct {
		name   string
		recipe index.Weights
		want   []float64
	}{
		{"passage", index.Weights{Passage: 1}, []float64{0, half}},
		{"sentence", index.Weights{Sentence: 1}, []float64{1, half}},
		{"words", index.Weights{Words: 2}, []float64{2 * word, 0}},
		{"lexicon is for the other language", index.Weights{Lexicon: 1}, []float64{0, 0}},
		{"all", index.Weights{Passage: 0.5, Sentence: 0.25, Words: 1}, []float64{0.25 + word, 0.75 * half}},
	} {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, score(test.recipe), cmpopts.EquateApprox(0, 1e-6)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestOtherLanguage checks that a question finds a passage in the other language by its
// translation, also among passages in its own language.
func TestOtherLanguage(t *testing.T) {
	x := index.New(indextest.Singles(t, "圖書館裡有三千本書。", "The weather was fine.", "今天的天氣很好。", "The library is closed."))
	for _, test := range []struct{ question, want string }{
		{"How many books are there?", "圖書館裡有三千本書。"},
		{"圖書館關門了嗎？", "The library is closed."},
		{"天氣", "今天的天氣很好。"},
		{"weather", "The weather was fine."},
	} {
		if hits := indextest.MustRetrieve(t, words(x), test.question, 4); len(hits) == 0 || hits[0].Text() != test.want {
			t.Errorf("%s: %+v", test.question, compared(hits))
		}
	}
}

// TestCopies checks that a text in many articles leaves room for others.
func TestCopies(t *testing.T) {
	var texts []string
	for i := range 150 { // more than are compared
		texts = append(texts, []string{"數據產量為8.1ZB。", "数据产量为8.1ZB。"}[i%2])
	}
	texts = append(texts, "數據產量排在全球第二。", "數據存儲量為724.5EB。")
	x := index.New(indextest.Singles(t, texts...))
	indextest.MustEmbed(t, x, indextest.Each(1, 0))
	for name, r := range map[string]*index.Retriever{"words": words(x), "vectors": indextest.Hybrid(x, indextest.Each(1, 0))} {
		got := map[string]int{}
		for _, h := range indextest.MustRetrieve(t, r, "數據產量", 5) {
			got[strings.NewReplacer("数据产量为", "數據產量為").Replace(h.Text())]++
		}
		if fmt.Sprint(got) != "map[數據存儲量為724.5EB。:1 數據產量排在全球第二。:1 數據產量為8.1ZB。:3]" {
			t.Errorf("%s: %v", name, got)
		}
	}
}
