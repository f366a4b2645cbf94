package term

import (
	"regexp"
	"strings"

	"footnote/internal/columns"
)

// A Page is text for people that is assembled before it is shown. Its content is clean, except
// for control sequences that the page has added itself. The zero value is empty.
type Page struct{ parts []part }

// A part is a piece of text as written to a pipe, with instructions for terminals.
type part struct {
	text  string
	lead  int      // bytes of the text beside which the rest is placed; mostly 0
	hang  int      // column of continuation lines; 0 means as deep as the line itself
	whole bool     // is never broken
	most  int      // maximum number of lines; 0 means no limit
	row   *row     // instead of text
	about *excerpt // instead of text
}

func (p *Page) add(one part) { p.parts = append(p.parts, one) }

// Line adds a line. [Line] puts each string among args on one line. If the line has several
// columns, separated by two spaces, a terminal continues it below the last column.
func (p *Page) Line(format string, args ...any) {
	text := line(format, args)
	p.add(part{text: text + "\n", hang: lastColumn(text)})
}

// Item adds a line that continues below the text after its lead.
func (p *Page) Item(lead, format string, args ...any) {
	lead = flat(lead)
	p.add(part{text: lead + line(format, args) + "\n", lead: len(lead), hang: columns.Width(lead)})
}

// Brief adds a line of which a terminal shows at most most lines.
func (p *Page) Brief(most int, format string, args ...any) {
	text := line(format, args)
	p.add(part{text: text + "\n", hang: lastColumn(text), most: most})
}

// Whole adds a line that is never broken, such as an address, so that it can be copied.
func (p *Page) Whole(format string, args ...any) {
	p.add(part{text: line(format, args) + "\n", whole: true})
}

// Text adds text of any number of lines.
func (p *Page) Text(text string) { p.add(part{text: Clean(text)}) }

// String returns the page as written to a pipe.
func (p *Page) String() string {
	var out strings.Builder
	for _, one := range p.parts {
		switch {
		case one.row != nil:
			out.WriteString(one.row.String())
		case one.about != nil:
			out.WriteString(one.about.String())
		default:
			out.WriteString(one.text)
		}
	}
	return out.String()
}

// laidOut returns the page for a terminal of the given width.
func (p *Page) laidOut(width int) string {
	var out strings.Builder
	w := columns.Wrapper{Width: min(width, widest)}
	cells := 0 // of each row of a table
	for i, one := range p.parts {
		switch {
		case one.row != nil:
			if i == 0 || p.parts[i-1].row == nil {
				cells = fewest(p.parts[i:], width)
			}
			out.WriteString(one.row.laidOut(cells, width))
		case one.about != nil:
			out.WriteString(w.Add(one.about.laidOut(w.Width)))
		case one.whole:
			out.WriteString(w.End() + one.text)
		case one.most > 0:
			out.WriteString(w.End() + firstLines(one, w.Width))
		default:
			one = one.drawnTogether(w.Width)
			if one.hang > 0 {
				w.Hang(one.hang)
			}
			out.WriteString(w.Add(one.text))
		}
	}
	return out.String() + w.End()
}

// beside is the minimum number of columns for text beside a lead.
const beside = 16

// drawnTogether collapses the spaces in the lead of an item if it leaves too little room.
func (one part) drawnTogether(width int) part {
	if one.lead == 0 || width-one.hang >= beside {
		return one
	}
	lead := strings.Join(strings.Fields(one.text[:one.lead]), between) + between
	if strings.HasSuffix(lead, ":"+between) {
		lead = strings.TrimSuffix(lead, " ")
	}
	if one.text[0] == ' ' {
		lead = between + lead
	}
	return part{text: lead + one.text[one.lead:], hang: len(between)}
}

// firstLines returns as many lines of a part as it may take, with … if there are more.
func firstLines(one part, width int) string {
	w := columns.Wrapper{Width: width}
	w.Hang(one.hang)
	text := w.Add(one.text) + w.End()
	lines := strings.SplitAfter(text, "\n")
	if len(lines)-1 <= one.most {
		return text
	}
	last := strings.TrimRight(lines[one.most-1], "\n")
	return strings.Join(lines[:one.most-1], "") + columns.Cut(last+" "+strings.TrimLeft(lines[one.most], " "), width) + "\n"
}

// gap matches the space between columns of a line.
var gap = regexp.MustCompile(`\S  +`)

// deepest is the largest column below which a line is continued.
const deepest = 24

// lastColumn returns where the last column of a line begins, or 0 if it has only one.
func lastColumn(text string) (depth int) {
	for _, at := range gap.FindAllStringIndex(text, -1) {
		if column := columns.Width(text[:at[1]]); column <= deepest {
			depth = column
		}
	}
	return depth
}
