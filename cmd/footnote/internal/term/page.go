package term

import (
	"strings"

	"footnote/corpus"
)

// A Page is text for people that is put together before it is shown. What is in
// it is clean, but for the colours that it wrote itself. The zero value is empty.
type Page struct{ out strings.Builder }

// Line adds a line. Each text among args is put on it by [Line].
func (p *Page) Line(format string, args ...any) { p.out.WriteString(line(format, args) + "\n") }

// Text adds text of any number of lines.
func (p *Page) Text(text string) { p.out.WriteString(Clean(text)) }

const (
	markStart = "\x1b[1;33m" // bold yellow
	markEnd   = "\x1b[0m"
)

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
