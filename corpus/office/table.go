package office

import (
	"strings"

	"footnote/corpus/doc"
)

// add puts a paragraph into the open cell, or else into the text, followed by the
// notes whose marks are in it.
func (w *walker) add(b doc.Block) {
	if row := w.row(); row != nil && len(row.cells) > 0 {
		if last := len(row.cells) - 1; b.Text != "" {
			row.cells[last] = append(row.cells[last], b)
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

// endRow makes one paragraph of a row, "a | b". In a row with text in only one
// cell, the table is there for the layout: its paragraphs stay as they are.
func (w *walker) endRow() {
	row := w.row()
	if row == nil {
		return
	}
	w.rows = w.rows[:len(w.rows)-1]
	if row.deleted {
		return
	}
	var cells []string
	var full []doc.Block
	for _, cell := range row.cells {
		if len(cell) > 0 {
			cells = append(cells, joinBlocks(cell))
			full = cell
		}
	}
	if len(cells) > 1 {
		full = []doc.Block{{Text: strings.Join(cells, " | "), Gap: "\n\n"}}
	}
	w.place(full)
}

// place adds the paragraphs of a row. Those of a table in an empty cell become the
// paragraphs of that cell.
func (w *walker) place(full []doc.Block) {
	if outer := w.row(); outer != nil && len(outer.cells) > 0 && outer.cells[len(outer.cells)-1] == nil {
		outer.cells[len(outer.cells)-1] = full
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
