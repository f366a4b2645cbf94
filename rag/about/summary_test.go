package about_test

import (
	"slices"
	"strings"
	"testing"

	"footnote/rag/about"
	"footnote/rag/index"
)

// guide has one or two sentences per section that can be shown, among others that cannot.
const guide = `# 港口指南：渡輪怎麼搭

你想過要去島上嗎？

這篇文章整理了搭渡輪去島上的方法、票價和注意事項。

歡迎訂閱我們的電子報！

## 班次

班次如下：

| 時間 | 目的地 |
|---|---|
| 06:00 | 東島 |

渡輪每天有三班，颱風天一律停航。它不接受預約。

## 票價

全票兩百元

渡輪的票價全年不變，學生和老人都只付半價。上圖是售票口。

## 結語

總之，搭渡輪最要緊的是先看天氣再出門。記得打開網站查詢。

## 訂閱

掃描下面的二維碼，就能訂閱港口的消息。
`

func TestSummary(t *testing.T) {
	a := read(t, "port.md", guide)
	got, err := about.Summary(t.Context(), words(a), a, 0)
	if err != nil {
		t.Fatal(err)
	}
	want := `港口指南：渡輪怎麼搭
這篇文章整理了搭渡輪去島上的方法、票價和注意事項。 [1]
渡輪每天有三班，颱風天一律停航。 [2]
渡輪的票價全年不變，學生和老人都只付半價。 [3]
總之，搭渡輪最要緊的是先看天氣再出門。 [4]`
	if got.Text() != want {
		t.Errorf("got\n%s\nwant\n%s", got.Text(), want)
	}
}

// TestSummaryLength checks that a summary has as many sentences as asked for, in order, all of
// the article.
func TestSummaryLength(t *testing.T) {
	a := builtin(t)
	x := words(a)
	for wanted, most := range map[int]int{0: 6, 1: 1, 2: 2, 3: 3, 7: 7, 1000: 12, -1: 6} {
		r, err := about.Summary(t.Context(), x, a, wanted)
		if err != nil {
			t.Fatal(err)
		}
		if n := len(r.Statements); n > most || n < min(most, 3) {
			t.Errorf("asked for %d: %d sentences", wanted, n)
		}
		end := 0
		for _, s := range r.Statements {
			if s.Start < end || !slices.Contains(a.Passages[s.Passage].Sentences, s.Span) || !strings.HasSuffix(s.Line(), a.Quote(s.Span)) {
				t.Errorf("asked for %d: %q at %v", wanted, s.Line(), s.Span)
			}
			end = s.End
		}
		if passages := r.Passages(); !slices.IsSortedFunc(passages, index.Ref.Compare) || len(passages) == 0 {
			t.Errorf("asked for %d: passages %v", wanted, passages)
		}
	}
}

// TestSummaryOfLittle checks that sentences that cannot stand by themselves are shown if there
// are no others.
func TestSummaryOfLittle(t *testing.T) {
	for text, want := range map[string]string{
		"# 清單\n\n牛奶\n\n雞蛋\n\n麵包\n": "清單\n牛奶 [1]\n雞蛋 [2]\n麵包 [3]",
		"# 問題\n\n為什麼？\n":           "問題\n為什麼？ [1]",
		"# 一句\n\n渡輪每天有三班。\n":       "一句\n渡輪每天有三班。 [1]",
	} {
		a := read(t, "list.md", text)
		r, err := about.Summary(t.Context(), words(a), a, 0)
		if err != nil || r.Text() != want {
			t.Errorf("%q, %v, want %q", r.Text(), err, want)
		}
	}
	if r, err := about.Summary(t.Context(), words(), builtin(t), 0); err == nil {
		t.Errorf("of a missing article: %q", r.Text())
	}
}

// TestSummaryOf checks summaries of a subject. The title as a subject means the whole article,
// and a heading means its part.
func TestSummaryOf(t *testing.T) {
	a := read(t, "port.md", guide)
	whole, err := about.Summary(t.Context(), words(a), a, 0)
	if err != nil {
		t.Fatal(err)
	}
	for subject, want := range map[string]string{
		"":     whole.Text(),
		"港口指南": whole.Text(),
		"颱風":   "港口指南：渡輪怎麼搭\n渡輪每天有三班，颱風天一律停航。 [1]",
		"票价":   "港口指南：渡輪怎麼搭\n這篇文章整理了搭渡輪去島上的方法、票價和注意事項。 [1]\n渡輪的票價全年不變，學生和老人都只付半價。 [2]",
		"恐龍":   "",
	} {
		got, ok, err := about.SummaryOf(t.Context(), words(a), a, subject, 0)
		if err != nil || ok != (want != "") || ok && got.Text() != want {
			t.Errorf("%s: %v, %v\n%s\nwant\n%s", subject, ok, err, got.Text(), want)
		}
	}
}
