package main

import (
	"bufio"
	"fmt"
	"io"
	"os"

	"footnote/cmd/footnote/internal/term"
	"footnote/corpus/doc"
	"footnote/library"
	"footnote/library/store"
)

type libraryExport struct {
	File string `arg:"" complete:"file" optional:"" help:"Where to; without it, standard output."`
}

func (libraryExport) Help() string {
	return `Each line is an article: its text, its sections, sentences and pages, and its vectors.

  footnote library export articles.jsonl
  footnote library export | jq -r .article.Title`
}

func (c *libraryExport) Run(a *app) error {
	l, err := a.setup.LibraryToRead(a.ctx, true)
	if err != nil {
		return err
	}
	defer l.Close()
	n := 0
	write := func(to io.Writer) (err error) {
		if l != nil {
			n, err = l.Export(a.ctx, l.Scope, to)
		}
		return err
	}
	if c.File != "" {
		err = store.WriteNew(c.File, write)
	} else {
		err = toStdout(a, write)
	}
	if err != nil {
		return fmt.Errorf("export: %w", err)
	}
	if n == 1 {
		a.note("1 article written")
	} else {
		a.note("%d articles written", n)
	}
	if l == nil {
		return nil
	}
	kept, err := l.Originals(a.ctx, l.Scope)
	if len(kept) > 0 {
		a.note("kept PDFs are not in it (%d); footnote backup copies them, too", len(kept))
	}
	return err
}

// toStdout has write write to standard output, buffered.
func toStdout(a *app, write func(io.Writer) error) error {
	buffered := bufio.NewWriter(a.out.Exact())
	if err := write(buffered); err != nil {
		return err
	}
	return buffered.Flush()
}

type libraryImport struct {
	File string `arg:"" complete:"file" help:"What export wrote; - is standard input."`
}

func (c *libraryImport) Run(a *app) error {
	l, err := a.setup.Library(a.ctx)
	if err != nil {
		return err
	}
	defer l.Close()
	from := a.in
	if c.File != doc.Stdin {
		f, err := os.Open(c.File)
		if err != nil {
			return fmt.Errorf("import: %w", err)
		}
		defer f.Close()
		from = f
	}
	added := []outcomeJSON{}
	err = l.Import(a.ctx, l.Scope, from, func(one library.Added) {
		added = append(added, newOutcomeJSON(one))
	})
	if err != nil {
		return fmt.Errorf("import: %w", err)
	}
	if a.JSON {
		return a.out.JSON(map[string]any{"added": added})
	}
	return a.print(a.inWords()(term.Count(len(added), "article")+" imported") + "\n")
}
