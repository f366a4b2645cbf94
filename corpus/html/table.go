package html

import (
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"

	"footnote/corpus/doc"
	"footnote/corpus/figure"
)

const (
	maxNested   = 8   // maximum nesting of tables; the cells of deeper ones become paragraphs
	maxCellText = 600 // maximum width of a cell, unless the table serves for layout
	maxInCell   = 200 // maximum width of a cell with several paragraphs
)

// A placed block also records where on the page it is.
type placed struct {
	doc.Block
	main bool   // whether it is in the main part of the page
	row  *table // the table of which it is a row, if any
}

// A table is an open table.
type table struct {
	grid   doc.Grid
	cells  []cell // of the current row
	inCell bool   // whether the last of cells is open
	rows   bool   // whether some row has several texts
}

type cell struct {
	blocks       []placed
	across, down int
}

func (p *htmlParser) table() *table {
	if len(p.tables) == 0 || p.beyond > 0 {
		return nil
	}
	return p.tables[len(p.tables)-1]
}

func (p *htmlParser) openTable() {
	if len(p.tables) == maxNested {
		p.beyond++
		return
	}
	p.tables = append(p.tables, &table{})
}

func (p *htmlParser) closeTable() {
	if p.beyond > 0 {
		p.beyond--
		return
	}
	p.endRow()
	p.tables = p.tables[:max(len(p.tables)-1, 0)]
}

// startCell ends the text before a cell, and the cell before it.
func (p *htmlParser) startCell(t html.Token) {
	p.flush()
	if open := p.table(); open != nil {
		open.cells = append(open.cells, cell{across: span(t, "colspan", 1000), down: span(t, "rowspan", 65534)})
		open.inCell = true
	}
}

func (p *htmlParser) endCell() {
	p.flush()
	if open := p.table(); open != nil {
		open.inCell = false
	}
}

// span returns how many columns or rows a cell spans. 0 means all remaining rows.
func span(t html.Token, name string, most int) int {
	for _, a := range t.Attr {
		if a.Key == name {
			n, err := strconv.Atoi(strings.TrimSpace(a.Val))
			if err != nil || n < 0 {
				return 1
			}
			if n == 0 {
				return most
			}
			return min(n, most)
		}
	}
	return 1
}

// into returns the list that a block belongs to: that of the open cell, or of the page.
func (p *htmlParser) into() *[]placed {
	for _, open := range slices.Backward(p.tables) {
		if open.inCell {
			return &open.cells[len(open.cells)-1].blocks
		}
	}
	return &p.blocks
}

func (p *htmlParser) inCell() bool { return p.into() != &p.blocks }

// place adds a block where it belongs. It leaves no blank lines between the rows of a table.
func (p *htmlParser) place(b placed) {
	into := p.into()
	if last := len(*into) - 1; last >= 0 && b.row != nil && (*into)[last].row == b.row {
		(*into)[last].Gap = "\n"
	}
	*into = append(*into, b)
}

// endRow turns a row into a line of text. If the table serves for layout, the blocks of its
// cells stay as they are.
func (p *htmlParser) endRow() {
	p.flush()
	open := p.table()
	if open == nil {
		return
	}
	cells := open.cells
	open.cells, open.inCell = nil, false
	if len(cells) == 0 {
		return
	}
	var blocks []placed
	layout, written := false, 0
	for _, c := range cells {
		if c.written() {
			written++
		}
	}
	for _, c := range cells {
		text := ""
		switch {
		case c.isLayout():
			layout = true
		case c.written() || open.rows || written > 1: // a lone picture beside text does not make a table
			text = c.text()
		}
		open.grid.Add(text, c.across, c.down)
		blocks = join(blocks, c.blocks)
	}
	row, ok := open.grid.End()
	if ok && !layout {
		page, main := p.page, p.main > 0
		for i, b := range blocks {
			if main = main || b.main; i == 0 {
				page = b.Page
			}
		}
		blocks = []placed{{doc.Block{Text: row, Gap: "\n\n", Page: page, Pictures: picturesOf(blocks)}, main, open}}
		open.rows = true
	}
	for _, b := range blocks {
		p.place(b)
	}
}

// join appends more to all. If all is empty, it reuses more, as nested tables pass all their
// blocks on.
func join(all, more []placed) []placed {
	if len(all) == 0 {
		return more
	}
	return append(all, more...)
}

// isLayout reports whether the contents of a cell show that the table serves for layout:
// headings, code, or much text.
func (c cell) isLayout() bool {
	width := 0
	for _, b := range c.blocks {
		if b.Level > 0 || b.Verbatim {
			return true
		}
		if width += len(b.Text); width > 3*maxCellText {
			return true
		}
	}
	width = doc.Width(c.text())
	return width > maxCellText || len(c.blocks) > 1 && width > maxInCell
}

func (c cell) text() string {
	return doc.Cell(strings.Join(c.withoutRepeated(), "\n"))
}

// endTables ends the tables that the page leaves open.
func (p *htmlParser) endTables() {
	p.flush()
	p.beyond = 0
	for len(p.tables) > 0 {
		p.closeTable()
	}
}

// withoutRepeated returns the texts of a cell, except alternative texts that repeat others.
func (c cell) withoutRepeated() []string {
	var lines []string
	for i, b := range c.blocks {
		if b.Alternative && len(c.blocks) <= figure.MostInCell && slices.ContainsFunc(slices.Concat(c.blocks[:i], c.blocks[i+1:]), func(other placed) bool { return !other.Alternative && figure.Repeats(other.Text, b.Text) }) {
			continue
		}
		lines = append(lines, b.Text)
	}
	return lines
}

// written reports whether a cell has text besides that of its pictures.
func (c cell) written() bool {
	return slices.ContainsFunc(c.blocks, func(b placed) bool { return !b.Alternative })
}

// picturesOf returns the pictures of blocks that are merged into one.
func picturesOf(blocks []placed) (all []string) {
	for _, b := range blocks {
		all = append(all, b.Pictures...)
	}
	return all
}
