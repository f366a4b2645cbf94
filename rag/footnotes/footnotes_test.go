package footnotes_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"footnote/corpus"
	"footnote/corpus/doc"
	"footnote/rag"
	"footnote/rag/footnotes"
	"footnote/rag/index"
)

// answer returns an answer with a footnote for each sentence.
func answer(text string, sentences ...string) rag.Answer {
	a := rag.Answer{Text: text, Tier: rag.TierSure}
	for n, s := range sentences {
		a.Footnotes = append(a.Footnotes, rag.Footnote{Number: n + 1, Quote: s})
	}
	return a
}

func TestQuotes(t *testing.T) {
	for name, c := range map[string]struct {
		text      string
		sentences []string
		quoted    string // numbers of the footnotes that must quote
	}{
		"the sentence":             {"塔高41公尺。 [1]", []string{"塔高41公尺。"}, ""},
		"two lines":                {"塔高41公尺。 [1]\n它建於1898年。 [2]", []string{"塔高41公尺。", "它建於1898年。"}, ""},
		"behind a lead":            {"找不到確定的答案，最接近的是：\n塔高41公尺。 [1]", []string{"塔高41公尺。"}, ""},
		"English behind a lead":    {"I cannot find a certain answer; closest is:\nIt is 41 metres tall. [1]", []string{"It is 41 metres tall."}, ""},
		"wrapped in the article":   {"It is 41 metres tall and white. [1]\n塔高四十一公尺。 [2]", []string{"It is 41 metres\ntall and\twhite.", "塔高四\n十一公尺。"}, ""},
		"invisible in the article": {"塔高41公尺。 [1]", []string{"塔\u200b高41公尺。\ufeff"}, ""},
		"two on one line":          {"塔高41公尺。 [1] 它建於1898年。 [2]", []string{"塔高41公尺。", "它建於1898年。"}, ""},
		"with their subject":       {"塔在港口。它高41公尺。 [1][2]", []string{"塔在港口。", "它高41公尺。"}, ""},
		"with a neighbour":         {"塔在港口。它高41公尺。 [1]", []string{"它高41公尺。"}, ""},
		"list with its lead-in":    {"塔有三種燈：\n紅燈\n綠燈\n白燈 [1]", []string{"塔有三種燈：\n\n紅燈\n綠燈\n\n白燈"}, ""},
		"list behind a lead":       {"最接近的是：\n紅燈\n綠燈 [1]\n它很高。 [2]", []string{"紅燈\n綠燈", "它很高。"}, ""},
		"list that is cut":         {"塔有三種燈：\n紅燈\n綠燈\n… [1]", []string{"塔有三種燈：\n紅燈\n綠燈"}, ""},
		"titles with text between": {"紅燈\n綠燈\n白燈 [1]", []string{"紅燈\n它亮一次。\n綠燈\n它亮兩次。\n白燈"}, ""},
		"list in another order":    {"綠燈\n紅燈\n白燈 [1]", []string{"紅燈\n綠燈\n白燈"}, "1"},
		"list without its lead-in": {"紅燈\n綠燈 [1]", []string{"塔有兩種燈：\n紅燈\n綠燈"}, "1"},
		"list in other words":      {"塔有三種燈：\n紅色的\n綠燈 [1]", []string{"塔有三種燈：\n紅燈\n綠燈"}, "1"},
		"behind its heading":       {"塔高：塔高41公尺。 [1]\nHeight: It is tall. [2]", []string{"塔高\n塔高41公尺。", "Height\n\nIt is tall."}, ""},
		"behind another heading":   {"顏色：塔高41公尺。 [1]", []string{"塔高\n塔高41公尺。"}, "1"},
		"list":                     {"- 茶葉 [1]\n• 咖啡 [2]\n- 可可 [3]", []string{"茶葉", "咖啡", "- 可可"}, ""},
		"mark in the article":      {"人口有九萬。[3] [1]\n面積不大。[9] [2]", []string{"人口有九萬。[3]", "面積不大。[9]"}, ""},
		"one sentence, two marks":  {"塔高41公尺。 [1][2]", []string{"塔高41公尺。", "燈塔有41公尺高。"}, "2"},
		"other words":              {"燈塔有41公尺高。 [1]", []string{"塔高41公尺。"}, "1"},
		"shortened":                {"塔高41公尺… [1]", []string{"塔高41公尺，漆成白色。"}, "1"},
		"only its end":             {"漆成白色。 [1]", []string{"塔高41公尺，漆成白色。"}, "1"},
		"more than the sentence":   {"據說塔高41公尺。 [1]", []string{"塔高41公尺。"}, "1"},
		"with its heading":         {"外觀：塔高41公尺。 [1]", []string{"塔高41公尺。"}, "1"},
		"another number":           {"塔高41公尺。 [1]\n塔很高。 [2]", []string{"塔很高。", "塔高41公尺。"}, "12"},
		"a model's and a sentence": {"高度為41公尺。 [1] 它建於1898年。 [2]", []string{"塔高41公尺。", "它建於1898年。"}, "1"},
		"11 is not 1":              {"塔高41公尺。 [11]", []string{"塔高41公尺。"}, "1"},
		"no mark":                  {"塔高41公尺。", []string{"塔高41公尺。"}, "1"},
		"no text":                  {"", []string{"塔高41公尺。"}, "1"},
		"no sentence":              {"塔高41公尺。 [1]", []string{" \n"}, "1"},
	} {
		t.Run(name, func(t *testing.T) {
			quoted := ""
			for _, l := range footnotes.Lines(answer(c.text, c.sentences...), func(f rag.Footnote) string { return fmt.Sprint("Tower › Place ", f.Number) }) {
				for _, q := range l.Quotes {
					quoted += fmt.Sprint(q.Number)
				}
			}
			if quoted != c.quoted {
				t.Errorf("%q are quoted, not %q", quoted, c.quoted)
			}
		})
	}
}

