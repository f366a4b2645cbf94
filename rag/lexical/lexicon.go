package lexical

import (
	"cmp"
	_ "embed"
	"slices"
	"sort"
	"sync"
)

//go:generate go run ../../internal/tools/lexicongen CEDICT.txt.gz lexicon.gz names.gz

//go:embed lexicon.gz
var lexiconFile []byte

// A Lexicon says which Chinese words and English phrases mean the same. Words are folded as an
// Analyser does; phrases are its terms, separated by spaces. It is safe for concurrent use.
//
// There are more than a hundred thousand of each. Two strings with offsets store them in a
// tenth of the memory of maps.
type Lexicon struct {
	words, phrases side
}

// A Pair is a word and a phrase with the same meaning.
type Pair struct {
	Word, Phrase string
	Rank         int // rank of the phrase among the meanings of the word, from 0
}

// A side is one language: keys in order, each with its links to the other side.
type side struct {
	text  string
	start []uint32 // start of each key in text, and the end of the last one
	first []uint32 // index of each key's first link, and the end of the last one's
	links []link
}

type link struct {
	key  uint32 // index on the other side
	rank uint8  // of the phrase among the meanings of the word
}

func (s *side) len() int            { return len(s.start) - 1 }
func (s *side) key(i int) string    { return s.text[s.start[i]:s.start[i+1]] }
func (s *side) linked(i int) []link { return s.links[s.first[i]:s.first[i+1]] }

// find returns the index of key, or where it would be.
func (s *side) find(key string) (int, bool) {
	return sort.Find(s.len(), func(i int) int { return cmp.Compare(key, s.key(i)) })
}

func newSide(keys []string) side {
	s := side{start: make([]uint32, 1, len(keys)+1)}
	size := 0
	for _, k := range keys {
		size += len(k)
	}
	text := make([]byte, 0, size)
	for _, k := range keys {
		text = append(text, k...)
		s.start = append(s.start, uint32(len(text)))
	}
	s.text = string(text)
	return s
}

// NewLexicon returns a lexicon of pairs in any order.
func NewLexicon(pairs []Pair) *Lexicon {
	pairs = slices.Clone(pairs)
	slices.SortFunc(pairs, func(a, b Pair) int {
		return cmp.Or(cmp.Compare(a.Word, b.Word), cmp.Compare(a.Rank, b.Rank), cmp.Compare(a.Phrase, b.Phrase))
	})
	words, phrases := make([]string, len(pairs)), make([]string, len(pairs))
	for i, p := range pairs {
		words[i], phrases[i] = p.Word, p.Phrase
	}
	slices.Sort(phrases)
	words, phrases = slices.Compact(words), slices.Compact(phrases)
	l := &Lexicon{words: newSide(words), phrases: newSide(phrases)}
	l.words.first = make([]uint32, 0, len(words)+1)
	for i, p := range pairs {
		if i == 0 || p.Word != pairs[i-1].Word {
			l.words.first = append(l.words.first, uint32(len(l.words.links)))
		}
		phrase, _ := slices.BinarySearch(phrases, p.Phrase)
		l.words.links = append(l.words.links, link{uint32(phrase), uint8(min(p.Rank, 255))})
	}
	l.words.first = append(l.words.first, uint32(len(l.words.links)))
	l.turn()
	return l
}

// turn makes the links of phrases from those of words: first it counts the links of each
// phrase, then it fills them in.
func (l *Lexicon) turn() {
	first := make([]uint32, l.phrases.len()+1)
	for _, k := range l.words.links {
		first[k.key+1]++
	}
	for i := range l.phrases.len() {
		first[i+1] += first[i]
	}
	next := slices.Clone(first)
	links := make([]link, len(l.words.links))
	for w := range l.words.len() {
		for _, k := range l.words.linked(w) {
			links[next[k.key]] = link{uint32(w), k.rank}
			next[k.key]++
		}
	}
	l.phrases.first, l.phrases.links = first, links
}

// builtinLexicon decodes the built-in lexicon when it is first needed, once for all analysers.
var builtinLexicon = sync.OnceValues(func() (*Lexicon, error) { return ReadLexicon(lexiconFile) })
