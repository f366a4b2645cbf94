package repair

import (
	"strings"
	"unicode/utf8"

	"footnote/corpus/doc"
)

// A gloss is a parenthesis right after a Han character with one syllable of
// pinyin in it, a reading of that character: 時(shí)間. Converters leave them
// behind.

// maxSyllable is the maximum length of a syllable in characters, with one to spare: the
// longest, zhuāng, has 7 when decomposed.
const maxSyllable = 8

// removeGlosses removes every gloss and returns how many there were. Other parentheses stay,
// even with pinyin if it is of another character.
func removeGlosses(text string) (string, int) {
	if !strings.ContainsAny(text, "(（") {
		return text, 0
	}
	var out strings.Builder
	n, kept := 0, 0
	var before rune
	for i, r := range text {
		if i < kept {
			continue
		}
		if inside, size := parenthesis(text[i:]); doc.IsHan(before) && size > 0 && isReading(inside, before) {
			out.WriteString(text[kept:i])
			kept = i + size
			n++
			continue
		}
		before = r
	}
	if n == 0 {
		return text, 0
	}
	out.WriteString(text[kept:])
	return out.String(), n
}

// parenthesis returns the contents of the parenthesis at the start of text and its size in
// bytes. size is 0 if there is no parenthesis as short as a syllable.
func parenthesis(text string) (inside string, size int) {
	closer := ")"
	open, width := utf8.DecodeRuneInString(text)
	switch open {
	case '(':
	case '（':
		closer = "）"
	default:
		return "", 0
	}
	end := strings.Index(text[width:min(len(text), width+4*maxSyllable)], closer)
	if end < 0 {
		return "", 0
	}
	return text[width : width+end], width + end + len(closer)
}

// isReading reports whether inside is one syllable of pinyin that is a reading of han. A single
// letter without a tone is a list mark, not a gloss: 啊(a).
func isReading(inside string, han rune) bool {
	letters, tone, ok := syllable(inside)
	if !ok || len(letters) == 1 && tone == 0 {
		return false
	}
	for _, reading := range doc.Readings(han) {
		l, t, _ := syllable(reading)
		if l == letters && t == tone {
			return true
		}
	}
	return false
}

// toneMarks are the letters with a tone mark, by plain letter and in the order of the tones.
// Breves count as carons, as converters confuse them.
var toneMarks = map[rune]struct {
	letter byte
	tone   int
}{
	'ā': {'a', 1}, 'á': {'a', 2}, 'ǎ': {'a', 3}, 'ă': {'a', 3}, 'à': {'a', 4},
	'ē': {'e', 1}, 'é': {'e', 2}, 'ě': {'e', 3}, 'ĕ': {'e', 3}, 'è': {'e', 4},
	'ī': {'i', 1}, 'í': {'i', 2}, 'ǐ': {'i', 3}, 'ĭ': {'i', 3}, 'ì': {'i', 4},
	'ō': {'o', 1}, 'ó': {'o', 2}, 'ǒ': {'o', 3}, 'ŏ': {'o', 3}, 'ò': {'o', 4},
	'ū': {'u', 1}, 'ú': {'u', 2}, 'ǔ': {'u', 3}, 'ŭ': {'u', 3}, 'ù': {'u', 4},
	'ǖ': {'v', 1}, 'ǘ': {'v', 2}, 'ǚ': {'v', 3}, 'ǜ': {'v', 4},
	'ń': {'n', 2}, 'ň': {'n', 3}, 'ǹ': {'n', 4}, 'ḿ': {'m', 2},
	'ü': {'v', 0}, 'ɡ': {'g', 0}, 'ɑ': {'a', 0},
}

// combiningTones are the tones of combining marks.
var combiningTones = map[rune]int{'\u0304': 1, '\u0301': 2, '\u030C': 3, '\u0306': 3, '\u0300': 4}

// syllable splits lower-case pinyin into its letters, with v for ü, and its tone, from 1 to 4,
// or 0 for none. It does not check that the syllable exists.
func syllable(s string) (letters string, tone int, ok bool) {
	if s == "" || utf8.RuneCountInString(s) > maxSyllable {
		return "", 0, false
	}
	b := make([]byte, 0, maxSyllable)
	for _, r := range s {
		mark, marked := toneMarks[r]
		combined, combining := combiningTones[r]
		t := mark.tone + combined
		switch {
		case r >= 'a' && r <= 'z':
			b = append(b, byte(r))
		case marked:
			b = append(b, mark.letter)
		case r == '\u0308' && len(b) > 0 && b[len(b)-1] == 'u': // decomposed ü
			b[len(b)-1] = 'v'
		case !combining:
			return "", 0, false
		}
		if t != 0 && tone != 0 {
			return "", 0, false
		}
		tone += t
	}
	return string(b), tone, len(b) > 0
}
