// Command pdfcompare compares how Footnote reads PDFs with pdftotext (poppler), which must be
// installed, and with PyMuPDF, if that is installed:
//
//	go run ./internal/tools/pdfcompare [-show] FOLDER
//
// FOLDER holds the files. docs/quality.md explains what is counted, and has the results for
// two sets of 24 public papers.
package main

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"text/tabwriter"

	"footnote/corpus/doc"
	"footnote/corpus/pdf"
)

func main() {
	show := flag.Bool("show", false, "print the sentences that Footnote splits")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := compare(ctx, flag.Args(), *show); err != nil {
		fmt.Fprintln(os.Stderr, "pdfcompare:", err)
		os.Exit(1)
	}
}

func compare(ctx context.Context, args []string, show bool) error {
	if len(args) != 1 {
		return errors.New("usage: pdfcompare [-show] FOLDER")
	}
	files, err := filepath.Glob(filepath.Join(args[0], "*.pdf"))
	if err != nil || len(files) == 0 {
		return cmp.Or(err, fmt.Errorf("there are no PDFs in %s", args[0]))
	}
	readers, closeReaders, err := readers()
	if err != nil {
		return err
	}
	defer closeReaders()
	sums := make([]counts, len(readers))
	for _, file := range files {
		fmt.Fprintln(os.Stderr, filepath.Base(file))
		lines, err := output(ctx, "pdftotext", "-raw", file, "-")
		if err != nil {
			return err
		}
		divided := divisions(strings.Split(lines, "\n"))
		pages := strings.Count(lines, "\f")
		for i, r := range readers {
			blocks, err := r.read(ctx, file)
			if err != nil {
				return fmt.Errorf("%s: %s: %w", r.name, file, err)
			}
			c := blocks.count(divided, pages)
			if show && i == 0 {
				blocks.show()
			}
			sums[i].add(c)
			fmt.Fprintf(os.Stderr, "    %-10s %4d cut %4d hyphenated %4d running\n", r.name, c.cut, c.hyphenated, c.running)
		}
	}
	out := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(out, "reader\tblocks\tcharacters\tsentences cut\twords hyphenated\trunning heads\t")
	for i, r := range readers {
		c := sums[i]
		fmt.Fprintf(out, "%s\t%d\t%d\t%d\t%d\t%d\t\n", r.name, c.blocks, c.characters, c.cut, c.hyphenated, c.running)
	}
	return out.Flush()
}

// A reader reads a file into blocks.
type reader struct {
	name string
	read func(ctx context.Context, file string) (reading, error)
}

// readers returns Footnote's reader, pdftotext and, if it is installed, PyMuPDF.
func readers() (all []reader, closeReaders func(), err error) {
	cache, err := os.UserCacheDir()
	if err != nil {
		return nil, nil, err
	}
	ours := pdf.New(filepath.Join(cache, "footnote", "pdfcompare"))
	ours.Prepare = pdf.Compile
	all = []reader{{"footnote", func(ctx context.Context, file string) (reading, error) { return footnote(ctx, ours, file) }}, {"pdftotext", pdftotext}}
	if exec.Command("python3", "-c", "import pymupdf").Run() == nil {
		all = append(all, reader{"PyMuPDF", pymupdf})
	}
	return all, func() { _ = ours.Close() }, nil
}

func footnote(ctx context.Context, r *pdf.Reader, file string) (reading, error) {
	raw, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	d, err := r.Parse(ctx, doc.File{Name: file, Data: raw})
	if err != nil {
		return nil, err
	}
	var all reading
	for _, b := range d.Blocks {
		if n := len(all); b.Continues {
			all[n-1].text += doc.LineBreak(all[n-1].text, b.Text) + b.Text
			continue
		}
		all = append(all, block{b.Page - 1, b.Text})
	}
	return all, nil
}

// pdftotext reads a file with pdftotext, which separates paragraphs with blank lines.
func pdftotext(ctx context.Context, file string) (reading, error) {
	text, err := output(ctx, "pdftotext", file, "-")
	if err != nil {
		return nil, err
	}
	return blocks(text, "\n\n"), nil
}

// pymupdf reads a file with PyMuPDF.
func pymupdf(ctx context.Context, file string) (reading, error) {
	const script = `import pymupdf, sys
for page in pymupdf.open(sys.argv[1]):
    for b in page.get_text("blocks"):
        if b[6] == 0: print(b[4], end="\x1e")
    print(end="\f")`
	text, err := output(ctx, "python3", "-c", script, file)
	if err != nil {
		return nil, err
	}
	return blocks(text, "\x1e"), nil
}

// blocks splits a text into blocks. Its pages end with a form feed.
func blocks(text, separator string) reading {
	var all reading
	for page, content := range strings.Split(text, "\f") {
		for text := range strings.SplitSeq(content, separator) {
			if text = strings.TrimSpace(text); text != "" {
				all = append(all, block{page, text})
			}
		}
	}
	return all
}

// show prints the sentences that are split.
func (r reading) show() {
	for i := 1; i < len(r); i++ {
		if a, b := r[i-1].text, r[i].text; isCut(a, b) {
			fmt.Fprintf(os.Stderr, "    page %d: …%s | %s…\n", r[i].page+1, a[max(0, len(a)-60):], b[:min(len(b), 60)])
		}
	}
}

func output(ctx context.Context, name string, args ...string) (string, error) {
	var errs bytes.Buffer
	c := exec.CommandContext(ctx, name, args...)
	c.Stderr = &errs
	out, err := c.Output()
	if err != nil {
		return "", fmt.Errorf("%s: %w\n%s", name, err, errs.String())
	}
	return string(out), nil
}
