package doc

import (
	"iter"
	"unicode"

	"github.com/rivo/uniseg"
)

// IsHan reports whether r is a Chinese character.
func IsHan(r rune) bool { return r >= 0x2E80 && unicode.Is(unicode.Han, r) }

// IsKanaOrHangul reports whether r is a letter used only in Japanese or Korean. Text that has
// any is not Chinese.
func IsKanaOrHangul(r rune) bool {
	return unicode.In(r, unicode.Hiragana, unicode.Katakana, unicode.Hangul)
}

// IsWide reports whether r is a character or punctuation mark of Chinese, Japanese or Korean.
func IsWide(r rune) bool {
	return r >= 0x1100 && (IsHan(r) || IsKanaOrHangul(r) || unicode.Is(unicode.Bopomofo, r) ||
		r >= 0x3000 && r <= 0x303F || r >= 0xFF00 && r <= 0xFFEF)
}

// IsASCIILetter reports whether r is an unaccented Latin letter.
func IsASCIILetter(r rune) bool { return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' }

// Width returns the width of s in halves of a Chinese character: a character of Chinese,
// Japanese or Korean counts 2, any other 1.
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

// Graphemes yields what a reader perceives as the characters of s: for example a letter with
// its combining marks, or several emoji shown as one.
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

// Words yields the pieces of s between the word boundaries of Unicode's standard annex 29,
// including white space and marks. Concatenated, they are s.
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
