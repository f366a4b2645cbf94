package approval

import (
	"testing"

	"footnote/corpus"
	"footnote/rag"
)

// TestMarked checks that an edited text keeps no footnote mark but the new ones: neither
// those of the original answer nor those that the helper wrote.
func TestMarked(t *testing.T) {
	article := &corpus.Article{}
	note := func(at int) rag.Footnote {
		f := rag.Footnote{Span: corpus.Span{Start: at, End: at + 1}}
		f.Article = article
		return f
	}
	text := unmarked("它很深 [1]。It opened in [1987] [12][3]. 湖很大【2】。 It is deep.")
	if want := "它很深。It opened in [1987]. 湖很大。 It is deep."; text != want {
		t.Fatalf("unmarked: %q", text)
	}
	text, notes := marked(text, []rag.Claim{
		{Text: "它很深。", Finding: rag.FindingSupported, Footnotes: []rag.Footnote{note(5), note(1)}},
		{Text: "It opened in [1987].", Finding: rag.FindingOpposed, Footnotes: []rag.Footnote{note(9)}},
		{Text: "湖很大。", Finding: rag.FindingUnsure, Footnotes: []rag.Footnote{note(9)}},
		{Text: "It is gone.", Finding: rag.FindingSupported, Footnotes: []rag.Footnote{note(9)}},
		{Text: "It is deep.", Finding: rag.FindingSupported, Footnotes: []rag.Footnote{note(1), note(1)}},
	})
	if want := "它很深。 [1][2] It opened in [1987]. 湖很大。 It is deep. [2]"; text != want || len(notes) != 2 || notes[0].Number != 1 || notes[1].Span.Start != 1 {
		t.Errorf("%q with %+v", text, notes)
	}
}
