package office

import (
	"strconv"
	"strings"

	"footnote/corpus/doc"
)

// A table is one that is open.
type table struct {
	grid doc.Grid
	rows int // how many blocks there were up to its last row; 0 is that it has none
}

// A tableRow is an open row of a table.
type tableRow struct {
	before  int // columns that it leaves empty
	cells   []tableCell
	deleted bool
}

type tableCell struct {
	paragraphs []doc.Block
	across     int  // columns
	continues  bool // it is one with the cell above
}

// span takes what says which columns and rows a cell stands in.
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

// add puts a paragraph into the open cell, or else into the text, followed by the
// notes whose marks are in it.
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
		if text := w.notes[note]; text != "" {
			w.blocks = append(w.blocks, doc.Block{Text: text, Gap: "\n\n"})
			delete(w.notes, note)
		}
	}
	w.pending = nil
}

// endRow makes one paragraph of a row, "a | b", with each cell in its column. In a
// row with text in only one cell, the table is there for the layout: its paragraphs
// stay as they are.
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
	for _, c := range row.cells {
		if paragraphs == nil { // not copied: tables may stand in each other
			paragraphs = c.paragraphs[:len(c.paragraphs):len(c.paragraphs)]
		} else {
			paragraphs = append(paragraphs, c.paragraphs...)
		}
		if text := joinBlocks(c.paragraphs); text != "" || !c.continues {
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
	w.place([]doc.Block{{Text: text, Gap: "\n\n"}})
	t.rows = before + 1
}

// place adds the paragraphs of a row. Those of a table in an empty cell become the
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

// joinBlocks is the text of a cell in one line.
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

// endCarried keeps the text of a last paragraph whose end was deleted.
func (w *walker) endCarried() {
	if text := tidy(w.carried); text != "" {
		w.add(doc.Block{Text: text, Gap: "\n\n"})
	}
	w.carried = ""
}

// endNote keeps the paragraphs of a note until the paragraph with its mark comes.
func (w *walker) endNote() {
	if w.noteKind == "" {
		return
	}
	var lines []string
	for _, b := range w.blocks {
		lines = append(lines, b.Text)
	}
	w.blocks, w.pending = nil, nil
	if text := strings.Join(lines, "\n"); text != "" {
		w.notes[w.noteKind+w.note] = text
	}
}