// TestSectionsHeading checks that a heading named by the place may precede the sentence.
func TestSectionsHeading(t *testing.T) {
	article, err := new(corpus.Reader).Read(t.Context(), doc.File{Source: "tower.md", Data: []byte("# 塔\n\n## 外觀\n\n### 高度\n\n塔高41公尺。\n")})
	if err != nil {
		t.Fatal(err)
	}
	passage, _ := index.New([]*corpus.Article{article}).Passage(article, 0)
	for heading, quoted := range map[string]bool{"高度": false, "外觀": false, "度": true, "顏色": true, "外觀高度": true} {
		a := answer(heading+"：塔高41公尺。 [1]", "塔高41公尺。")
		a.Footnotes[0].Ref = passage
		if got := footnotes.Lines(a, rag.Footnote.Place)[0]; (len(got.Quotes) > 0) != quoted {
			t.Errorf("%s: %+v", heading, got)
		}
	}
}

// TestSharedLines checks that footnotes of one place share a line, whatever is between them,
// and that places of different articles are different.
func TestSharedLines(t *testing.T) {
	one, other := &corpus.Article{}, &corpus.Article{}
	a := answer("甲。 [1]\n乙。 [2]\n丙也是。 [3]\n丁。 [4]\n戊。 [5]\n己。 [6]", "甲。", "乙。", "丙。", "丁。", "戊。", "己。")
	for i := range a.Footnotes {
		a.Footnotes[i].Article, a.Footnotes[i].Start = one, i
	}
	a.Footnotes[4].Article = other
	place := func(f rag.Footnote) string { return map[bool]string{true: "二", false: "一"}[f.Number == 2] }
	at := func(starts ...int) (spans []corpus.Span) {
		for _, start := range starts {
			spans = append(spans, corpus.Span{Start: start})
		}
		return spans
	}
	want := []footnotes.Line{
		{Numbers: []int{1, 3, 4, 6}, Place: "一", Quotes: []footnotes.Quote{{Number: 3, Sentence: "丙。"}}, Article: one, Spans: at(0, 2, 3, 5)},
		{Numbers: []int{2}, Place: "二", Article: one, Spans: at(1)},
		{Numbers: []int{5}, Place: "一", Article: other, Spans: at(4)},
	}
	got := footnotes.Lines(a, place)
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
	if got[2].Article != other || got[0].Marks() != "[1][3][4][6]" || got[0].Quotes[0].Mark() != "[3]" {
		t.Errorf("%+v", got)
	}
	if got := footnotes.Lines(rag.Answer{Text: "你好！"}, place); got != nil {
		t.Errorf("%v", got)
	}
}

// FuzzLines checks that each footnote has a line, and that a quotation is left out only if the
// text has it.
func FuzzLines(f *testing.F) {
	f.Add("甲。 [1]\n乙。[2] [2]", "甲。", "乙。[2]")
	f.Add("- a [1][2]", "- a", "a")
	f.Add("[1][1][2]", "[1]", "")
	f.Fuzz(func(t *testing.T, text, first, second string) {
		numbers := 0
		for _, l := range footnotes.Lines(answer(text, first, second), func(rag.Footnote) string { return "" }) {
			numbers += len(l.Numbers)
			for _, n := range l.Numbers {
				quoted := slices.ContainsFunc(l.Quotes, func(q footnotes.Quote) bool { return q.Number == n })
				if quote := []string{first, second}[n-1]; !quoted && quote != "" && !strings.Contains(quote, "\n") && !strings.Contains(letters(text), letters(strings.TrimLeft(quote, "-*+•·‧●○■□▪◦–— \t\n\r\f\v\u0085\u00a0"))) {
					t.Errorf("%q is left out but is not in %q", quote, text)
				}
			}
		}
		if numbers != 2 {
			t.Errorf("%d footnotes", numbers)
		}
	})
}

func letters(text string) string {
	return strings.Map(func(r rune) rune {
		if footnotes.Blank(r) {
			return -1
		}
		return r
	}, text)
}

// TestCells checks that the line of a table row shows what its cells hold, whether the answer
// shows the row or not.
func TestCells(t *testing.T) {
	article, err := new(corpus.Reader).Read(t.Context(), doc.File{Source: "x.csv", Data: []byte("货类,2021年,2022年\n煤炭,,35万吨\n粮食,12万吨,\n")})
	if err != nil {
		t.Fatal(err)
	}
	x := index.New([]*corpus.Article{article})
	ref, ok := x.Passage(article, 0)
	if !ok {
		t.Fatal("no passage")
	}
	a := rag.Answer{Text: "煤炭 |  | 35万吨 [1]\n粮食有十二万吨。 [2]", Tier: rag.TierSure}
	for n, s := range article.Passages[0].Sentences[1:3] {
		a.Footnotes = append(a.Footnotes, rag.Footnote{Number: n + 1, Ref: ref, Span: s, Quote: article.Quote(s)})
	}
	got := footnotes.Lines(a, func(rag.Footnote) string { return "" })
	want := []footnotes.Quote{{Number: 1, Cells: "货类: 煤炭; 2022年: 35万吨"}, {Number: 2, Sentence: "粮食 | 12万吨", Cells: "货类: 粮食; 2021年: 12万吨"}}
	if d := cmp.Diff(want, got[0].Quotes); d != "" || len(got) != 1 {
		t.Errorf("%d lines (-want +got)\n%s", len(got), d)
	}
	if q := got[0].Quotes[1]; q.Shown() != q.Cells {
		t.Errorf("%q", q.Shown())
	}
}
