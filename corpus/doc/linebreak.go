package doc

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// LineBreak is what the end of a wrapped line stands for, between the text
// before it and the text after: nothing next to Chinese or Japanese writing or
// after a hyphen, seen or soft, a space elsewhere. Marks that all writing uses, such
// as quotation marks, go with the character beside them.
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

// softHyphen is seen only where it divides a word.
const softHyphen = "\u00AD"

// SoftBreak is what a line end within a paragraph of markup stands for, where an
// author set it: nothing between two characters of Chinese or Japanese writing, a
// space elsewhere. Unlike at the end of a wrapped line, a space stays where only
// one side is Chinese: it may be all that holds a label and its text apart.
func SoftBreak(before, after string) string {
	last, _ := utf8.DecodeLastRuneInString(before)
	next, _ := utf8.DecodeRuneInString(after)
	if IsWide(last) && IsWide(next) && !unicode.Is(unicode.Hangul, last) && !unicode.Is(unicode.Hangul, next) || strings.HasSuffix(before, softHyphen) {
		return ""
	}
	return " "
}
