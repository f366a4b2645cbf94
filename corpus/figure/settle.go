package figure

import (
	"errors"
	"strings"

	"footnote/corpus/doc"
	"footnote/corpus/repair"
)

// mostAlternatives is the maximum number of alternative texts of a document. Those beyond are
// data rather than descriptions.
const mostAlternatives = 10_000

// Settle removes from a document the alternative texts that repeat the text beside the picture,
// a heading, the title, or an earlier alternative text. It returns how many pictures of the
// document were not read. A repeated picture counts once. A warning about the file that is on a
// text that is removed moves to the next one. lexicon tells the words of Chinese apart.
func Settle(d *doc.Document, lexicon *repair.Lexicon) (count int, err error) {
	seen, said := map[string]bool{}, map[string]bool{letters(d.Title): true}
	for _, b := range d.Blocks {
		if b.Level > 0 {
			said[letters(b.Text)] = true
		}
	}
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
	before, after, itself := beside{lexicon: lexicon}, beside{lexicon: lexicon}, beside{lexicon: lexicon}
	alternatives := 0
	for i, b := range d.Blocks {
		add(b.Pictures)
		b.Pictures = nil
		if b.Alternative {
			bare := letters(b.Text)
			if alternatives == mostAlternatives || said[bare] || itself.isAbout(b.Text, d.Title) || after.repeats(next(d.Blocks[i+1:]), b.Text) || before.repeats(last(kept), b.Text) {
				passOn(ofFile(b.Warning), d.Blocks[i+1:], kept)
				continue
			}
			said[bare] = true
			alternatives++
		}
		kept = append(kept, b)
	}
	clear(d.Blocks[len(kept):])
	d.Blocks = kept
	return count, errors.Join(before.err, after.err, itself.err)
}

// ofFile returns the warning on an alternative text without what is said of that text itself,
// which is of no use once it is removed.
func ofFile(warning string) string {
	return strings.TrimPrefix(strings.TrimPrefix(warning, tooLong), "; ")
}

// passOn puts the warning on a block that is removed on the one after it or, if there is none,
// on the one before it.
func passOn(warning string, after, before []doc.Block) {
	var to *doc.Block
	switch {
	case len(after) > 0:
		to = &after[0]
	case len(before) > 0:
		to = &before[len(before)-1]
	default:
		return
	}
	if warning != "" && to.Warning != warning {
		to.Warn(warning)
	}
}

// The sizes in bytes of letters and digits of a title that is looked for in alternative texts,
// and of what may be around it there.
const (
	minTitle       = 12
	maxAroundTitle = 40
)

// isAbout reports whether an alternative text is the title of the document with a few words
// around it, such as the "Illustration for the article …" that sites generate.
func (b *beside) isAbout(alternative, title string) bool {
	bare := len(letters(title))
	return bare >= minTitle && len(letters(alternative)) < bare+maxAroundTitle && b.repeats(alternative, title)
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
