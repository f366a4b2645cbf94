package figure

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"footnote/corpus/doc"
)

// maxBesideText is the maximum size in bytes of a text that may repeat an alternative text: a
// caption, not a chapter.
const maxBesideText = 8 << 10

// shortest is the number of letters from which an alternative text is looked for anywhere in a
// text. A shorter one has to consist of whole words of it: "No" is not part of "Norway".
const shortest = 12

// Repeats reports whether a text says the same as an alternative text, whatever separates the
// words.
func Repeats(text, alternative string) bool {
	var b beside
	return b.repeats(text, alternative)
}

// A beside is a text in the form in which alternative texts are looked for in it. It is kept for
// as long as the text stays the same.
type beside struct {
	text           string
	letters, words string
}

func (b *beside) repeats(text, alternative string) bool {
	if text == "" || len(text) > maxBesideText {
		return false
	}
	if b.text != text { // which is quick for the same string
		*b = beside{text, letters(text), words(text)}
	}
	bare := letters(alternative)
	if utf8.RuneCountInString(bare) < shortest && !strings.ContainsFunc(bare, isUnspaced) {
		return bare != "" && strings.Contains(b.words, words(alternative))
	}
	return strings.Contains(b.letters, bare)
}

// isUnspaced reports whether a character belongs to a script that does not separate words by
// spaces, or in which particles follow them without one.
func isUnspaced(r rune) bool {
	return doc.IsHan(r) || doc.IsKanaOrHangul(r) || unicode.In(r, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}

// letters returns the letters and digits of a text, in lower case.
func letters(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, text)
}

// words returns the letters and digits of a text, in lower case and with a space before and
// after each word.
func words(text string) string {
	var out strings.Builder
	out.WriteByte(' ')
	before, spaced := ' ', true
	for _, r := range text {
		switch {
		case unicode.IsMark(r):
		case !unicode.IsLetter(r) && !unicode.IsDigit(r):
			before = ' '
		default:
			if !spaced && (before == ' ' || isUnspaced(before) != isUnspaced(r)) {
				out.WriteByte(' ')
			}
			out.WriteRune(unicode.ToLower(r))
			before, spaced = r, false
		}
	}
	out.WriteByte(' ')
	return out.String()
}
