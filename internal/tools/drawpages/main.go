// Command drawpages draws pages of PDFs with sentences marked on them, as the Sources
// button does. It reports how many of the sentences were found on their pages, and how much
// CPU time and space the pictures take.
//
//	go run ./internal/tools/drawpages [-sentences 20] [-pictures DIR] FILE.pdf…
//
// The sentences are spread evenly over each file.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"footnote/corpus"
	"footnote/corpus/doc"
	"footnote/corpus/pdf"
	"footnote/corpus/picture"
	"footnote/internal/tools/process"
)

func main() {
	n := flag.Int("sentences", 20, "how many sentences to mark in each file")
	pictures := flag.String("pictures", "", "write the pictures to this `folder`")
	interpreted := flag.Bool("interpreted", false, "interpret the PDF engine instead of compiling it")
	flag.Parse()
	if err := run(*n, *pictures, *interpreted, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(n int, folder string, interpreted bool, files []string) error {
	cache, err := os.UserCacheDir()
	if err != nil {
		return err
	}
	cache = filepath.Join(cache, "footnote", "pdf")
	if interpreted {
		cache = ""
	}
	d := &drawing{reader: pdf.New(cache), folder: folder}
	d.reader.Prepare = pdf.Compile
	for _, file := range files {
		if err := d.file(file, n); err != nil {
			return errors.Join(err, d.reader.Close())
		}
	}
	d.report()
	return d.reader.Close()
}

// A drawing draws pages and collects the figures about them.
type drawing struct {
	reader *pdf.Reader
	folder string
	times  []time.Duration // CPU time for each picture
	sizes  []int           // of each picture, in bytes
	found  int             // sentences, or the part of one on a page
	missed int
}

func (d *drawing) file(path string, n int) error {
	ctx := context.Background()
	f, err := doc.Open(path)
	if err != nil {
		return err
	}
	a, err := (&corpus.Reader{PDF: d.reader}).Read(ctx, f)
	if err != nil {
		fmt.Printf("%s: skipped: %v\n", path, err)
		return nil
	}
	var all []corpus.Span
	for _, p := range a.Passages {
		all = append(all, p.Sentences...)
	}
	for i := range min(n, len(all)) {
		span := all[(2*i+1)*len(all)/(2*min(n, len(all)))]
		for _, page := range picture.Pages(a, []corpus.Span{span}) {
			if err := d.page(ctx, f, page); err != nil {
				fmt.Printf("%s, page %d: %v\n", path, page.Number, err)
			}
		}
	}
	return nil
}

func (d *drawing) page(ctx context.Context, f doc.File, page picture.Page) error {
	before, err := process.CPUTime()
	if err != nil {
		return err
	}
	drawn, err := picture.Draw(ctx, d.reader, f.Data, page)
	if err != nil {
		return err
	}
	after, err := process.CPUTime()
	if err != nil {
		return err
	}
	d.times, d.sizes = append(d.times, after-before), append(d.sizes, len(drawn.PNG))
	for i, marked := range drawn.Marked {
		if marked {
			d.found++
			continue
		}
		d.missed++
		fmt.Printf("%s, page %d: not found: %.100q\n", f.Source, page.Number, page.Quotations[i].Text)
	}
	if d.folder == "" {
		return nil
	}
	name := fmt.Sprintf("%s-%d-%d.png", filepath.Base(f.Source), page.Number, len(d.times))
	return os.WriteFile(filepath.Join(d.folder, name), drawn.PNG, 0o644)
}

func (d *drawing) report() {
	if len(d.times) == 0 {
		return
	}
	slices.Sort(d.times)
	slices.Sort(d.sizes)
	last := len(d.times) - 1
	fmt.Printf("%d pictures; %d of %d sentences found\n", len(d.times), d.found, d.found+d.missed)
	fmt.Printf("CPU time: median %v, 90th percentile %v, maximum %v\n", d.times[last/2].Round(time.Millisecond), d.times[last*9/10].Round(time.Millisecond), d.times[last].Round(time.Millisecond))
	fmt.Printf("size: median %d KB, maximum %d KB\n", d.sizes[last/2]/1000, d.sizes[last]/1000)
}
