package page_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"footnote/cmd/footnote/internal/page"
	"footnote/cmd/footnote/internal/term"
	"footnote/corpus"
	"footnote/corpus/doc"
	"footnote/rag"
	"footnote/rag/index"
	"footnote/rag/intent"
)

const tower = `# 燈塔手冊

## 外觀

燈塔高四十二公尺，漆成白色。它建於1898年。

## 開放

每週六開放參觀。
`

// indexed is an article with its passages.
func indexed(t *testing.T, text string) *index.Index {
	t.Helper()
	article, err := new(corpus.Reader).Read(t.Context(), doc.File{Source: "tower.md", Data: []byte(text)})
	if err != nil {
		t.Fatal(err)
	}
	return index.New([]*corpus.Article{article})
}

// footnote quotes a sentence of the first article.
func footnote(t *testing.T, x *index.Index, number int, sentence string) rag.Footnote {
	t.Helper()
	article := x.Articles()[0]
	start := strings.Index(article.Text, sentence)
	for n, p := range article.Passages {
		if start >= p.Start && start < p.End {
			ref, _ := x.Passage(article, n)
			return rag.Footnote{Number: number, Ref: ref, Span: corpus.Span{Start: start, End: start + len(sentence)}, Quote: sentence}
		}
	}
	t.Fatalf("%q is in no passage", sentence)
	return rag.Footnote{}
}

// hits are the passages of the sentences, as a refusal has them.
func hits(t *testing.T, x *index.Index, sentences ...string) (all []index.Hit) {
	for _, s := range sentences {
		f := footnote(t, x, 1, s)
		all = append(all, index.Hit{Ref: f.Ref, Best: index.Sentence{Span: f.Span}})
	}
	return all
}

