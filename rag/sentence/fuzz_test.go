package sentence

import (
	"testing"

	"footnote/corpus"
	"footnote/corpus/doc"
)

// FuzzAnyPlace checks that for any article, passage and sentence nothing panics, and every
// span is valid.
func FuzzAnyPlace(f *testing.F) {
	for _, text := range []string{
		"包括：\n- 一\n- 二\n", "| a | b |\n|---|---|\n| 1 | 2 |\n", "1、\n\n1、\n\n2、\n", "A: B\n\nQ: ?\n\n：\n\n：", "▋\n\n▋ 甲\n\n它。",
		"a | \n | b\n|\n||\n", "（（（\n）", "①②③\n\n①\n", "It:\nIt:\nIt:\n", "二十個步驟：\n甲\n乙\n", "# 標題\n\n- 甲：\n  - 乙\n", "99999 things:\n\n999. x\n\n1000. y",
	} {
		f.Add([]byte(text), uint8(0), 0, 0)
		f.Add([]byte(text), uint8(1), 1, -1)
		f.Add([]byte(text), uint8(2), -1, 3)
	}
	f.Fuzz(func(t *testing.T, data []byte, format uint8, passage, sentence int) {
		if len(data) > 20_000 {
			return
		}
		source := []string{"x.txt", "x.md", "x.html"}[format%3]
		a, err := new(corpus.Reader).Read(t.Context(), doc.File{Source: source, Data: data})
		if err != nil {
			return
		}
		check := func(passage, sentence int) {
			if k := KindOf(a, passage, sentence); k < Statement || k > Fragment {
				t.Errorf("kind %d", k)
			}
			spans := Items(a, passage, sentence)
			if len(spans) > maxItems {
				t.Errorf("%d items, more than maxItems", len(spans))
			}
			lead, around, ok := ListAround(a, passage, sentence)
			subject, _, _ := Subject(a, passage, sentence)
			spans = append(append(spans, around...), lead, subject)
			for _, s := range spans {
				if s.Start < 0 || s.End < s.Start || s.End > len(a.Text) {
					t.Errorf("span %v of %d bytes", s, len(a.Text))
				}
			}
			if ok && len(around) < 2 {
				t.Errorf("a list of %d", len(around))
			}
			HeadOf(a, passage, sentence)
			Headed(a, passage, sentence)
			Under(a, passage, sentence)
		}
		check(passage, sentence)
		for p := range min(len(a.Passages), 4) {
			for s := range min(len(a.Passages[p].Sentences), 8) {
				check(p, s)
			}
		}
		for i := range min(len(a.Sections), 4) {
			SectionItems(a, i)
		}
		SectionItems(a, passage)
	})
}

func TestNoArticle(t *testing.T) {
	if KindOf(nil, 0, 0) != Fragment || Items(nil, 0, 0) != nil || HeadOf(nil, 0, 0) != nil || SectionItems(nil, 0) != nil || Under(nil, 0, 0) != "" {
		t.Error("something of nothing")
	}
}
