package main

import (
	"bufio"
	"fmt"
	"os"

	"footnote/cmd/footnote/internal/term"
	"footnote/corpus/doc"
	"footnote/library"
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
	to := a.out.Exact()
	if c.File != "" {
		f, err := os.OpenFile(c.File, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
		if err != nil {
			return fmt.Errorf("export: %w", err)
		}
		defer f.Close()
		to = f
	}
	buffered := bufio.NewWriter(to)
	n := 0
	if l != nil {
		n, err = l.Export(a.ctx, l.Scope, buffered)
	}
	if err == nil {
		err = buffered.Flush()
	}
	if f, ok := to.(*os.File); ok && c.File != "" && err == nil {
		err = f.Sync()
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
