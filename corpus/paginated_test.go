package corpus

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// parts are the blocks of d as "page text", with + before one that continues.
func parts(d document) []string {
	var all []string
	for _, b := range d.blocks {
		mark := ""
		if b.continues {
			mark = "+"
		}
		all = append(all, fmt.Sprintf("%d %s%s", b.page, mark, b.text))
	}
	return all
}

func TestParsePaginated(t *testing.T) {
	const long = "這一行文字一直寫到頁面的最後一個字還沒有寫完整句話的意思就到"
	for _, c := range []struct {
		name  string
		pages []string
		want  []string
	}{
		{"lines are paragraphs", []string{"題目\n第一段。\n\n第二段。"}, []string{"1 題目", "1 第一段。", "1 第二段。"}},
		{"a long line goes on", []string{long, "了頁尾。\n下一段。"}, []string{"1 " + long, "2 +了頁尾。", "2 下一段。"}},
		{"over three pages", []string{long, long, "完。"}, []string{"1 " + long, "2 +" + long, "3 +完。"}},
		{"over a blank page", []string{long, " \n", "完。"}, []string{"1 " + long, "3 +完。"}},
		{"a comma goes on", []string{"短，", "長。"}, []string{"1 短，", "2 +長。"}},
		{"a small letter goes on", []string{"It ends", "here."}, []string{"1 It ends", "2 +here."}},
		{"a sentence has ended", []string{long + "。", "下一段。"}, []string{"1 " + long + "。", "2 下一段。"}},
		{"the paginator knows better", []string{long + "\n", "下一段。"}, []string{"1 " + long, "2 下一段。"}},
		{"a heading", []string{"結論", "本文說明。"}, []string{"1 結論", "2 本文說明。"}},
		{"an item", []string{long, "（二）第二項"}, []string{"1 " + long, "2 （二）第二項"}},
		{"no text", []string{"", "\n"}, nil},
	} {
		if diff := cmp.Diff(c.want, parts(parsePaginated(Paginated{Pages: c.pages}))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

func TestLineBreak(t *testing.T) {
	for _, c := range []struct{ before, after, want string }{
		{"文", "字", ""}, {"一句。", "另一", ""}, {"in", "English", " "}, {"2023", "年", ""}, {"使用", "AI", ""},
		{"「說」", "的", ""}, {"他說“好”", "然後", ""}, {"said “yes”", "then", " "}, {"well-", "known", ""}, {"a -", "b", " "}, {"", "x", " "},
	} {
		if got := LineBreak(c.before, c.after); got != c.want {
			t.Errorf("between %q and %q: %q, want %q", c.before, c.after, got, c.want)
		}
	}
}

// five is a document of five pages; the marks say on which page a sentence
// begins. Repair takes out glosses and zero-width spaces on both sides of breaks.
func five() Paginated {
	return Paginated{Title: "五頁的文章", Author: "作者", Published: "2026-01-02", Pages: []string{
		"五頁的文章\n【1】時(shí)間\u200b在第一頁開始。【1】這一句話從第一頁的最後一行開始寫起而且一直寫到了時(shí)間",
		"\u200b的第二頁才算結束。【2】第二頁又有時(shí)間一句。【2】接著是一個很長很長的句子它從第二頁開始越過了第三頁一直寫下去寫下去",
		"第三頁全部都是同一個句子的中間部分\u200b所以這裡連一個句號也沒有只有很多很多很多的時(shí)間和文字還有很多很多",
		"直到第四頁才結束。\n【4】第四頁的第二段。【4】It ends in Eng-",
		"lish on page five. 【5】第五頁的最後一句。",
	}}
}

func TestPagesOfSentences(t *testing.T) {
	a, err := build(parsePaginated(five()), "five.pdf")
	if err != nil {
		t.Fatal(err)
	}
	checkArticle(t, a)
	if a.Repairs.Glosses != 4 || a.Repairs.Invisible != 3 {
		t.Errorf("repairs %+v; the test wants four glosses and three invisible characters", a.Repairs)
	}
	numbers := []int{}
	for _, p := range a.Pages {
		numbers = append(numbers, p.Number)
	}
	if diff := cmp.Diff([]int{1, 2, 3, 4, 5}, numbers); diff != "" {
		t.Errorf("pages (-want +got):\n%s", diff)
	}
	for i, start := range []string{"五頁的文章", "的第二頁", "第三頁全部", "直到第四頁", "lish"} {
		if got := a.Text[a.Pages[i].Start:]; !strings.HasPrefix(got, start) {
			t.Errorf("page %d begins with %.30q, want %q", i+1, got, start)
		}
	}
	marked := 0
	for _, p := range a.Passages {
		for _, s := range p.Sentences {
			text := a.Quote(s)
			if at := strings.Index(text, "【"); at >= 0 {
				marked++
				if want := int(text[at+len("【")] - '0'); a.PageAt(s.Start) != want {
					t.Errorf("%q is said to be on page %d", text, a.PageAt(s.Start))
				}
			}
		}
	}
	if marked != 7 {
		t.Errorf("%d sentences have their mark, want 7:\n%s", marked, a.Text)
	}
	const whole = "【2】接著是一個很長很長的句子它從第二頁開始越過了第三頁一直寫下去寫下去第三頁全部都是同一個句子的中間部分所以這裡連一個句號也沒有只有很多很多很多的時間和文字還有很多很多直到第四頁才結束。"
	if !strings.Contains(a.Text, whole) {
		t.Errorf("the sentence over three pages is not whole:\n%s", a.Text)
	}
	if !strings.Contains(a.Text, "Eng-lish") {
		t.Errorf("the word over the page break is not whole:\n%s", a.Text)
	}
}

// A passage may stand on several pages.
func TestPassagesOverPages(t *testing.T) {
	a, err := build(parsePaginated(Paginated{Pages: []string{"甲一。", "乙二。", "丙三。"}}), "x.pdf")
	if err != nil {
		t.Fatal(err)
	}
	if len(a.Passages) != 1 || len(a.Passages[0].Sentences) != 3 {
		t.Errorf("passages %+v; pages should not divide them", a.Passages)
	}
}

func TestAssembleKeepsHeadsApart(t *testing.T) {
	d := document{blocks: []block{
		{text: "甲乙。", gap: "\n", page: 1}, {text: "題", gap: "\n", level: 1, page: 1}, {text: "丙丁。", gap: "\n", page: 2, continues: true},
	}}
	a := &Article{}
	l := d.assemble(a)
	want := []string{"甲乙。", "丙丁。"}
	var got []string
	for _, p := range l.paragraphs {
		got = append(got, a.Quote(p))
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("paragraphs (-want +got):\n%s", diff)
	}
}

func FuzzPaginated(f *testing.F) {
	f.Add("題目\n一段文字，\f接著寫。\n\f\n\f2. three\fwell-\fknown")
	f.Fuzz(func(t *testing.T, text string) {
		a, err := build(parsePaginated(Paginated{Pages: strings.Split(strings.ToValidUTF8(text, ""), "\f")}), "x.pdf")
		if err != nil {
			return // holds nothing, or headings only
		}
		checkArticle(t, a)
		last := Page{}
		for _, p := range a.Pages {
			if p.Number <= last.Number || p.Start < last.Start || p.Start > len(a.Text) {
				t.Fatalf("page %+v after %+v of %d bytes", p, last, len(a.Text))
			}
			last = p
		}
	})
}
