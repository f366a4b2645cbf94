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
