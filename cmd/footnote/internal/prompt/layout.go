package prompt

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// A layout is a text in terminal rows, with the position of the cursor.
type layout struct {
	rows []string
	x, y int
}

// lay lays the text out behind lead, in rows of width columns, which measure counts as the
// terminal does. A character that does not fit begins the next row. So does the cursor, if the
// character at it would not fit.
func lay(lead string, b *buffer, width int, measure ansi.Method) layout {
	var l layout
	row, at := lead, measure.StringWidth(lead)
	wrap := func(next string) {
		l.rows = append(l.rows, row)
		row, at = next, measure.StringWidth(next)
	}
	put := func(c string) {
		if c == "\n" {
			wrap(indent)
			return
		}
		n := measure.StringWidth(c)
		if at+n > width {
			wrap("")
		}
		row += c
		at += n
	}
	for _, c := range b.all[:b.at] {
		put(c)
	}
	next := 1 // the cursor itself
	if c := b.after(); c != "" && c != "\n" {
		next = measure.StringWidth(c)
	}
	if at+next > width {
		wrap("")
	}
	l.x, l.y = at, len(l.rows)
	for _, c := range b.all[b.at:] {
		put(c)
	}
	l.rows = append(l.rows, row)
	return l
}

// ending shortens text to at most width columns by replacing its start with an ellipsis.
func ending(text string, width int, measure ansi.Method) string {
	if measure.StringWidth(text) <= width {
		return text
	}
	all := characters(text)
	for len(all) > 0 && measure.StringWidth("…"+strings.Join(all, "")) > width {
		all = all[1:]
	}
	return "…" + strings.Join(all, "")
}

// within returns the part that fits on a terminal of the given height, with the cursor's row.
func (l layout) within(height int) layout {
	if height < 1 || len(l.rows) <= height {
		return l
	}
	top := min(max(0, l.y-height/2), len(l.rows)-height)
	return layout{l.rows[top : top+height], l.x, l.y - top}
}

// moved returns by how many rows the cursor moves down if the terminal shrinks to width.
func (l layout) moved(width int, measure ansi.Method) int {
	n := l.x / width
	for _, row := range l.rows[:l.y] {
		n += max(measure.StringWidth(row)-1, 0) / width
	}
	return n
}
