package doc

import (
	"iter"
	"unicode"

	"github.com/rivo/uniseg"
)

// IsHan reports a Chinese character.
func IsHan(r rune) bool { return r >= 0x2E80 && unicode.Is(unicode.Han, r) }

// IsKanaOrHangul reports a letter of Japanese or Korean alone: text that has any
// is not Chinese.
func IsKanaOrHangul(r rune) bool {
	return unicode.In(r, unicode.Hiragana, unicode.Katakana, unicode.Hangul)
}

// IsWide reports a character of Chinese, Japanese or Korean writing, the marks
// included.
func IsWide(r rune) bool {
	return r >= 0x1100 && (IsHan(r) || IsKanaOrHangul(r) || unicode.Is(unicode.Bopomofo, r) ||
		r >= 0x3000 && r <= 0x303F || r >= 0xFF00 && r <= 0xFFEF)
}

// IsASCIILetter reports an unaccented Latin letter.
func IsASCIILetter(r rune) bool { return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' }

// Width is the size of s in halves of a Chinese character: a character of
// Chinese, Japanese or Korean writing counts 2, every other one 1.
func Width(s string) int {
	n := 0
	for _, r := range s {
		n++
		if IsWide(r) {
			n++
		}
	}
	return n
}

// Graphemes are what a reader takes for the characters of s, one after another:
// a base with its marks, a row of emoji that is shown as one.
func Graphemes(s string) iter.Seq[string] {
	return func(yield func(string) bool) {
		state := -1
		for s != "" {
			var one string
			one, s, _, state = uniseg.FirstGraphemeClusterInString(s, state)
			if !yield(one) {
				return
			}
		}
	}
}

// Words are the pieces of s between the word boundaries of Unicode's standard
// annex 29, white space and marks included; together they are s.
func Words(s string) iter.Seq[string] {
	return func(yield func(string) bool) {
		state := -1
		for s != "" {
			var one string
			one, s, state = uniseg.FirstWordInString(s, state)
			if !yield(one) {
				return
			}
		}
	}
}
