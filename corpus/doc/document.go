// Package doc holds what every reader of a format takes and makes: a [File] in, a
// [Document] of blocks out, an [Error] where the file is to blame, and the limits
// of all. It also has the tables of characters that all rooms share: what is wide,
// what ends a sentence, how numbers are written in Chinese, what nobody sees.
//
// It imports nothing of Footnote.
package doc

import (
	"strings"
	"unicode/utf8"
)

// A Document is what a format is read into, before repair and splitting.
type Document struct {
	Title     string
	Author    string // of these three, what the file itself says; OneLine is applied later
	Published string
	Canonical string // the address that a page gives for itself

	Blocks []Block
}

// A Block is a paragraph, a heading or a piece of code.
type Block struct {
	Text     string
	Gap      string // line ends that follow it in the article's text
	Level    int    // of a heading, 1 the outermost; 0 is not a heading
	Verbatim bool   // code: never repaired
	Warning  string // about the file, at this place: what was left out of it and why

	Page      int  // that it stands on, from 1; 0 where the format has none
	Unit      Unit // what Page counts, where that is not pages
	Continues bool // it is of one paragraph with the block before it, over a page break
}

// OneLine is what a file says of itself, fit to be shown: without breaks and
// without what nobody sees. It is empty where it is longer than [MaxLine].
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
