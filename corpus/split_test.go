package corpus

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"footnote/corpus/doc"
	"footnote/corpus/repair"
)

func TestSentences(t *testing.T) {
	for _, c := range []struct{ name, text string }{ // | stands where a sentence ends
		{"plain", "第一句。|第二句！|第三句？"},
		{"quotation", "他說：「好。走吧！」|然後走了。"},
		{"quotation goes on", "「真的嗎？」的問題沒有答案。|下一句。"},
		{"brackets", "產量（含進口。見下）增加。|下一句。"},
		{"decimal", "產量達8.1ZB，占14.4%。|It grew 3.5 times.| Then it fell."},
		{"abbreviations", "Dr. Wu met Mr. Li, e.g. in the U.S. Senate.| They left."},
		{"companies", "Acme Co. Ltd. of York is old.| So is Globex Inc. of Bonn."},
		{"no and number", "The answer is no.| See No. 5 and Vol. 2."},
		{"initials", "J. K. Lee wrote No. 5.| It sold."},
		{"URL", "見 https://a.example/b.html?c=d. 以及更多。|完。"},
		{"file name", "Use Node.js or main.go today.| Done."},
		{"Chinese ellipsis", "他想了想……還是走了。|完……"},
		{"English ellipsis", "Well... maybe.| Yes."},
		{"clusters", "真的嗎？！|是的!!|Really?!| Yes."},
		{"list number", "1. First thing.| Second thing."},
		{"straight quotes", `He said "Stop. Now." and left.| She stayed.`},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := strings.ReplaceAll(c.text, "|", "")
			var got []string
			for _, s := range sentences(text) {
				got = append(got, text[s.Start:s.End])
			}
			var want []string
			for s := range strings.SplitSeq(c.text, "|") {
				want = append(want, strings.TrimSpace(s))
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestCutKeepsWordsWhole(t *testing.T) {
	words := []string{"港口", "1,234.56", "渡輪", "internationalization", "https://a.example/b?c=d.e", "👨‍👩‍👧", "電影"}
	text := strings.Repeat(strings.Join(words, ""), 60)
	parts, err := cut(text, &repair.Lexicon{})
	if err != nil {
		t.Fatal(err)
	}
	if len(parts) < 4 {
		t.Fatalf("%d parts", len(parts))
	}
	for _, p := range parts {
		if doc.Width(text[p.Start:p.End]) > maxSentence {
			t.Errorf("part of width %d", doc.Width(text[p.Start:p.End]))
		}
		for _, w := range words {
			for i := p.End - len(w) + 1; i < p.End; i++ {
				if i > 0 && p.End < len(text) && strings.HasPrefix(text[i:], w) {
					t.Errorf("%s is cut", w)
				}
			}
		}
	}
}

func TestSections(t *testing.T) {
	for _, c := range []struct{ name, source, text, want string }{
		{"Markdown", "x.md", "# 甲\n\n文。\n\n## 乙\n\n文。", "1甲 2乙"},
		{"HTML", "x.html", "<title>題</title><nav>導覽</nav><h1>甲</h1><p>文。</p><h3>乙</h3><script>x</script><p>文。</p>", "1甲 3乙"},
		{"numbers", "x.txt", "開頭。\n01 甲\n文。\n02 乙\n文。\n", "0 101 甲 102 乙"},
		{"chapters", "x.txt", "第一章 甲\n文。\n第一節 乙\n文。\n", "1第一章 甲 2第一節 乙"},
		{"Han numbers", "x.txt", "一、甲\n文。\n二、乙\n文。\n", "1一、甲 1二、乙"},
		{"a list", "x.txt", "要買的。\n1. 蘋果\n2. 香蕉\n3. 梨\n", "0"},
		{"a year", "x.txt", "20 年前的事。\n後來。\n", "0"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, s := range read(t, c.source, c.text).Sections {
				got = append(got, string(rune('0'+s.Level))+s.Title)
			}
			if diff := cmp.Diff(c.want, strings.Join(got, " ")); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestWrappedText(t *testing.T) {
	text := "The harbour has three ferries on every day of the week, and two more of\nthem at weekends. The lighthouse is forty-two metres high and was built in\n1898.\n"
	a := read(t, "x.txt", text)
	if got := a.SentenceCount(); got != 2 {
		t.Errorf("%d sentences, want 2: %v", got, a.Passages)
	}
}
