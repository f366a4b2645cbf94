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

// A Vocabulary is a character model of Chinese in both scripts: the words of two
// characters, and how often words and characters are used. Text that was
// decoded rightly is full of words; text that was decoded wrongly has next to
// none, as of the pairs of common characters one in six hundred is a word.
type Vocabulary struct {
	second  []rune            // characters of the words, in order of the first ones, then their own
	classes []uint8           // of each word: natural logarithm of 1 + its count
	from    [1<<16 + 1]uint32 // where the words that begin with a character begin in second
	uses    map[rune]uint8
	total   float64 // the uses of all characters
}

// newVocabulary reads the embedded list. It takes some milliseconds, so the caller
// asks for it only when a text looks suspicious.
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
	// So far each character has where its words end, if there are any.
	for i := range w.from[1:] {
		w.from[i+1] = max(w.from[i+1], w.from[i])
	}
	return w, nil
}

// A Lexicon is the vocabulary, read when it is first asked for. The zero value is
// ready. One goroutine at a time.
type Lexicon struct{ read *Vocabulary }

// Vocabulary reads it, or returns what was read before.
func (l *Lexicon) Vocabulary() (*Vocabulary, error) {
	if l.read != nil {
		return l.read, nil
	}
	v, err := newVocabulary()
	l.read = v
	return v, err
}

// addLine takes a first character, then second ones, each with its class
// letter. Lines and second characters come in order.
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

// Has reports whether a and b together are a word.
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

// count returns the number of words in text and of pairs of Han characters
// that could have been one.
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

// probability is that of the Han character b after a: a mixture of how often
// a's uses are the word ab and of how often b is used at all.
func (w *Vocabulary) probability(a, b rune) float64 {
	alone := (math.Exp(float64(w.uses[b])) - 0.9) / w.total
	i := w.find(a, b)
	if i < 0 {
		return alone / 2
	}
	return alone/2 + math.Exp(float64(w.classes[i])-float64(w.uses[a]))/2
}
