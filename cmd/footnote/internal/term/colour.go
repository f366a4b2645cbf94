package term

import (
	"os"

	"footnote/corpus"
)

// The colours of the terminal that the program uses itself.
const (
	markStart = "\x1b[1;33m" // bold yellow
	markEnd   = "\x1b[0m"
)

// Colour reports whether matches are to be marked: on a terminal, unless NO_COLOR
// is set to anything (no-color.org).
func (s *Screen) Colour() bool { return s.terminal && os.Getenv("NO_COLOR") == "" }

// Marked adds text of any number of lines with the spans, which are in order, in
// colour.
func (p *Page) Marked(text string, spans []corpus.Span) {
	end := 0
	for _, s := range spans {
		p.Text(text[end:s.Start])
		p.out.WriteString(markStart + Clean(text[s.Start:s.End]) + markEnd)
		end = s.End
	}
	p.Text(text[end:])
}
