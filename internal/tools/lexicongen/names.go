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

// maxName is the maximum length of a name in characters. Longer entries are descriptions of
// places.
const maxName = 8

// names returns the words of the dictionary whose pronunciation is always capitalised (people,
// places, organisations), folded and sorted. It leaves out single characters: they are
// surnames, but also part of too many other words.
func names(r io.Reader) ([]string, error) {
	a := lexical.NewAnalyser()
	capital := map[string]bool{} // false if the word also has an entry that is not capitalised
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
	maps.DeleteFunc(capital, func(word string, always bool) bool {
		n := utf8.RuneCountInString(word)
		return !always || n < 2 || n > maxName || strings.ContainsFunc(word, func(r rune) bool { return !unicode.Is(unicode.Han, r) })
	})
	return slices.Sorted(maps.Keys(capital)), lines.Err()
}
