// Package page formats answers, passages and articles for reading on a terminal.
package page

import (
	"fmt"
	"strings"

	"footnote/cmd/footnote/internal/term"
	"footnote/corpus"
	"footnote/corpus/link"
	"footnote/rag"
	"footnote/rag/fixed"
	"footnote/rag/footnotes"
	"footnote/rag/index"
)

// A Style determines how an answer is shown.
type Style struct {
	Colour   bool
	Links    bool // the terminal supports hyperlinks
	Streamed bool // the answer's text has been printed already, without a final newline
	// Matches returns the spans of a text that contain words of the question, in order. They
	// are highlighted if Colour is set and the answer is sure.
	Matches func(text string) []corpus.Span
	Next    Next
}

// Next holds questions to ask next, and the line that introduces them.
type Next struct {
	Lead      string
	Questions []string
}

// Answer formats an answer: its text, why the language model did not write it if it should
// have, its sources, and questions to ask next. A refusal says why there is no answer and shows
// nothing of the articles.
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
	if a.Fixed != nil {
		out.Line("")
		out.Line("📌 %s", fixedBy(*a.Fixed))
	}
	for i, l := range footnotes.Lines(a, func(f rag.Footnote) string { return Where(f.Ref, f.Span) }) {
		if i == 0 {
			out.Line("")
		}
		source(&out, l, s.Links)
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

// fixedBy names the author of a fixed answer.
func fixedBy(s fixed.Source) string {
	by := s.Author
	switch {
	case s.Former:
		by = "a former manager"
	case by == "":
		by = "whoever runs this program"
	}
	return fmt.Sprintf("fixed by %s on %s; no article says it", by, s.At.Format("2 January 2006"))
}

// source prints where the sentences of footnotes are, quotes them if the answer words them
// differently, and gives the address of a web page.
func source(out *term.Page, l footnotes.Line, links bool) {
	place := l.Place
	if l.Article.IsOfWeb() && !l.Article.Read.IsZero() {
		place += ", read " + l.Article.Read.Local().Format("2 Jan 2006")
	}
	if len(l.Numbers) == 1 && len(l.Quotes) == 1 {
		out.Line("%s %s: %s", l.Marks(), place, l.Quotes[0].Shown())
	} else {
		out.Line("%s %s", l.Marks(), place)
		for _, q := range l.Quotes {
			out.Line("    %s %s", q.Mark(), q.Shown())
		}
	}
	address(out, link.To(l.Article, l.Spans...), links)
}

// address prints the address of a web page, with a fragment that opens it at the sentences.
func address(out *term.Page, to link.Link, links bool) {
	switch {
	case to.Address == "":
	case links:
		out.Link(to.Page, to.Address)
	default:
		out.Whole("    %s", to.Address)
	}
}

// text prints the text of an answer. What is not sure is coloured: the whole of a refusal, or
// the line that introduces what comes closest.
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

// Passages formats the whole passages that an answer rests on, each with the number of its
// footnote, or the nearest passages of a refusal. It returns false if there are none. links is
// as in [Style].
func Passages(a rag.Answer, links bool) (p *term.Page, some bool) {
	var out term.Page
	for _, f := range a.Footnotes {
		out.Line("[%d] %s", f.Number, Where(f.Ref, f.Span))
		address(&out, link.To(f.Article, f.Span), links)
		out.Text(f.Text() + "\n\n")
	}
	for i, h := range a.Nearest {
		out.Line("%d. %s", i+1, Where(h.Ref, h.Best.Span))
		address(&out, link.To(h.Article, h.Best.Span), links)
		out.Text(h.Text() + "\n\n")
	}
	return &out, len(a.Footnotes)+len(a.Nearest) > 0
}

// Where names the article, the section and the page, row, slide or time of a sentence.
func Where(r index.Ref, sentence corpus.Span) string {
	where := r.Place()
	if at := r.Article.At(sentence.Start).String(); at != "" {
		where += ", " + at
	}
	return where + FromPicture(r.Article.SeenAt(sentence.Start))
}

// FromPicture returns a remark that model read something from a picture, or "" if model is "".
func FromPicture(model string) string {
	if model == "" {
		return ""
	}
	return " (read from a picture by " + model + ")"
}
