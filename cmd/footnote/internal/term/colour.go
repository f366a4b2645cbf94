package term

import (
	"os"

	"footnote/corpus"
)

// A Colour is a colour of the terminal that the program itself uses.
type Colour string

const (
	Unsure  Colour = "\x1b[33m" // yellow
	Refused Colour = "\x1b[36m" // cyan

	markStart = "\x1b[1;33m" // bold yellow
	markEnd   = "\x1b[0m"
)

// Colour reports whether to use colour: on a terminal, unless NO_COLOR is set to a non-empty
// value (no-color.org).
func (s *Screen) Colour() bool { return s.terminal && os.Getenv("NO_COLOR") == "" }

// Marked adds text of any number of lines with spans highlighted. spans must be in order.
func (p *Page) Marked(text string, spans []corpus.Span) {
	end := 0
	for _, s := range spans {
		p.Text(text[end:s.Start])
		p.Coloured(markStart, text[s.Start:s.End])
		end = s.End
	}
	p.Text(text[end:])
}

// Coloured adds text of any number of lines in a colour.
func (p *Page) Coloured(c Colour, text string) {
	p.add(part{text: string(c) + Clean(text) + markEnd})
}
