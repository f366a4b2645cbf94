package office

import (
	"strings"

	"footnote/corpus/doc"
	"footnote/corpus/figure"
)

// A note is a footnote or an endnote: its text and the texts of its pictures.
type note struct {
	blocks    []doc.Block
	uncounted []string // pictures of a note without any text
}

// endNote keeps the blocks of a note until a paragraph refers to it.
func (w *walker) endNote() {
	if w.noteKind == "" {
		return
	}
	var lines []string
	var alternatives []doc.Block
	text := doc.Block{Gap: "\n\n"}
	for _, b := range w.blocks {
		if b.Alternative {
			alternatives = append(alternatives, b)
			continue
		}
		lines = append(lines, b.Text)
		text.Pictures = append(text.Pictures, b.Pictures...)
	}
	var n note
	if text.Text = strings.Join(lines, "\n"); text.Text != "" {
		n.blocks = append(n.blocks, text)
	}
	n.blocks, n.uncounted = figure.Attach(append(n.blocks, alternatives...), w.pictures.uncounted...)
	w.blocks, w.pending, w.pictures.uncounted = nil, nil, nil
	w.notes[w.noteKind+w.note] = n
}
