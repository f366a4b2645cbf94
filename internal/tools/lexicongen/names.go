package main

import (
	"bufio"
	"io"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"footnote/rag/lexical"
)

// maxName is how many characters a name has at most; longer ones are sentences
// that explain a place.
const maxName = 8

// names are the words of the dictionary, folded and in order, that are always
// pronounced with a capital: people, places, organisations. Single characters
// are surnames, which stand within too many words.
func names(r io.Reader) ([]string, error) {
	a := lexical.NewAnalyser()
	capital := map[string]bool{} // false where some entry has none
	lines := bufio.NewScanner(r)
	for lines.Scan() {
		e, ok := parse(lines.Text())
		if !ok {
			continue
		}
		for _, form := range e.forms {
			word := a.Fold(form)
			before, seen := capital[word]
			capital[word] = e.name && (before || !seen)
		}
	}
	maps.DeleteFunc(capital, func(word string, is bool) bool {
		n := utf8.RuneCountInString(word)
		return !is || n < 2 || n > maxName || strings.ContainsFunc(word, func(r rune) bool { return !unicode.Is(unicode.Han, r) })
	})
	return slices.Sorted(maps.Keys(capital)), lines.Err()
}
