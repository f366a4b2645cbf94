package about_test

import (
	"context"
	"slices"
	"testing"

	"footnote/corpus"
	"footnote/corpus/doc"
	"footnote/rag/about"
	"footnote/rag/lexical"
)

// FuzzReplies checks that every statement about any article rests on a sentence of it.
func FuzzReplies(f *testing.F) {
	for _, text := range []string{guide, catalogue, "# 題\n\n文／某某\n\n1. 甲\n2. 乙\n", "▋\n|\n：\n", "a | b\nc | d\n", "1、\n2、\n", "RANGE\n\nIt is long.\n\nPRICE\n\nLow:\n\nx\ny\n"} {
		f.Add(text, "設施", 3)
	}
	f.Fuzz(func(t *testing.T, text, subject string, n int) {
		a, err := new(corpus.Reader).Read(context.Background(), doc.File{Source: "x.md", Data: []byte(text)})
		if err != nil {
			return
		}
		x := words(a)
		replies := []about.Reply{
			about.Title(x, a, lexical.English), about.Author(x, a, subject, lexical.Traditional), about.Date(x, a, subject, lexical.Simplified),
			about.Source(x, a, lexical.English), about.Length(a, lexical.English), articles(t, x, lexical.English),
		}
		summary, err := about.Summary(context.Background(), x, a, n)
		if err != nil || len(summary.Statements) == 0 {
			t.Errorf("no summary of %q: %v", text, err)
		}
		mentions, err := about.Mentions(context.Background(), x, subject, lexical.English)
		if err != nil {
			t.Error(err)
		}
		listing, _, err := about.Listing(context.Background(), x, nil, subject, lexical.English)
		if err != nil {
			t.Error(err)
		}
		for _, r := range append(replies, summary, mentions, listing) {
			if r.Text() == "" && len(r.Statements) > 0 {
				t.Errorf("%d statements without text", len(r.Statements))
			}
			for _, s := range r.Statements {
				if !slices.Contains(a.Passages[s.Passage].Sentences, s.Span) || s.Line() == "" {
					t.Errorf("%q at %v of %q", s.Line(), s.Span, text)
				}
			}
		}
	})
}
