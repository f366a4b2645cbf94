// Package page is answers and passages as a person reads them on a terminal.
package page

import (
	"strings"

	"footnote/cmd/footnote/internal/term"
	"footnote/corpus"
	"footnote/rag"
	"footnote/rag/footnotes"
	"footnote/rag/index"
	"footnote/rag/intent"
)

// A Style says how an answer is shown.
type Style struct {
	Colour   bool
	Streamed bool // its text is there already, without a line end
	// Matches are the spans of the text that have the words of the question, in
	// order. They are shown where there is colour and the answer is sure.
	Matches func(text string) []corpus.Span
	Next    Next
}

// Next are questions to ask next, below a line that says so.
type Next struct {
	Lead      string
	Questions []string
}

// Invites reports an answer that ends with questions to ask next: one to somebody
// who does not know yet what to ask.
func Invites(a rag.Answer) bool {
	return a.Intent == intent.Help || a.Intent == intent.Identity || a.Intent == intent.Greeting
}

// Answer is the text of an answer, why it is not a model's if it should be, and
// where its statements come from; or why there is none, and nothing of the
// articles. Below it are the questions to ask next.
func Answer(a rag.Answer, s Style) *term.Page {
	var out term.Page
	if !s.Streamed {
		text(&out, a, s)
	}
	out.Line("")
	if a.Degraded != "" {
		out.Line("(%s)", a.Degraded)
	}
	if a.Reason != "" {
		out.Line("%s", a.Reason)
	}
	for i, l := range footnotes.Lines(a, func(f rag.Footnote) string { return Where(f.Ref, f.Span) }) {
		if i == 0 {
			out.Line("")
		}
		if shown := l.Shown(); shown == "" {
			out.Line("%s %s", l.Marks(), l.Place)
		} else {
			out.Line("%s %s: %s", l.Marks(), l.Place, shown)
		}
	}
	for i, question := range s.Next.Questions {
		if i == 0 {
			out.Line("")
			out.Line("%s", s.Next.Lead)
		}
		out.Line("- %s", question)
	}
	return &out
}

// text is that of an answer. What is not sure has another colour, the whole of a
// refusal or the line above what comes closest.
func text(out *term.Page, a rag.Answer, s Style) {
	switch {
	case !s.Colour:
		out.Text(a.Text)
	case a.Tier == rag.TierRefused:
		out.Coloured(term.Refused, a.Text)
	case a.Tier == rag.TierUnsure:
		lead, rest, _ := strings.Cut(a.Text, "\n")
		out.Coloured(term.Unsure, lead)
		if rest != "" {
			out.Text("\n" + rest)
		}
	case a.Tier == rag.TierSure && s.Matches != nil:
		out.Marked(a.Text, s.Matches(a.Text))
	default:
		out.Text(a.Text)
	}
}

// Passages are what an answer rests on, whole, each with the number of its
// footnote; or, of a refusal, those that come nearest. There are none behind an
// answer that rests on nothing.
func Passages(a rag.Answer) (p *term.Page, some bool) {
	var out term.Page
	for _, f := range a.Footnotes {
		out.Line("[%d] %s", f.Number, Where(f.Ref, f.Span))
		out.Text(f.Text() + "\n\n")
	}
	for i, h := range a.Nearest {
		out.Line("%d. %s", i+1, Where(h.Ref, h.Best.Span))
		out.Text(h.Text() + "\n\n")
	}
	return &out, len(a.Footnotes)+len(a.Nearest) > 0
}

// Where names the article, the section and the page, row, slide or time of a sentence.
func Where(r index.Ref, sentence corpus.Span) string {
	if at := r.Article.At(sentence.Start).String(); at != "" {
		return r.Place() + ", " + at
	}
	return r.Place()
}
