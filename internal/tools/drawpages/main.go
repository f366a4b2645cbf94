// Drawpages draws pages of PDFs with sentences marked on them, as Sources does,
// and says how many sentences were found and what a picture takes:
//
//	go run ./internal/tools/drawpages -sentences 20 [-pictures DIR] FILE.pdf…
//
// The sentences are taken from all over each file.
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
)

func main() {
	n := flag.Int("sentences", 20, "sentences of each file")
	pictures := flag.String("pictures", "", "folder for the pictures; none keeps none")
	interpreted := flag.Bool("interpreted", false, "without the compiled engine")
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

// A drawing is all that was drawn.
type drawing struct {
	reader *pdf.Reader
	folder string
	times  []time.Duration // of the processor, for each picture
	sizes  []int           // bytes of each picture
	found  int             // sentences, or parts of them on a page
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
		fmt.Printf("%s: left out: %v\n", path, err)
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
	began, err := processorTime()
	if err != nil {
		return err
	}
	drawn, err := picture.Draw(ctx, d.reader, f.Data, page)
	if err != nil {
		return err
	}
	ended, err := processorTime()
	if err != nil {
		return err
	}
	d.times, d.sizes = append(d.times, ended-began), append(d.sizes, len(drawn.PNG))
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
	fmt.Printf("processor: median %v, 90 %% below %v, most %v\n", d.times[last/2].Round(time.Millisecond), d.times[last*9/10].Round(time.Millisecond), d.times[last].Round(time.Millisecond))
	fmt.Printf("size: median %d KB, most %d KB\n", d.sizes[last/2]/1000, d.sizes[last]/1000)
}
