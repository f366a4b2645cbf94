package rtf

import (
	"strings"

	"footnote/corpus/doc"
)

// endParagraph adds the open paragraph and the notes in it.
func (r *reader) endParagraph() error {
	text := r.takeText()
	if len(r.cells) > 0 { // a row without an end
		if err := r.endRow(); err != nil {
			return err
		}
	}
	if err := r.endTable(); err != nil {
		return err
	}
	g := r.top()
	level := r.levels[g.style]
	if g.level >= 0 && g.level < 9 {
		level = g.level + 1
	}
	if err := r.add(doc.Block{Text: text, Level: level, Gap: "\n\n"}); err != nil {
		return err
	}
	return r.addPictures()
}

// add adds a block if it has text, and the notes in it.
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

// addAll adds paragraphs, and then the notes in them.
func (r *reader) addAll(texts []string) error {
	notes := r.notes
	r.notes = nil
	for _, text := range texts {
		if err := r.add(doc.Block{Text: text, Gap: "\n\n"}); err != nil {
			return err
		}
	}
	r.notes = notes
	return r.add(doc.Block{})
}

// tidy trims white space from both ends of every line.
func tidy(text string) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	for i, line := range lines {
		lines[i] = strings.TrimSpace(line)
	}
	return strings.TrimSpace(strings.Join(lines, "\n"))
}
