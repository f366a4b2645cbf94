// Command extraction measures which part of a web page is read, on three public
// sets of saved pages, beside other programs that do the same.
//
//	go run ./internal/tools/extraction ../websets
//	go run ./internal/tools/extraction -python ../websets/venv/bin/python ../websets
//
// The argument is the folder that holds clones of scrapinghub's
// article-extraction-benchmark, adbar's trafilatura and Mozilla's readability. The
// Python has the packages readability-lxml, trafilatura and html-text; without one
// they are left out. docs/quality.md says what the columns are.
package main

import (
	"context"
	"flag"
	"fmt"
	"log"
	"os"
	"os/signal"
	"strings"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("extraction: ")
	var c choice
	flag.StringVar(&c.python, "python", "", "a Python with readability-lxml, trafilatura and html-text")
	flag.StringVar(&c.cache, "cache", "", "folder that keeps what these found, for the next run (default: .peers in the folder of the sets)")
	flag.StringVar(&c.set, "set", "", "measure one set only: benchmark, trafilatura, mozilla")
	flag.StringVar(&c.half, "half", "all", "which pages to list with -worst: tuned, kept, all")
	flag.IntVar(&c.worst, "worst", 0, "list that many pages of each set on which Footnote does worst")
	flag.BoolVar(&c.ours, "ours", false, "measure Footnote only")
	flag.StringVar(&c.write, "write", "", "folder to write what Footnote reads of each page to")
	flag.Usage = func() {
		fmt.Fprintln(flag.CommandLine.Output(), "usage: extraction [flags] FOLDER")
		flag.PrintDefaults()
	}
	flag.Parse()
	if flag.NArg() != 1 || !strings.Contains(" tuned kept all ", " "+c.half+" ") {
		flag.Usage()
		os.Exit(2)
	}
	c.folder = flag.Arg(0)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, c); err != nil {
		log.Print(err)
		stop()
		os.Exit(1)
	}
}

// choice is what the command line says.
type choice struct {
	folder, python, cache, set, half, write string
	worst                                   int
	ours                                    bool
}

func run(ctx context.Context, c choice) error {
	sets, err := load(c.folder, c.set)
	if err != nil {
		return err
	}
	readers := []reader{{name: "footnote", read: footnote}}
	if !c.ours {
		readers = append(readers, reader{name: "go-readability alone", read: readable})
		peers, err := peers(ctx, c, sets)
		if err != nil {
			return err
		}
		readers = append(readers, peers...)
	}
	fmt.Println("| set | program | pages | precision | recall | F1 | F1, tuned half | F1, other half |\n|---|---|---|---|---|---|---|---|")
	for _, s := range sets {
		for _, r := range readers {
			scores, err := s.measure(ctx, r, c.write)
			if err != nil {
				return err
			}
			all := s.sum(scores, "all")
			fmt.Printf("| %s | %s | %d | %.3f | %.3f | %.4f | %.4f | %.4f |\n", s.name, r.name, len(s.pages),
				all.precision, all.recall, all.f1(), s.sum(scores, "tuned").f1(), s.sum(scores, "kept").f1())
			if r.name == "footnote" {
				s.listWorst(scores, c)
			}
		}
	}
	return nil
}
