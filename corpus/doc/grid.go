package doc

import "strings"

const (
	maxColumns  = 256     // the maximum that spanning cells can make
	maxSpanning = 200     // the maximum width of a text that is repeated in the columns and rows it spans
	maxRepeated = 1 << 20 // the maximum size in bytes of the repeated texts of a table; beyond that, no cell spans
)

// A Grid lays out the rows of a table so that each cell is in its own column. A cell that spans
// several columns or rows fills each of them: its text is repeated unless it is long. The zero
// value is ready for use.
type Grid struct {
	cells, above []string // of the current row, and of the one above it
	left         []int    // for each column, how many more rows its cell spans
	filled, own  int      // in the current row, the number of cells with a text, and of cells of its own
	repeated     int      // the size of the repeated texts, in bytes
	table        bool     // a row had several texts
}

// Skip leaves columns empty.
func (g *Grid) Skip(columns int) {
	for range min(columns, maxColumns) {
		if g.again(""); g.repeated > maxRepeated {
			return
		}
		g.place("", 1, 1)
	}
}

// Add adds a cell to the current row, in the next column that no cell from above spans.
func (g *Grid) Add(text string, across, down int) {
	g.cover()
	g.own++
	g.count(text)
	g.place(text, across, down)
}

// Continue adds a cell that is merged with the one above it.
func (g *Grid) Continue(across int) {
	text := ""
	if at := len(g.cells); at < len(g.above) {
		text = g.again(g.above[at])
	}
	g.Add(text, across, 1)
}

// End ends the current row and returns its text. ok is false if the table seems to serve only
// for layout: the row has text in one cell, and no row above has more.
func (g *Grid) End() (row string, ok bool) {
	g.cover()
	for at := len(g.cells); at < len(g.left); at++ {
		if g.left[at] > 0 {
			for len(g.cells) < at {
				g.place("", 1, 1)
			}
			g.cover()
		}
	}
	ok = g.filled > 1 || g.table && g.filled == 1 && g.own > 1
	row, g.table = Row(g.cells), g.table || ok
	if row != "" && len(g.cells) > 1 && !strings.Contains(row, CellMark) {
		row += strings.TrimRight(CellMark, " ") // mark it as a row
	}
	g.above, g.cells, g.filled, g.own = g.cells, nil, 0, 0
	return row, ok
}

func (g *Grid) count(text string) {
	if text != "" {
		g.filled++
	}
}

// place puts a text into the next columns.
func (g *Grid) place(text string, across, down int) {
	for i := range max(across, 1) {
		at, of := len(g.cells), text
		if i > 0 {
			if of = g.again(text); at >= maxColumns || g.repeated > maxRepeated {
				return
			}
		}
		g.cells = append(g.cells, of)
		if at == len(g.left) {
			g.left = append(g.left, 0)
		}
		g.left[at] = max(down, 1) - 1
	}
}

// cover fills the next columns that cells from above span.
func (g *Grid) cover() {
	for at := len(g.cells); at < len(g.left) && at < len(g.above) && g.left[at] > 0; at++ {
		text := g.again(g.above[at])
		if g.repeated > maxRepeated {
			clear(g.left)
			return
		}
		g.cells = append(g.cells, text)
		g.left[at]--
		if at == 0 || g.above[at-1] != g.above[at] {
			g.count(text)
		}
	}
}

// again returns the text to repeat for a cell, or "" if it is long. It adds the text and the
// mark beside it to g.repeated.
func (g *Grid) again(text string) string {
	if len(text) > 3*maxSpanning || Width(text) > maxSpanning {
		text = ""
	}
	g.repeated += len(text) + len(CellMark)
	return text
}
