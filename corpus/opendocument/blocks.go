package opendocument

import (
	"strings"

	"footnote/corpus/doc"
)

// endParagraph puts the open paragraph where it stands: in a note, in a cell, in the
// text.
func (w *walker) endParagraph() error {
	p := w.paragraph()
	if p == nil {
		return nil
	}
	p.stretch.End(&p.text)
	text, level, style := tidy(p.text.String()), p.level, p.style
	w.paragraphs = w.paragraphs[:len(w.paragraphs)-1]
	if err := w.tally.Add(text); err != nil {
		return err
	}
	t := w.table()
	switch {
	case w.inNote > 0:
		w.note = append(w.note, text)
		return nil
	case t != nil && t.open:
		t.cell = append(t.cell, text)
		return nil
	case style == "Title" && w.title == "" && text != "":
		w.title, level = doc.OneLine(doc.Cell(text)), 1
	}
	if err := w.add(doc.Block{Text: text, Level: level, Gap: "\n\n"}); err != nil || len(w.paragraphs) > 0 {
		return err
	}
	return w.addNotes()
}

func (w *walker) add(b doc.Block) error {
	if strings.TrimSpace(b.Text) != "" {
		w.blocks = append(w.blocks, b)
	}
	if len(w.blocks) > doc.MaxParagraphs {
		return doc.TooManyParagraphs()
	}
	return nil
}

// addNotes adds the notes that have their marks in what was read.
func (w *walker) addNotes() error {
	notes := w.notes
	w.notes = nil
	for _, text := range notes {
		if err := w.add(doc.Block{Text: text, Gap: "\n\n"}); err != nil {
			return err
		}
	}
	return nil
}

// endCell adds a cell to the row. One that is merged with the one above has its text.
func (w *walker) endCell(t *table) error {
	text := doc.Cell(strings.Join(t.cell, "\n"))
	t.open, t.cell = false, nil
	for range t.across {
		at := len(t.cells)
		if at >= maxColumns {
			return nil
		}
		of := text
		if t.covered && text == "" && at < len(t.above) {
			of = t.above[at]
		}
		t.cells = append(t.cells, of)
		if err := w.tally.Add(of); err != nil {
			return err
		}
	}
	return nil
}

// endRow makes a line of a row, or puts it into the cell that its table stands in.
func (w *walker) endRow(t *table) error {
	row := doc.Row(t.cells)
	t.above, t.cells = t.cells, nil
	if strings.TrimSpace(row) == "" {
		return nil
	}
	for range t.repeated {
		if len(w.tables) > 1 {
			outer := &w.tables[len(w.tables)-2]
			outer.cell = append(outer.cell, row)
		} else if err := w.add(doc.Block{Text: row, Gap: "\n"}); err != nil {
			return err
		}
		if err := w.tally.Add(row); err != nil {
			return err
		}
	}
	if len(w.tables) == 1 {
		return w.addNotes()
	}
	return nil
}

// tidy takes the blanks off the ends of every line.
func tidy(text string) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	for i, line := range lines {
		lines[i] = strings.TrimSpace(line)
	}
	return strings.TrimSpace(strings.Join(lines, "\n"))
}
