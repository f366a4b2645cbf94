package corpus

import (
	"bufio"
	"bytes"
	"compress/gzip"
	_ "embed"
	"fmt"
	"math"
	"slices"
)

//go:generate go run ./wordgen CEDICT.txt.gz JIEBA.txt words.txt.gz

//go:embed words.txt.gz
var wordsFile []byte

// words is a character model of Chinese in both scripts: the words of two
// characters, and how often words and characters are used. Text that was
// decoded rightly is full of words; text that was decoded wrongly has next to
// none, as of the pairs of common characters one in six hundred is a word.
type words struct {
	pairs   []uint32 // sorted; first character in the high 16 bits
	classes []uint8  // of each pair: natural logarithm of 1 + its count
	uses    map[rune]uint8
	total   float64 // the uses of all characters
}

// newWords reads the embedded list. It takes some milliseconds, so the caller
// asks for it only when a text looks suspicious.
func newWords() (*words, error) {
	z, err := gzip.NewReader(bytes.NewReader(wordsFile))
	if err != nil {
		return nil, fmt.Errorf("word list: %w", err)
	}
	w := &words{pairs: make([]uint32, 0, 110_000), classes: make([]uint8, 0, 110_000), uses: make(map[rune]uint8, 14_000)}
	lines := bufio.NewScanner(z)
	for lines.Scan() {
		w.addLine([]rune(lines.Text()))
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("word list: %w", err)
	}
	return w, nil
}

// addLine takes a first character, then second ones, each with its class
// letter. Lines and second characters come in order, so pairs is sorted.
func (w *words) addLine(line []rune) {
	for i := 0; i+1 < len(line); i += 2 {
		class := uint8(line[i+1] - 'a')
		if i == 0 {
			w.uses[line[0]] = class
			w.total += math.Exp(float64(class))
			continue
		}
		w.pairs = append(w.pairs, pair(line[0], line[i]))
		w.classes = append(w.classes, class)
	}
}

func pair(a, b rune) uint32 { return uint32(a)<<16 | uint32(b) }

// has reports whether a and b together are a word.
func (w *words) has(a, b rune) bool { return w.find(a, b) >= 0 }

func (w *words) find(a, b rune) int {
	if a > 0xFFFF || b > 0xFFFF || !isHan(a) || !isHan(b) {
		return -1
	}
	i, found := slices.BinarySearch(w.pairs, pair(a, b))
	if !found {
		return -1
	}
	return i
}

// count returns the number of words in text and of pairs of Han characters
// that could have been one.
func (w *words) count(text string) (found, pairs int) {
	var last rune
	for _, r := range text {
		if isHan(last) && isHan(r) {
			pairs++
			if w.has(last, r) {
				found++
			}
		}
		last = r
	}
	return found, pairs
}

// probability is that of the Han character b after a: a mixture of how often
// a's uses are the word ab and of how often b is used at all.
func (w *words) probability(a, b rune) float64 {
	alone := (math.Exp(float64(w.uses[b])) - 0.9) / w.total
	i := w.find(a, b)
	if i < 0 {
		return alone / 2
	}
	return alone/2 + math.Exp(float64(w.classes[i])-float64(w.uses[a]))/2
}
