package rag_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"footnote/corpus"
	"footnote/rag"
)

// TestHighlightSpans: what is shown as a match is cut out of the text itself,
// in the author's script.
func TestHighlightSpans(t *testing.T) {
	x := rag.NewIndex(singles(t, "我國數據產量很大。", "大模型。"))
	const text = "我國數據產量很大。"
	var got []string
	for _, s := range x.Highlight("数据产量是多少？", text) {
		got = append(got, text[s.Start:s.End])
	}
	if diff := cmp.Diff([]string{"數據產量"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestBestSentence: a hit names the sentence that matched, not just the first.
func TestBestSentence(t *testing.T) {
	article := builtin(t)
	x := rag.NewIndex([]*corpus.Article{article})
	for _, test := range []struct{ query, want string }{
		{"數據產量", "國家網信辦的數字是：2022年我國數據產量為8.1ZB，排在全球第二；數據存儲量為724.5EB，占全球的14.4%。"},
		{"国内发布多少个大模型", "統計顯示，到10月為止，國內發布的大模型多達238個。"},
	} {
		t.Run(test.query, func(t *testing.T) {
			best := mustRetrieve(t, words(x), test.query, 1)[0].Best
			if diff := cmp.Diff(test.want, article.Quote(best.Span)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// BenchmarkNewIndex is what a start of the program costs for one article.
func BenchmarkNewIndex(b *testing.B) {
	articles := []*corpus.Article{builtin(b)}
	b.ReportAllocs()
	for b.Loop() {
		rag.NewIndex(articles)
	}
}
