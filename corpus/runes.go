package corpus

import "unicode"

func isHan(r rune) bool { return r >= 0x2E80 && unicode.Is(unicode.Han, r) }

// isWide reports a character of Chinese, Japanese or Korean writing, the marks
// included.
func isWide(r rune) bool {
	return r >= 0x1100 && (isHan(r) || unicode.In(r, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Bopomofo) ||
		r >= 0x3000 && r <= 0x303F || r >= 0xFF00 && r <= 0xFFEF)
}

func isPrintable(r rune) bool { return r == '\n' || r == '\r' || r == '\t' || unicode.IsPrint(r) }

func isASCIILetter(r rune) bool { return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' }

func isDigit(r rune) bool { return '0' <= r && r <= '9' }

// Width is the size of s in halves of a Chinese character: a character of
// Chinese, Japanese or Korean writing counts 2, every other one 1.
func Width(s string) int {
	n := 0
	for _, r := range s {
		n++
		if isWide(r) {
			n++
		}
	}
	return n
}
