package index_test

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"footnote/corpus"
	"footnote/internal/indextest"
	"footnote/rag/index"
)

// TestHighlightSpans checks that a match is shown in the original text, in the author's
// script.
func TestHighlightSpans(t *testing.T) {
	x := index.New(indextest.Singles(t, "我國數據產量很大。", "大模型。"))
	const text = "我國數據產量很大。"
	var got []string
	for _, s := range x.Highlight("数据产量是多少？", text) {
		got = append(got, text[s.Start:s.End])
	}
	if diff := cmp.Diff([]string{"數據產量"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestBestSentence checks that a hit names the sentence that matched, not just the first.
func TestBestSentence(t *testing.T) {
	article := builtin(t)
	x := index.New([]*corpus.Article{article})
	for _, test := range []struct{ query, want string }{
		{"數據產量", "國家網信辦的數字是：2022年我國數據產量為8.1ZB，排在全球第二；數據存儲量為724.5EB，占全球的14.4%。"},
		{"国内发布多少个大模型", "統計顯示，到10月為止，國內發布的大模型多達238個。"},
	} {
		t.Run(test.query, func(t *testing.T) {
			best := indextest.MustRetrieve(t, words(x), test.query, 1)[0].Best
			if diff := cmp.Diff(test.want, article.Quote(best.Span)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// BenchmarkNewIndex measures what the start of the program costs for one article.
func BenchmarkNewIndex(b *testing.B) {
	articles := []*corpus.Article{builtin(b)}
	b.ReportAllocs()
	for b.Loop() {
		index.New(articles)
	}
}

// TestPart checks that Part finds an article as an index of its own does, and nothing else.
func TestPart(t *testing.T) {
	m, e := indextest.NewMaker(9), indextest.Scripted(indextest.Noise)
	articles := []*corpus.Article{m.Article(), m.Article(), m.Article()}
	x, alone := index.New(nil), index.New(nil)
	indextest.MustAdd(t, x, e, articles...)
	indextest.MustAdd(t, alone, e, articles[1])
	part, err := x.Part(t.Context(), articles[1].ID)
	if err != nil || part == nil {
		t.Fatalf("it is missing: %v", err)
	}
	x.Remove(articles[1].ID)
	for _, q := range []string{"大模型的數據", "cloud models"} {
		if diff := cmp.Diff(places(t, alone, e, q), places(t, part, e, q)); diff != "" {
			t.Errorf("%s (-alone +part):\n%s", q, diff)
		}
	}
	if part, err := x.Part(t.Context(), articles[1].ID); part != nil || err != nil {
		t.Error("found a part of a removed article")
	}
	if _, ok := x.Article(articles[1].ID); ok {
		t.Error("found a removed article")
	}
	if a, ok := x.Article(articles[2].ID); !ok || a != articles[2] {
		t.Error("another article is missing")
	}
	if diff := cmp.Diff([]*corpus.Article{articles[0], articles[2]}, x.Articles()); diff != "" {
		t.Errorf("articles (-want +got):\n%s", diff)
	}
}

// BenchmarkSearch searches an index of 10,000 passages, made of the sentences of the built-in
// article in random order.
func BenchmarkSearch(b *testing.B) {
	source := builtin(b)
	var sentences []string
	for _, p := range source.Passages {
		for _, s := range p.Sentences {
			sentences = append(sentences, source.Quote(s))
		}
	}
	random := rand.New(rand.NewPCG(1, 2))
	texts := make([]string, 10_000)
	for i := range texts {
		for range 4 {
			texts[i] += sentences[random.IntN(len(sentences))]
		}
	}
	x := index.New(indextest.Singles(b, texts...))
	r := words(x)
	var times []time.Duration
	for b.Loop() {
		start := time.Now()
		if _, err := r.Retrieve(b.Context(), "盤古氣象大模型能提供什麼樣的預報?", 8); err != nil {
			b.Fatal(err)
		}
		times = append(times, time.Since(start))
	}
	slices.Sort(times)
	b.ReportMetric(float64(times[len(times)/2].Microseconds())/1000, "p50-ms")
}
