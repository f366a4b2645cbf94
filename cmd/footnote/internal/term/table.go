package term

import (
	"strings"

	"footnote/corpus"
	"footnote/internal/columns"
)

// A row is a line of a table. A terminal shows as many cells as leave room for the row's
// subject, and cuts the subject.
type row struct {
	cells []string
	of    string
}

// Row adds a line of a table that ends with its subject, such as a title. The first cell is
// shown at every width; of the others, the last ones are dropped first.
func (p *Page) Row(of string, cells ...string) {
	r := row{of: Line(of)}
	for _, cell := range cells {
		r.cells = append(r.cells, flat(cell))
	}
	p.add(part{row: &r})
}

const between = "  " // separates the cells of a row

func (r *row) String() string {
	return strings.Join(append(r.cells[:len(r.cells):len(r.cells)], r.of), between) + "\n"
}

// room is the number of columns reserved for the subject of a row, if it needs them, before
// cells after the first are shown.
const room = 32

// fits is how many of the cells a terminal of a width has room for.
func (r *row) fits(width int) int {
	cells, need := len(r.cells), min(columns.Width(r.of), room)
	for cells > 1 && columns.Width(strings.Join(r.cells[:cells], between)+between)+need > width {
		cells--
	}
	return cells
}

// fewest is how many cells fit in each of the rows that a table begins with.
func fewest(table []part, width int) int {
	cells := table[0].row.fits(width)
	for _, one := range table[1:] {
		if one.row == nil {
			break
		}
		cells = min(cells, one.row.fits(width))
	}
	return cells
}

func (r *row) laidOut(cells, width int) string {
	start := strings.Join(r.cells[:cells], between) + between
	return start + columns.Cut(r.of, max(width-columns.Width(start), 1)) + "\n"
}

// An excerpt is a passage of which a terminal shows the relevant part.
type excerpt struct {
	text  string
	spans []corpus.Span // highlighted
	at    corpus.Span   // always shown
	lines int           // maximum number of lines shown
}

// Excerpt adds text with spans highlighted; spans must be in order. A terminal shows about
// lines lines of it, around the span at, and … for the rest.
func (p *Page) Excerpt(text string, spans []corpus.Span, at corpus.Span, lines int) {
	p.add(part{about: &excerpt{text, spans, at, lines}})
}

func (e *excerpt) String() string { return e.inColour(corpus.Span{Start: 0, End: len(e.text)}) }

// inColour returns a part of the text with its spans highlighted.
func (e *excerpt) inColour(part corpus.Span) string {
	var p Page
	var spans []corpus.Span
	for _, s := range e.spans {
		s.Start, s.End = max(s.Start, part.Start)-part.Start, min(s.End, part.End)-part.Start
		if s.Start < s.End {
			spans = append(spans, s)
		}
	}
	p.Marked(e.text[part.Start:part.End], spans)
	return p.String()
}

// laidOut returns the part of the text to show at a width. It begins a little before the
// relevant span.
func (e *excerpt) laidOut(width int) string {
	most := e.lines * width * 9 / 10 // wrapping leaves some columns at the ends of lines
	taken := func(text string) int { return columns.Width(text) + strings.Count(text, "\n")*width/2 }
	if taken(e.text) <= most {
		return e.String()
	}
	part := corpus.Span{Start: 0, End: len(e.text)}
	most = max(most-(taken(e.text)-columns.Width(e.text))*most/taken(e.text), 1) // the rest is for line breaks
	if before := columns.Width(e.text[:e.at.End]); before > most {
		back := max(most-columns.Width(e.text[e.at.Start:e.at.End]), 0) / 2
		part.Start = e.at.Start - len(lastColumns(e.text[:e.at.Start], back))
	}
	part.End = part.Start + len(columns.Start(e.text[part.Start:], most))
	out := e.inColour(part)
	if part.Start > 0 {
		out = "…" + out
	}
	if part.End < len(e.text) {
		out = strings.TrimRight(out, " \n") + "…"
	}
	return out
}

// lastColumns returns as much of the end of text as fits into most columns.
func lastColumns(text string, most int) string {
	skip := columns.Width(text) - most
	at := 0
	for one, width := range columns.Characters(text) {
		if skip <= 0 {
			break
		}
		at, skip = at+len(one), skip-width
	}
	return text[at:]
}
