package repair

import (
	"bufio"
	"bytes"
	"compress/gzip"
	_ "embed"
	"fmt"
	"math"
	"slices"

	"footnote/corpus/doc"
)

//go:generate go run ../../internal/tools/wordgen CEDICT.txt.gz JIEBA.txt words.txt.gz

//go:embed words.txt.gz
var wordsFile []byte

// A Vocabulary is a character model of Chinese in both scripts: its words of two characters,
// and the frequencies of words and characters. Text that was decoded correctly is full of
// words. Text that was not has next to none, since only one in six hundred pairs of common
// characters is a word.
type Vocabulary struct {
	second  []rune            // second characters of the words, sorted by the first character and then by their own value
	classes []uint8           // for each word, the natural logarithm of 1 + its count
	from    [1<<16 + 1]uint32 // for each first character, where its words begin in second
	uses    map[rune]uint8
	total   float64 // the sum of all character counts
}

// newVocabulary decodes the embedded list. It takes some milliseconds, so callers do so only if
// a text looks suspicious.
func newVocabulary() (*Vocabulary, error) {
	z, err := gzip.NewReader(bytes.NewReader(wordsFile))
	if err != nil {
		return nil, fmt.Errorf("word list: %w", err)
	}
	w := &Vocabulary{second: make([]rune, 0, 110_000), classes: make([]uint8, 0, 110_000), uses: make(map[rune]uint8, 14_000)}
	lines := bufio.NewScanner(z)
	for lines.Scan() {
		w.addLine([]rune(lines.Text()))
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("word list: %w", err)
	}
	// So far, from has the end of each character's words, if it has any.
	for i := range w.from[1:] {
		w.from[i+1] = max(w.from[i+1], w.from[i])
	}
	return w, nil
}

// A Lexicon loads the vocabulary on first use. The zero value is ready to use. It is not safe
// for concurrent use.
type Lexicon struct{ read *Vocabulary }

// Vocabulary returns the vocabulary, which it loads on the first call.
func (l *Lexicon) Vocabulary() (*Vocabulary, error) {
	if l.read != nil {
		return l.read, nil
	}
	v, err := newVocabulary()
	l.read = v
	return v, err
}

// addLine adds a line of the list: a first character, then second ones, each with the letter of
// its class. Lines and second characters must be in order.
func (w *Vocabulary) addLine(line []rune) {
	for i := 0; i+1 < len(line); i += 2 {
		class := uint8(line[i+1] - 'a')
		if i == 0 {
			w.uses[line[0]] = class
			w.total += math.Exp(float64(class))
			continue
		}
		w.second = append(w.second, line[i])
		w.classes = append(w.classes, class)
	}
	w.from[line[0]+1] = uint32(len(w.second))
}

// Has reports whether a and b form a word.
func (w *Vocabulary) Has(a, b rune) bool { return w.find(a, b) >= 0 }

func (w *Vocabulary) find(a, b rune) int {
	if a < 0 || a > 0xFFFF {
		return -1
	}
	from, to := w.from[a], w.from[a+1]
	i, found := slices.BinarySearch(w.second[from:to], b)
	if !found {
		return -1
	}
	return int(from) + i
}

// count returns the number of words in text, and of pairs of Han characters that could have
// been words.
func (w *Vocabulary) count(text string) (found, pairs int) {
	var last rune
	for _, r := range text {
		if doc.IsHan(last) && doc.IsHan(r) {
			pairs++
			if w.Has(last, r) {
				found++
			}
		}
		last = r
	}
	return found, pairs
}

// probability returns the probability of the Han character b after a: a mixture of the share of
// a's uses that are the word ab, and of the frequency of b.
func (w *Vocabulary) probability(a, b rune) float64 {
	alone := (math.Exp(float64(w.uses[b])) - 0.9) / w.total
	i := w.find(a, b)
	if i < 0 {
		return alone / 2
	}
	return alone/2 + math.Exp(float64(w.classes[i])-float64(w.uses[a]))/2
}
