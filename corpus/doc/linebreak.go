package doc

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// LineBreak returns what replaces the end of a wrapped line between the text before and after
// it: nothing next to Chinese or Japanese characters or after a hyphen, soft or not, and a
// space elsewhere. Marks that all scripts use, such as quotation marks, count like the
// character beside them.
func LineBreak(before, after string) string {
	if strings.HasSuffix(before, softHyphen) {
		return ""
	}
	if word, found := strings.CutSuffix(before, "-"); found {
		if r, _ := utf8.DecodeLastRuneInString(word); unicode.IsLetter(r) || unicode.IsDigit(r) {
			return ""
		}
	}
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRightFunc(before, isSharedMark))
	next, _ := utf8.DecodeRuneInString(strings.TrimLeftFunc(after, isSharedMark))
	if IsWide(last) || IsWide(next) {
		return ""
	}
	return " "
}

func isSharedMark(r rune) bool { return strings.ContainsRune("“”‘’…—·", r) }

// softHyphen is visible only where it divides a word.
const softHyphen = "\u00AD"

// SoftBreak returns what replaces a line end within a paragraph of markup, where the author
// inserted it: nothing between two Chinese or Japanese characters, and a space elsewhere.
// Unlike in LineBreak, a space stays if only one side is Chinese, as it may be all that
// separates a label from its text.
func SoftBreak(before, after string) string {
	last, _ := utf8.DecodeLastRuneInString(before)
	next, _ := utf8.DecodeRuneInString(after)
	if IsWide(last) && IsWide(next) && !unicode.Is(unicode.Hangul, last) && !unicode.Is(unicode.Hangul, next) || strings.HasSuffix(before, softHyphen) {
		return ""
	}
	return " "
}