func printed(t *testing.T, p *term.Page) string {
	t.Helper()
	var out bytes.Buffer
	if err := term.New(&out).Show(p); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestAnswer(t *testing.T) {
	const white, built, open = "燈塔高四十二公尺，漆成白色。", "它建於1898年。", "每週六開放參觀。"
	x := indexed(t, tower)
	note := func(number int, sentence string) rag.Footnote { return footnote(t, x, number, sentence) }
	for name, c := range map[string]struct {
		answer rag.Answer
		style  page.Style
		want   string
	}{
		"sure": {
			answer: rag.Answer{Tier: rag.TierSure, Text: white + " [1]\n" + built + " [2]\n" + open + " [3]", Footnotes: []rag.Footnote{note(1, white), note(2, built), note(3, open)}},
			want:   white + " [1]\n" + built + " [2]\n" + open + " [3]\n\n[1][2] 燈塔手冊 › 外觀\n[3] 燈塔手冊 › 開放\n",
		},
		"sure, in colour": {
			answer: rag.Answer{Tier: rag.TierSure, Text: built + " [1]", Footnotes: []rag.Footnote{note(1, built)}},
			style: page.Style{Colour: true, Matches: func(text string) []corpus.Span {
				return []corpus.Span{{Start: strings.Index(text, "1898"), End: strings.Index(text, "年")}}
			}},
			want: "它建於\x1b[1;33m1898\x1b[0m年。 [1]\n\n[1] 燈塔手冊 › 外觀\n",
		},
		"of a model": {
			answer: rag.Answer{Tier: rag.TierSure, Mode: rag.ModeLLM, Text: "高四十二公尺。 [1] 它建於1898年。 [2]", Footnotes: []rag.Footnote{note(1, white), note(2, built)}},
			style:  page.Style{Streamed: true},
			want:   "\n\n[1][2] 燈塔手冊 › 外觀\n    [1] " + white + "\n",
		},
		"in place of a model's": {
			answer: rag.Answer{Tier: rag.TierSure, Degraded: "語言模型回應太慢。", Text: built + " [1]", Footnotes: []rag.Footnote{note(1, built)}},
			want:   built + " [1]\n(語言模型回應太慢。)\n\n[1] 燈塔手冊 › 外觀\n",
		},
		"unsure": {
			answer: rag.Answer{Tier: rag.TierUnsure, Text: "找不到確定的答案，最接近的是：\n" + open + " [1]", Footnotes: []rag.Footnote{note(1, open)}},
			want:   "找不到確定的答案，最接近的是：\n" + open + " [1]\n\n[1] 燈塔手冊 › 開放\n",
		},
		"unsure, in colour": {
			answer: rag.Answer{Tier: rag.TierUnsure, Text: "找不到確定的答案，最接近的是：\n" + open + " [1]", Footnotes: []rag.Footnote{note(1, open)}},
			style:  page.Style{Colour: true, Matches: func(string) []corpus.Span { return []corpus.Span{{Start: 0, End: 3}} }},
			want:   "\x1b[33m找不到確定的答案，最接近的是：\x1b[0m\n" + open + " [1]\n\n[1] 燈塔手冊 › 開放\n",
		},
		"refused": {
			answer: rag.Answer{Tier: rag.TierRefused, Text: "文章裡沒有提到這件事。", Reason: "最接近的段落不足以回答。", Nearest: hits(t, x, white, open)},
			want:   "文章裡沒有提到這件事。\n最接近的段落不足以回答。\n",
		},
		"refused, in colour": {
			answer: rag.Answer{Tier: rag.TierRefused, Text: "The article does not say.", Nearest: hits(t, x, white)},
			style:  page.Style{Colour: true},
			want:   "\x1b[36mThe article does not say.\x1b[0m\n",
		},
		"a greeting": {
			answer: rag.Answer{Intent: intent.Greeting, Text: "你好！"},
			style:  page.Style{Colour: true},
			want:   "你好！\n",
		},
		"a greeting, with what to ask": {
			answer: rag.Answer{Intent: intent.Greeting, Text: "你好！"},
			style:  page.Style{Next: page.Next{Lead: "可以試試這些問題：", Questions: []string{"燈塔有多高？", "燈塔\x1b[2J\n幾點開放？"}}},
			want:   "你好！\n\n可以試試這些問題：\n- 燈塔有多高？\n- 燈塔\ufffd[2J 幾點開放？\n",
		},
		"a title": {
			answer: rag.Answer{Intent: intent.Summary, Tier: rag.TierSure, Text: "燈塔手冊\n" + white + " [1]", Footnotes: []rag.Footnote{note(1, white)}},
			want:   "燈塔手冊\n" + white + " [1]\n\n[1] 燈塔手冊 › 外觀\n",
		},
	} {
		t.Run(name, func(t *testing.T) {
			if d := cmp.Diff(c.want, printed(t, page.Answer(c.answer, c.style))); d != "" {
				t.Errorf("(-want +got)\n%s", d)
			}
		})
	}
}

// A page of the web is linked at its sentences: behind its address where that is
// possible, else in full.
func TestLinks(t *testing.T) {
	const white, built = "燈塔高四十二公尺，漆成白色。", "它建於1898年。"
	x := indexed(t, tower)
	x.Articles()[0].Source = "https://example.org/tower"
	a := rag.Answer{Tier: rag.TierSure, Text: white + " [1]\n" + built + " [2]", Footnotes: []rag.Footnote{footnote(t, x, 1, white), footnote(t, x, 2, built)}}
	const place = "#:~:text=%E7%87%88%E5%A1%94%E9%AB%98%E5%9B%9B%E5%8D%81%E4%BA%8C%E5%85%AC%E5%B0%BA,%E6%BC%86%E6%88%90%E7%99%BD%E8%89%B2&text=%E5%AE%83%E5%BB%BA%E6%96%BC1898%E5%B9%B4"
	for links, want := range map[bool]string{
		false: "    https://example.org/tower" + place + "\n",
		true:  "    \x1b]8;;https://example.org/tower" + place + "\x1b\\https://example.org/tower\x1b]8;;\x1b\\\n",
	} {
		got := printed(t, page.Answer(a, page.Style{Streamed: true, Links: links}))
		if d := cmp.Diff("\n\n[1][2] 燈塔手冊 › 外觀\n"+want, got); d != "" {
			t.Errorf("links %t (-want +got)\n%s", links, d)
		}
		p, _ := page.Passages(a, links)
		if shown := printed(t, p); !strings.HasPrefix(shown, "[1] 燈塔手冊 › 外觀\n"+strings.Split(want, "&")[0]) {
			t.Errorf("links %t: %q", links, shown)
		}
	}
}

// What is asked for is shown: what a refusal itself does not.
func TestPassages(t *testing.T) {
	const white, open = "燈塔高四十二公尺，漆成白色。", "每週六開放參觀。"
	x := indexed(t, tower)
	for name, c := range map[string]struct {
		answer rag.Answer
		want   string
	}{
		"sources": {
			rag.Answer{Tier: rag.TierSure, Footnotes: []rag.Footnote{footnote(t, x, 1, open)}},
			"[1] 燈塔手冊 › 開放\n每週六開放參觀。\n\n",
		},
		"nearest": {
			rag.Answer{Tier: rag.TierRefused, Nearest: hits(t, x, white, open)},
			"1. 燈塔手冊 › 外觀\n燈塔高四十二公尺，漆成白色。它建於1898年。\n\n2. 燈塔手冊 › 開放\n每週六開放參觀。\n\n",
		},
		"none": {rag.Answer{Text: "你好！"}, ""},
	} {
		p, some := page.Passages(c.answer, false)
		if d := cmp.Diff(c.want, printed(t, p)); d != "" || some != (c.want != "") {
			t.Errorf("%s: some %t (-want +got)\n%s", name, some, d)
		}
	}
}

// Nothing of others moves the cursor, in any colour, and nothing is a line of its
// own that is not.
func TestHostileAnswer(t *testing.T) {
	x := indexed(t, "# Tower\n\nIt is white.\n")
	const hostile = "a\x1b[2J\x1b]0;x\x07\rb\u202e"
	for _, tier := range []rag.Tier{rag.TierSure, rag.TierUnsure, rag.TierRefused, ""} {
		f := footnote(t, x, 1, "It is white.")
		f.Quote = "x\n[9] fake"
		a := rag.Answer{Tier: tier, Text: hostile + "\n" + hostile, Reason: "r\nfake" + hostile, Degraded: "d\nfake" + hostile, Footnotes: []rag.Footnote{f}}
		got := printed(t, page.Answer(a, page.Style{Colour: true}))
		for _, ours := range []string{"\x1b[33m", "\x1b[36m", "\x1b[0m"} {
			got = strings.ReplaceAll(got, ours, "")
		}
		if strings.ContainsAny(got, "\x1b\x07\r\u202e") || strings.Contains(got, "\nfake") || strings.Contains(got, "\n[9]") {
			t.Errorf("%s: %q", tier, got)
		}
	}
}

// A page of the web says when it was read, as far as that is known; a file does not.
func TestReadOn(t *testing.T) {
	x := indexed(t, tower)
	a := x.Articles()[0]
	answer := rag.Answer{Text: "每週六開放參觀。 [1]", Tier: rag.TierSure, Footnotes: []rag.Footnote{footnote(t, x, 1, "每週六開放參觀。")}}
	for _, c := range []struct {
		source string
		read   time.Time
		want   string
	}{
		{"https://tower.example/", time.Date(2026, 11, 27, 12, 0, 0, 0, time.Local), "[1] 燈塔手冊 › 開放, read 27 Nov 2026\n"},
		{"https://tower.example/", time.Time{}, "[1] 燈塔手冊 › 開放\n"},
		{"tower.md", time.Date(2026, 11, 27, 12, 0, 0, 0, time.Local), "[1] 燈塔手冊 › 開放\n"},
	} {
		a.Source, a.Read = c.source, c.read
		if got := printed(t, page.Answer(answer, page.Style{})); !strings.Contains(got, c.want) {
			t.Errorf("%s: %s", c.source, got)
		}
	}
}
