// Command extraction measures how well Footnote finds the article in a web page, on three
// public sets of saved pages, and compares it with other programs.
//
//	go run ./internal/tools/extraction ../websets
//	go run ./internal/tools/extraction -python ../websets/venv/bin/python ../websets
//
// The argument is a folder with clones of scrapinghub's article-extraction-benchmark,
// adbar's trafilatura and Mozilla's readability. The Python needs the packages
// readability-lxml, trafilatura and html-text; without -python, the programs written in it
// are left out. docs/quality.md explains the columns.
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
	var c options
	flag.StringVar(&c.python, "python", "", "a Python `program` with readability-lxml, trafilatura and html-text")
	flag.StringVar(&c.cache, "cache", "", "`folder` that keeps what the Python programs found, for the next run (default: .peers in the folder of the sets)")
	flag.StringVar(&c.set, "set", "", "measure only this `set`: benchmark, trafilatura or mozilla")
	flag.StringVar(&c.half, "half", "all", "which `half` of the pages -worst lists: tuned, kept or all")
	flag.IntVar(&c.worst, "worst", 0, "list this `number` of pages of each set, those on which Footnote does worst")
	flag.BoolVar(&c.ours, "ours", false, "measure only Footnote")
	flag.StringVar(&c.write, "write", "", "write the text that Footnote reads from each page to this `folder`")
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

// options are the settings of the command line.
type options struct {
	folder, python, cache, set, half, write string
	worst                                   int
	ours                                    bool
}

func run(ctx context.Context, c options) error {
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
