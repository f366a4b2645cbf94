package figure

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"footnote/corpus/doc"
)

// isDouble reports whether a word would say again what is directly beside it: what the text
// before it ends with, or the text after it begins with. A picture with the same word as the one
// before it, earlier, is no repetition of that: a key may be pressed twice.
func isDouble(before, word, after, earlier string) bool {
	bare := letters(word)
	if bare == "" || Formula(word) != "" { // the letters of a formula are not all that it says
		return false
	}
	return endsWith(before, bare) && letters(earlier) != bare || beginsWith(after, bare)
}

func endsWith(text, bare string) bool {
	b := beside{phrase: newPhrase(strings.TrimRightFunc(text, isAround))}
	start := len(b.letters) - len(bare)
	if !strings.HasSuffix(b.letters, bare) || b.gap(len(b.letters)) != none || b.denies(start) {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(b.letters[:start])
	return b.begins(start) || isHanWord(bare) && doc.IsHan(last)
}

func beginsWith(text, bare string) bool {
	b := beside{phrase: newPhrase(strings.TrimLeftFunc(text[:min(len(text), 2*tail)], isAround))}
	if !strings.HasPrefix(b.letters, bare) || b.gap(0) != none {
		return false
	}
	next, _ := utf8.DecodeRuneInString(b.letters[len(bare):])
	return b.ends(len(bare)) || isHanWord(bare) && doc.IsHan(next)
}

// isHanWord reports whether a word has so many characters of Chinese that the same ones beside it
// are hardly a part of another word.
func isHanWord(bare string) bool {
	return utf8.RuneCountInString(bare) > 1 && !strings.ContainsFunc(bare, func(r rune) bool { return !doc.IsHan(r) })
}

// isAround reports whether a character may be between a word and its repetition. Others end a
// phrase.
func isAround(r rune) bool {
	return unicode.IsSpace(r) || strings.ContainsRune(`"'“”‘’「」『』*_`, r)
}
