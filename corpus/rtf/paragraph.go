package rtf

import (
	"strings"

	"footnote/corpus/doc"
)

// maxColumns bounds the cells of a row: Word has 63.
const maxColumns = 1_000

// A table is what is known of the open row, and the row above it.
type table struct {
	cells  []string
	above  []string
	merged []bool // of each cell, whether it is one with that above
	down   bool   // so is the one that is being defined
	tally  doc.Tally
}

// endParagraph makes a block of the open paragraph, and of the notes in it.
func (r *reader) endParagraph() error {
	r.stretch.End(&r.text)
	text := tidy(r.text.String())
	r.text.Reset()
	if len(r.cells) > 0 { // a row without an end
		if err := r.endRow(); err != nil {
			return err
		}
	}
	if r.above != nil && len(r.blocks) > 0 {
		r.blocks[len(r.blocks)-1].Gap = "\n\n"
		r.above = nil
	}
	g := r.top()
	level := r.levels[g.style]
	if g.level >= 0 && g.level < 9 {
		level = g.level + 1
	}
	return r.add(doc.Block{Text: text, Level: level, Gap: "\n\n"})
}

// add keeps a block that says something, and the notes in it.
func (r *reader) add(b doc.Block) error {
	if b.Text != "" {
		r.blocks = append(r.blocks, b)
	}
	for _, text := range r.notes {
		r.blocks = append(r.blocks, doc.Block{Text: text, Gap: "\n\n"})
	}
	r.notes = nil
	if len(r.blocks) > doc.MaxParagraphs {
		return doc.TooManyParagraphs()
	}
	return nil
}

func (r *reader) endCell() error {
	r.stretch.End(&r.text)
	text := doc.Cell(r.text.String())
	r.text.Reset()
	if len(r.cells) >= maxColumns {
		return nil
	}
	if at := len(r.cells); text == "" && at < len(r.merged) && r.merged[at] && at < len(r.above) {
		text = r.above[at]
	}
	r.cells = append(r.cells, text)
	return r.tally.Add(text)
}

func (r *reader) endRow() error {
	row := doc.Row(r.cells)
	r.above, r.cells = r.cells, nil
	if strings.TrimSpace(row) == "" {
		return nil
	}
	return r.add(doc.Block{Text: row, Gap: "\n"})
}

// tidy takes the blanks off the ends of every line.
func tidy(text string) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	for i, line := range lines {
		lines[i] = strings.TrimSpace(line)
	}
	return strings.TrimSpace(strings.Join(lines, "\n"))
}
