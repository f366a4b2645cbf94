package doc

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	// SentenceEnds are the marks that always end a sentence. A full stop and an ellipsis do so
	// only sometimes.
	SentenceEnds = "。！？!?｡"

	// OpeningMarks and ClosingMarks are pairs of quotation marks and brackets, at the same byte
	// offset in both. Straight quotation marks are in neither.
	OpeningMarks = "「『“‘（(【《〈["
	ClosingMarks = "」』”’）)】》〉]"
)

// IsSentenceEnd reports whether r is one of [SentenceEnds].
func IsSentenceEnd(r rune) bool { return strings.ContainsRune(SentenceEnds, r) }

// IsClosingMark reports whether r is one of [ClosingMarks] or a straight quotation mark.
func IsClosingMark(r rune) bool {
	return r == '"' || r == '\'' || strings.ContainsRune(ClosingMarks, r)
}

// EndsSentence reports whether a line ends with the end of a sentence, ignoring closing marks
// and white space.
func EndsSentence(line string) bool {
	line = strings.TrimRightFunc(line, func(r rune) bool { return unicode.IsSpace(r) || IsClosingMark(r) })
	last, _ := utf8.DecodeLastRuneInString(line)
	return last == '.' || last == '…' || IsSentenceEnd(last)
}

// IsAbbreviation reports whether a full stop after word, in any case, belongs to the word and
// does not end the sentence, as in "Dr. Lee" or "No. 5". next is the first letter or digit
// after it, or 0 if there is none. Initials do not count.
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
