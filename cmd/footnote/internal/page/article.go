package page

import (
	"unicode/utf8"

	"footnote/cmd/footnote/internal/term"
	"footnote/corpus"
	"footnote/corpus/figure"
	"footnote/rag/index"
)

// Describe prints a summary of an article that has been read.
func Describe(out *term.Page, a *corpus.Article) {
	out.Line("%s (%s, %s)", a.Title, a.Source, a.ID)
	out.Line("  %s, %s, %s, %s", term.Count(utf8.RuneCountInString(a.Text), "character"), term.Count(len(a.Sections), "section"), term.Count(len(a.Passages), "passage"), term.Count(a.SentenceCount(), "sentence"))
	if by := seen(a); by != "" {
		out.Line("  read by %s", by)
	}
	if n := a.Pictures; n > 0 {
		out.Line("  %s not read: of pictures inside a file, what it says in their place and below them is text", figure.Counted(n))
	}
	r := a.Repairs
	if r == (corpus.Repairs{}) {
		out.Line("  nothing to repair")
	} else {
		out.Line("  repaired: %s, %s, %s, %s", term.Count(r.Glosses, "pinyin gloss"), term.Count(r.Mojibake, "mis-decoded run"), term.Count(r.Punctuation, "punctuation mark"), term.Count(r.Invisible, "invisible character"))
	}
	for _, w := range a.Warnings {
		out.Line("  left as it is, bytes %d to %d, “%s”: %s", w.Start, w.End, a.Quote(w.Span), w.Message)
	}
}

// passageLines is the maximum number of lines that a terminal shows of a passage.
const passageLines = 6

// Found prints a passage that was found, with spans highlighted. spans must be in order.
func Found(out *term.Page, h index.Hit, spans []corpus.Span) {
	best, start := h.Best.Span, h.Extent().Start
	out.Excerpt(h.Text(), spans, corpus.Span{Start: best.Start - start, End: best.End - start}, passageLines)
	out.Text("\n\n")
}
