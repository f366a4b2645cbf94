package office

import (
	"strconv"
	"strings"

	"footnote/corpus/doc"
	"footnote/corpus/figure"
)

// A table is an open table.
type table struct {
	grid doc.Grid
	rows int  // the number of blocks up to the end of its last row; 0 if it has no row yet
	is   bool // whether it has a row with several texts
}

// A tableRow is the open row of a table.
type tableRow struct {
	before  int // number of empty columns before its first cell
	cells   []tableCell
	deleted bool
}

type tableCell struct {
	paragraphs []doc.Block
	across     int  // columns
	continues  bool // whether it is merged with the cell above
}

// span processes a property that determines the columns and rows of a cell.
func (w *walker) span(property, value string) {
	row := w.row()
	if row == nil {
		return
	}
	n, _ := strconv.Atoi(value)
	last := len(row.cells) - 1
	switch {
	case property == "gridBefore":
		row.before = max(n, 0)
	case last < 0:
	case property == "gridSpan":
		row.cells[last].across = max(n, 1)
	case property == "vMerge":
		row.cells[last].continues = value != "restart"
	}
}

// add adds a paragraph to the open cell or, if there is none, to the text, followed by the
// notes that it refers to.
func (w *walker) add(b doc.Block) {
	if row := w.row(); row != nil && len(row.cells) > 0 {
		if last := len(row.cells) - 1; b.Text != "" {
			row.cells[last].paragraphs = append(row.cells[last].paragraphs, b)
		}
		return
	}
	if b.Text != "" {
		w.blocks = append(w.blocks, b)
	}
	for _, note := range w.pending {
		n := w.notes[note]
		delete(w.notes, note)
		w.blocks = append(w.blocks, n.blocks...)
		w.blocks, w.pictures.uncounted = figure.Attach(w.blocks, append(w.pictures.uncounted, n.uncounted...)...)
	}
	w.pending = nil
}

// endRow turns a row into one paragraph, "a | b", with each cell in its column. If only one
// cell of a row has text, the table serves for layout, and its paragraphs stay as they are.
func (w *walker) endRow() {
	row := w.row()
	if row == nil {
		return
	}
	w.rows = w.rows[:len(w.rows)-1]
	if row.deleted {
		return
	}
	t := &table{}
	if len(w.tables) > 0 {
		t = w.tables[len(w.tables)-1]
	}
	var paragraphs []doc.Block
	t.grid.Skip(row.before)
	written := 0
	for _, c := range row.cells {
		if joinBlocks(c.paragraphs) != "" && figure.Written(c.paragraphs) {
			written++
		}
	}
	for _, c := range row.cells {
		if paragraphs == nil { // not copied, as tables may be nested
			paragraphs = c.paragraphs[:len(c.paragraphs):len(c.paragraphs)]
		} else {
			paragraphs = append(paragraphs, c.paragraphs...)
		}
		if text := ofCell(c.paragraphs, t.is || written > 1); text != "" || !c.continues {
			t.grid.Add(text, c.across, 1)
		} else {
			t.grid.Continue(c.across)
		}
	}
	text, ok := t.grid.End()
	if !ok {
		w.place(paragraphs)
		return
	}
	before := len(w.blocks)
	if t.rows > 0 && before == t.rows && len(w.rows) == 0 {
		w.blocks[before-1].Gap = "\n"
	}
	t.is = true
	w.place([]doc.Block{{Text: text, Gap: "\n\n", Pictures: figure.Sources(paragraphs)}})
	t.rows = before + 1
}

// place adds the paragraphs of a row. If the table is in an empty cell, they become the
// paragraphs of that cell.
func (w *walker) place(full []doc.Block) {
	if outer := w.row(); outer != nil && len(outer.cells) > 0 && outer.cells[len(outer.cells)-1].paragraphs == nil {
		outer.cells[len(outer.cells)-1].paragraphs = full
		return
	}
	for _, b := range full {
		w.add(b)
	}
}

// joinBlocks returns the text of a cell in one line.
func joinBlocks(blocks []doc.Block) string {
	var out strings.Builder
	before := ""
	for _, b := range blocks {
		for line := range strings.SplitSeq(b.Text, "\n") {
			if before != "" {
				out.WriteString(doc.SoftBreak(before, line))
			}
			out.WriteString(line)
			before = line
		}
	}
	return out.String()
}

// endCarried adds the text of a last paragraph whose end was deleted.
func (w *walker) endCarried() {
	if text := tidy(w.carried); text != "" {
		w.add(doc.Block{Text: text, Gap: "\n\n"})
	}
	w.carried = ""
}
