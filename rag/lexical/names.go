package lexical

import (
	"bufio"
	"bytes"
	"compress/gzip"
	_ "embed"
	"fmt"
	"sync"
	"unicode/utf8"
)

//go:embed names.gz
var namesFile []byte

// maxName is the length limit of a name, in characters.
const maxName = 8

// builtinNames decodes the names when they are first needed, once for all analysers.
var builtinNames = sync.OnceValues(func() (map[string]bool, error) {
	z, err := gzip.NewReader(bytes.NewReader(namesFile))
	if err != nil {
		return nil, fmt.Errorf("names: %w", err)
	}
	names := map[string]bool{}
	lines := bufio.NewScanner(z)
	for lines.Scan() {
		names[lines.Text()] = true
	}
	return names, lines.Err()
})

// Names returns the Chinese names of people, places and organisations in text that CC-CEDICT
// has, folded, in order, the longest at each position. It returns an error if the list cannot
// be read.
func (a *Analyser) Names(text string) ([]Token, error) {
	names, err := a.names()
	if err != nil {
		return nil, err
	}
	chars := a.fold(text)
	var found []Token
	for i := 0; i < len(chars); i++ {
		if kindOf(chars[i].r) != ideograph {
			continue
		}
		if n := longestName(names, chars[i:]); n > 0 {
			found = append(found, token(chars[i:i+n]))
			i += n - 1
		}
	}
	return found, nil
}

// longestName returns the length of the longest name that the characters begin with, or 0.
func longestName(names map[string]bool, chars []char) int {
	var buffer [maxName * utf8.UTFMax]byte
	word, longest := buffer[:0], 0
	for n := 0; n < min(maxName, len(chars)); n++ {
		word = utf8.AppendRune(word, chars[n].r)
		if names[string(word)] {
			longest = n + 1
		}
	}
	return longest
}

// Translations returns the translations of an English word or phrase, or of a Chinese word, in
// the built-in lexicon: words of the other language, folded, English ones stemmed, best first.
// It returns an error if the lexicon cannot be read.
func (a *Analyser) Translations(phrase string) ([]string, error) {
	lexicon, err := a.lexicon()
	if err != nil {
		return nil, err
	}
	from, to, key := &lexicon.phrases, &lexicon.words, ""
	if a.Language(phrase).Chinese() {
		from, to, key = to, from, a.Fold(phrase)
	} else {
		for i, t := range a.Tokens(phrase) {
			if i > 0 {
				key += " "
			}
			key += t.Term
		}
	}
	i, ok := from.find(key)
	if !ok {
		return nil, nil
	}
	var all []string
	for _, k := range from.linked(i) {
		all = append(all, to.key(int(k.key)))
	}
	return all, nil
}
