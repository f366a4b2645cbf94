package html

import (
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"

	"footnote/corpus/doc"
)

const (
	maxNested   = 8   // tables in tables; the cells of those further inside are paragraphs
	maxCellText = 600 // width of a cell in a table that is not there for the layout
	maxInCell   = 200 // width of one with several paragraphs
)

// A placed block knows where in the page it is from.
type placed struct {
	doc.Block
	main bool   // the main part of the page
	row  *table // whose row it is, if it is one
}

// A table is one that is open.
type table struct {
	grid   doc.Grid
	cells  []cell // of the open row
	inCell bool   // the last of them is open
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

// span is over how many columns or rows a cell goes. 0 is all of its rows.
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

// into is where a block belongs: the open cell, or the page.
func (p *htmlParser) into() *[]placed {
	for _, open := range slices.Backward(p.tables) {
		if open.inCell {
			return &open.cells[len(open.cells)-1].blocks
		}
	}
	return &p.blocks
}

func (p *htmlParser) inCell() bool { return p.into() != &p.blocks }

// place puts a block where it belongs. There are no blank lines between the rows of
// a table.
func (p *htmlParser) place(b placed) {
	into := p.into()
	if last := len(*into) - 1; last >= 0 && b.row != nil && (*into)[last].row == b.row {
		(*into)[last].Gap = "\n"
	}
	*into = append(*into, b)
}

// endRow makes a line of a row. Where the table is there for the layout, what is in
// its cells stays as it is.
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
	layout := false
	for _, c := range cells {
		text := ""
		if c.isLayout() {
			layout = true
		} else {
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
		blocks = []placed{{doc.Block{Text: row, Gap: "\n\n", Page: page}, main, open}}
	}
	for _, b := range blocks {
		p.place(b)
	}
}

// join appends, and takes what there is where one has nothing: tables in tables hand
// all their blocks on.
func join(all, more []placed) []placed {
	if len(all) == 0 {
		return more
	}
	return append(all, more...)
}

// isLayout reports a cell of what is no table to the reader: it has headings, code,
// or much text.
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
	var lines []string
	for _, b := range c.blocks {
		lines = append(lines, b.Text)
	}
	return doc.Cell(strings.Join(lines, "\n"))
}

// endTables ends what the page leaves open.
func (p *htmlParser) endTables() {
	p.flush()
	p.beyond = 0
	for len(p.tables) > 0 {
		p.closeTable()
	}
}
