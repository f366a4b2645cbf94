package lexical

import (
	"iter"
	"strings"
	"unicode/utf8"
)

// A name is the key of a term in an index: a number for one or two ideographs, and otherwise
// the text.
type name struct {
	gram uint64 // 0 for a word
	word string
}

// gram returns the number of one ideograph, or of two.
func gram(first, last rune, n int) uint64 {
	if n == 1 {
		return uint64(first)
	}
	return uint64(first)<<32 | uint64(last)
}

func nameOf(term string) name {
	first, size := utf8.DecodeRuneInString(term)
	if kindOf(first) != ideograph {
		return name{word: term}
	}
	last, more := utf8.DecodeRuneInString(term[size:])
	if more == 0 {
		return name{gram: gram(first, first, 1)}
	}
	return name{gram: gram(first, last, 2)}
}

// A vocabulary maps terms to numbers.
type vocabulary struct {
	grams grams
	words map[string]int32
}

func (t *vocabulary) find(term name) (number int32, known bool) {
	if term.gram != 0 {
		return t.grams.find(term.gram)
	}
	number, known = t.words[term.word]
	return number, known
}

func (t *vocabulary) set(term name, number int32) {
	if term.gram != 0 {
		t.grams.set(term.gram, number)
		return
	}
	t.words[strings.Clone(term.word)] = number // a substring would keep all of its document in memory
}

// all yields the terms with their numbers. The vocabulary must not change meanwhile.
func (t *vocabulary) all() iter.Seq2[name, int32] {
	return func(yield func(name, int32) bool) {
		for _, s := range t.grams.slots {
			if s.gram != 0 && !yield(name{gram: s.gram}, s.number) {
				return
			}
		}
		for word, n := range t.words {
			if !yield(name{word: word}, n) {
				return
			}
		}
	}
}

func (t *vocabulary) drop(term name) {
	if term.gram != 0 {
		t.grams.drop(term.gram)
		return
	}
	delete(t.words, term.word)
}

// An entry is a document that has a term, in 24 bits, and how often, in 8 bits. More than 255
// occurrences count as 255, which makes hardly any difference to BM25.
type entry uint32

const (
	countBits = 8
	mostCount = 1<<countBits - 1
)

func newEntry(document, count int) entry {
	return entry(document)<<countBits | entry(min(count, mostCount))
}

func (e entry) document() int { return int(e >> countBits) }
func (e entry) count() int    { return int(e & mostCount) }
func (e entry) more() entry   { return newEntry(e.document(), e.count()+1) }
