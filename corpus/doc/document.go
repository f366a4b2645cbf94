// Package doc defines what the readers of all formats have in common: they turn a [File] into a
// [Document] of blocks, or return an [Error] if the file is at fault, and they share limits. It
// also has the tables of characters that other packages share: which are wide, which end a
// sentence, how numbers are written in Chinese, and which are invisible.
//
// It imports no other package of Footnote.
package doc

import (
	"strings"
	"unicode/utf8"
)

// A Document is the content of a file before repair and splitting.
type Document struct {
	Title     string
	Author    string // Title, Author and Published are as in the file; OneLine is applied later
	Published string
	Canonical string // the address that a page declares as its own

	Blocks []Block

	Pictures []string // like those of a block, for pictures before all text

	SeenBy string   // the model that read the scanned pages; empty if none did
	Unread []Unread // scanned pages that could not be read
}

// A Block is a paragraph, a heading or a piece of code.
type Block struct {
	Text    string
	Gap     string // the line ends after it in the article's text
	Warning string // about the file at this position: what was left out, and why

	Level    int      // of a heading, from 1 for the outermost; 0 if it is not a heading
	Page     int      // on which it is, from 1; 0 if the format has no pages
	Pictures []string // at this position that were not read, by their location in the file, or "" if that is unknown

	// Fields of one byte are last, so that they share a word. A file may have [MaxParagraphs]
	// blocks.

	Unit        Unit // what Page counts, if not pages
	Verbatim    bool // whether it is code, which is never repaired
	Continues   bool // whether it continues the paragraph of the block before it, after a page break
	Seen        bool // whether a model read it from a picture
	Alternative bool // whether it is the alternative text of a picture
}

// Warn adds a warning.
func (b *Block) Warn(warning string) {
	if b.Warning != "" {
		b.Warning += "; "
	}
	b.Warning += warning
}

// OneLine returns a title, author or date of a file in one line and without invisible
// characters. It returns "" for one longer than [MaxLine].
func OneLine(s string) string {
	if len(s) > 8*MaxLine {
		return ""
	}
	s, _ = RemoveInvisible(strings.Join(strings.Fields(s), " "))
	if utf8.RuneCountInString(s) > MaxLine {
		return ""
	}
	return s
}
