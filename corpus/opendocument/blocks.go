package opendocument

import (
	"strings"

	"footnote/corpus/doc"
	"footnote/corpus/figure"
)

// endParagraph adds the open paragraph to the note, cell or text that contains it.
func (w *walker) endParagraph() error {
	p := w.paragraph()
	if p == nil {
		return nil
	}
	p.stretch.End(&p.text)
	text, level, style := tidy(w.withWords(p)), p.level, p.style
	w.paragraphs = w.paragraphs[:len(w.paragraphs)-1]
	if err := w.tally.Add(text); err != nil {
		return err
	}
	t := w.table()
	switch {
	case w.inNote > 0:
		w.note = append(w.note, text)
		return nil
	case t != nil && t.inCell:
		t.add(text)
		t.addPictures(w.pictures.take())
		return nil
	case style == "Title" && w.title == "" && text != "":
		w.title, level = doc.OneLine(doc.Cell(text)), 1
	}
	if err := w.add(doc.Block{Text: text, Level: level, Gap: "\n\n"}); err != nil || len(w.paragraphs) > 0 {
		return err
	}
	if err := w.addPictures(); err != nil {
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

// addNotes adds the notes that the preceding text refers to.
func (w *walker) addNotes() error {
	notes := w.notes
	w.notes = nil
	for _, b := range notes {
		if err := w.add(b); err != nil {
			return err
		}
	}
	return nil
}

// endNote keeps a note until the paragraph that refers to it has ended.
func (w *walker) endNote() {
	if text := doc.Cell(strings.Join(w.note, "\n")); text != "" {
		w.notes = append(w.notes, doc.Block{Text: text, Gap: "\n\n"})
	}
	w.notes = append(w.notes, w.pictures.take()...)
	w.note, w.pictures.alternatives, w.before = nil, w.before, nil
}

// add adds a paragraph to the open cell.
func (t *table) add(text string) {
	if at := len(t.cells) - 1; at >= 0 && text != "" {
		t.cells[at].paragraphs = append(t.cells[at].paragraphs, text)
	}
}

// addPictures adds the texts of pictures to the open cell.
func (t *table) addPictures(all []doc.Block) {
	if at := len(t.cells) - 1; at >= 0 {
		t.cells[at].pictures = append(t.cells[at].pictures, all...)
	}
}

// endRow turns a row into a line, in the text or in the cell that contains its table. If the
// table serves for layout, the paragraphs of its cells stay as they are.
func (w *walker) endRow(t *table) error {
	for range t.repeated {
		row, ok, err := w.row(t)
		if err != nil {
			return err
		}
		lines := []string{row}
		if !ok {
			lines = t.paragraphs()
		}
		for _, c := range t.cells {
			w.pictures.uncounted = append(w.pictures.uncounted, figure.Sources(c.pictures)...)
		}
		if err := w.addRow(t, lines, ok); err != nil {
			return err
		}
	}
	t.cells = nil
	if len(w.tables) == 1 {
		return w.addNotes()
	}
	return nil
}

// row returns the text of the open row. ok is false if it is not a row of a table.
func (w *walker) row(t *table) (text string, ok bool, err error) {
	columns, written := 0, 0
	for _, c := range t.cells {
		if len(c.paragraphs) > 0 {
			written++
		}
	}
	for _, c := range t.cells {
		lines := c.paragraphs
		if t.is || written > 1 { // otherwise, a lone picture beside text does not make a table
			lines = append(lines[:len(lines):len(lines)], c.said()...)
		}
		text := doc.Cell(strings.Join(lines, "\n"))
		for range c.times {
			if columns += c.across; columns > maxColumns {
				break
			}
			t.grid.Add(text, c.across, c.down)
			if err := w.tally.Add(text); err != nil {
				return "", false, err
			}
		}
	}
	text, ok = t.grid.End()
	t.is = t.is || ok
	return text, ok, w.tally.Add(text)
}

func (t *table) paragraphs() []string {
	var all []string
	for _, c := range t.cells {
		for range c.times {
			all = append(all, c.paragraphs...)
			all = append(all, c.said()...)
		}
	}
	return all
}

// said returns the texts of the pictures in the cell that do not repeat its own text.
func (c cell) said() (all []string) {
	text := strings.Join(c.paragraphs, "\n")
	for _, b := range c.pictures {
		if !figure.Repeats(text, b.Text) {
			all = append(all, b.Text)
		}
	}
	return all
}

// addRow adds the lines of a row, without blank lines between the rows of a table.
func (w *walker) addRow(t *table, lines []string, row bool) error {
	if len(w.tables) > 1 {
		outer := &w.tables[len(w.tables)-2]
		for _, line := range lines {
			outer.add(line)
		}
		return nil
	}
	for _, line := range lines {
		before := len(w.blocks)
		if err := w.add(doc.Block{Text: line, Gap: "\n\n"}); err != nil {
			return err
		}
		if len(w.blocks) == before || !row {
			continue
		}
		if before > 0 && t.after == before {
			w.blocks[before-1].Gap = "\n"
		}
		t.after = len(w.blocks)
	}
	return nil
}

// tidy trims white space from both ends of every line.
func tidy(text string) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	for i, line := range lines {
		lines[i] = strings.TrimSpace(line)
	}
	return strings.TrimSpace(strings.Join(lines, "\n"))
}
