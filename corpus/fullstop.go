package corpus

import (
	"strings"
	"unicode"

	"footnote/corpus/doc"
)

// fullStop reports whether the dot at i ends a sentence, rather than being a decimal point or
// part of an abbreviation, an initial, a list number or a name.
func (s splitter) fullStop(i int) bool {
	if i+1 < len(s.runes) && s.runes[i+1] == '.' {
		return false // within an ellipsis
	}
	next := s.afterClosers(i + 1)
	if i > 0 && doc.IsHan(s.runes[i-1]) {
		return next == 0 || unicode.IsSpace(next) || doc.IsWide(next)
	}
	if next != 0 && !unicode.IsSpace(next) {
		return false
	}
	if next == 0 {
		return true
	}
	following := s.nextWord(i + 1)
	if unicode.IsLower(following) {
		return false
	}
	return !s.abbreviated(i, following)
}

// abbreviated reports whether the dot at i belongs to the word before it.
func (s splitter) abbreviated(i int, following rune) bool {
	start := i
	for start > 0 && (unicode.IsLetter(s.runes[start-1]) && !doc.IsWide(s.runes[start-1]) || s.runes[start-1] == '.' || isDigit(s.runes[start-1])) {
		start--
	}
	word := strings.ToLower(string(s.runes[start:i]))
	switch {
	case doc.IsAbbreviation(word, following):
		return true
	case len(word) == 1 && doc.IsASCIILetter(rune(word[0])), len(word) > 2 && word[len(word)-2] == '.' && doc.IsASCIILetter(rune(word[0])):
		return word != "i" // an initial, or U.S.
	case strings.Trim(word, "0123456789.") == "":
		return s.startsParagraph(start)
	}
	return false
}

func (s splitter) startsParagraph(i int) bool {
	for i--; i >= 0 && unicode.IsSpace(s.runes[i]); i-- {
		if s.runes[i] == '\n' {
			return true
		}
	}
	return i < 0
}

func isDigit(r rune) bool { return '0' <= r && r <= '9' }
