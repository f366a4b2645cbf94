package doc

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	// SentenceEnds are the marks that end a sentence wherever they stand. A full
	// stop and an ellipsis do so in some places only.
	SentenceEnds = "。！？!?｡"

	// OpeningMarks and ClosingMarks are quotation marks and brackets in pairs, each
	// at the same place. Straight quotation marks are in neither.
	OpeningMarks = "「『“‘（(【《〈["
	ClosingMarks = "」』”’）)】》〉]"
)

// IsSentenceEnd reports one of [SentenceEnds].
func IsSentenceEnd(r rune) bool { return strings.ContainsRune(SentenceEnds, r) }

// IsClosingMark reports one of [ClosingMarks] or a straight quotation mark.
func IsClosingMark(r rune) bool {
	return r == '"' || r == '\'' || strings.ContainsRune(ClosingMarks, r)
}

// EndsSentence reports whether a line ends with the end of a sentence, closing
// marks and white space aside.
func EndsSentence(line string) bool {
	line = strings.TrimRightFunc(line, func(r rune) bool { return unicode.IsSpace(r) || IsClosingMark(r) })
	last, _ := utf8.DecodeLastRuneInString(line)
	return last == '.' || last == '…' || IsSentenceEnd(last)
}

// IsAbbreviation reports whether the full stop after word, in any case, belongs to
// it and ends no sentence: "Dr. Lee", "No. 5". next is the first letter or digit
// after it, 0 where there is none. Initials are not words.
func IsAbbreviation(word string, next rune) bool {
	switch strings.ToLower(word) {
	case "mr", "mrs", "ms", "messrs", "dr", "prof", "st", "gen", "rev", "hon", "sr", "jr", "lt", "col", "sgt", "capt", "gov", "sen", "rep", // people
		"inc", "ltd", "co", // companies
		"fig", "figs", "eq", "vol", "p", "pp", "ch", "sec", // parts of a book
		"vs", "cf", "eg", "e.g", "ie", "i.e", "al", "approx", "ca", "mt":
		return true
	case "no", "nos":
		return unicode.IsDigit(next)
	}
	return false
}
