package corpus

import (
	"slices"
	"testing"

	"footnote/corpus/doc"
)

// Whatever is out of place in an article that another program wrote is told.
func TestCheck(t *testing.T) {
	whole := func() *Article {
		a, err := new(Reader).Read(t.Context(), doc.File{Source: "lake.md", Data: []byte("# 湖\n\n湖面很大。湖水很深。\n\n## 魚\n\n湖裡有魚。\n")})
		if err != nil {
			t.Fatal(err)
		}
		a.Passages = slices.Clone(a.Passages)
		a.Passages[0].Sentences = slices.Clone(a.Passages[0].Sentences)
		a.Sections = slices.Clone(a.Sections)
		return a
	}
	if err := whole().Check(); err != nil {
		t.Errorf("an article of ours: %v", err)
	}
	for name, spoil := range map[string]func(*Article){
		"no title":                    func(a *Article) { a.Title = "" },
		"another text":                func(a *Article) { a.Text += "更多" },
		"no UTF-8":                    func(a *Article) { a.Text = "\xff" },
		"no passages":                 func(a *Article) { a.Passages = nil },
		"no sections":                 func(a *Article) { a.Sections = nil },
		"a gap between sections":      func(a *Article) { a.Sections[1].Span.Start += 3 },
		"sections that end too soon":  func(a *Article) { a.Sections[len(a.Sections)-1].Span.End -= 3 },
		"a section that is none":      func(a *Article) { a.Passages[0].Section = 9 },
		"a passage beyond the text":   func(a *Article) { a.Passages[1].End = len(a.Text) + 1 },
		"passages in another order":   func(a *Article) { slices.Reverse(a.Passages) },
		"half a character":            func(a *Article) { a.Passages[0].Sentences[0].End-- },
		"sentences in another order":  func(a *Article) { slices.Reverse(a.Passages[0].Sentences) },
		"an empty sentence":           func(a *Article) { a.Passages[0].Sentences[0].End = a.Passages[0].Sentences[0].Start },
		"a passage without sentences": func(a *Article) { a.Passages[0].Sentences = nil },
		"a negative start":            func(a *Article) { a.Passages[0].Sentences[0].Start = -1 },
		"pages in another order":      func(a *Article) { a.Pages = []Page{{Number: 2, Start: 1}, {Number: 1}} },
		"a page beyond the text":      func(a *Article) { a.Pages = []Page{{Number: 1, Start: len(a.Text) + 1}} },
		"a warning beyond the text":   func(a *Article) { a.Warnings = []Warning{{Span{0, len(a.Text) + 1}, ""}} },
	} {
		t.Run(name, func(t *testing.T) {
			a := whole()
			spoil(a)
			if a.Check() == nil {
				t.Error("nothing is wrong with it")
			}
		})
	}
}
