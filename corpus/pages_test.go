package corpus

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"footnote/corpus/doc"
	"footnote/corpus/pdf"
)

// five is a document of five pages; the marks say on which page a sentence
// begins. Repair takes out glosses and zero-width spaces on both sides of breaks.
func five() pdf.Paginated {
	return pdf.Paginated{Title: "五頁的文章", Author: "作者", Published: "2026-01-02", Pages: []string{
		"五頁的文章\n【1】時(shí)間\u200b在第一頁開始。【1】這一句話從第一頁的最後一行開始寫起而且一直寫到了時(shí)間",
		"\u200b的第二頁才算結束。【2】第二頁又有時(shí)間一句。【2】接著是一個很長很長的句子它從第二頁開始越過了第三頁一直寫下去寫下去",
		"第三頁全部都是同一個句子的中間部分\u200b所以這裡連一個句號也沒有只有很多很多很多的時(shí)間和文字還有很多很多",
		"直到第四頁才結束。\n【4】第四頁的第二段。【4】It ends in Eng-",
		"lish on page five. 【5】第五頁的最後一句。",
	}}
}

func TestPagesOfSentences(t *testing.T) {
	a, err := build(five().Document(), "five.pdf")
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
	a, err := build(pdf.Paginated{Pages: []string{"甲一。", "乙二。", "丙三。"}}.Document(), "x.pdf")
	if err != nil {
		t.Fatal(err)
	}
	if len(a.Passages) != 1 || len(a.Passages[0].Sentences) != 3 {
		t.Errorf("passages %+v; pages should not divide them", a.Passages)
	}
}

func TestHeadingsAreNoParagraphs(t *testing.T) {
	d := doc.Document{Blocks: []doc.Block{
		{Text: "甲乙。", Gap: "\n", Page: 1}, {Text: "題", Gap: "\n", Level: 1, Page: 1}, {Text: "丙丁。", Gap: "\n", Page: 2, Continues: true},
	}}
	a := &Article{}
	l := assemble(d, a)
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
		a, err := build(pdf.Paginated{Pages: strings.Split(strings.ToValidUTF8(text, ""), "\f")}.Document(), "x.pdf")
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
