package figure

import (
	"strings"

	"footnote/corpus/doc"
)

// mostAlternatives is the maximum number of alternative texts of a document. Those beyond are
// data rather than descriptions.
const mostAlternatives = 10_000

// Settle removes from a document the alternative texts that repeat the text beside the picture,
// a heading, the title, or an earlier alternative text. It returns how many pictures of the
// document were not read. A repeated picture counts once.
func Settle(d *doc.Document) (count int) {
	seen, said := map[string]bool{}, map[string]bool{letters(d.Title): true}
	for _, b := range d.Blocks {
		if b.Level > 0 {
			said[letters(b.Text)] = true
		}
	}
	title := letters(d.Title)
	kept := d.Blocks[:0]
	add := func(sources []string) {
		for _, source := range sources {
			if source == "" || !seen[source] {
				count++
			}
			seen[source] = true
		}
	}
	add(d.Pictures)
	var before, after beside
	alternatives := 0
	for i, b := range d.Blocks {
		add(b.Pictures)
		b.Pictures = nil
		if b.Alternative {
			bare := letters(b.Text)
			if alternatives == mostAlternatives || said[bare] || isTitle(bare, title) || after.repeats(next(d.Blocks[i+1:]), b.Text) || before.repeats(last(kept), b.Text) {
				continue
			}
			said[bare] = true
			alternatives++
		}
		kept = append(kept, b)
	}
	clear(d.Blocks[len(kept):])
	d.Blocks = kept
	return count
}

// isTitle reports whether an alternative text is the title of the document with a few words
// around it, such as the "Illustration for the article …" that sites generate. Both arguments
// consist of letters and digits.
func isTitle(alternative, title string) bool {
	return len(title) >= 12 && len(alternative) < len(title)+40 && strings.Contains(alternative, title)
}

// next returns the first text of blocks that is not an alternative text, or "" if it is too far
// away.
func next(blocks []doc.Block) string {
	for _, b := range blocks[:min(len(blocks), maxBeside)] {
		if !b.Alternative {
			return b.Text
		}
	}
	return ""
}

// last returns the last text of blocks that is not an alternative text, or "" if it is too far
// away.
func last(blocks []doc.Block) string {
	for i := len(blocks) - 1; i >= max(0, len(blocks)-maxBeside); i-- {
		if !blocks[i].Alternative {
			return blocks[i].Text
		}
	}
	return ""
}

// maxBeside is the maximum number of alternative texts between another one and the text beside
// it.
const maxBeside = 3
