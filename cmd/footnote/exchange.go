package main

import (
	"bufio"
	"fmt"
	"os"

	"footnote/corpus/doc"
	"footnote/library"
	"footnote/library/store"
)

type libraryExport struct {
	File string `arg:"" optional:"" help:"Where to; without it, standard output."`
}

func (libraryExport) Help() string {
	return `Each line is an article: its text, its sections, sentences and pages, and its vectors.

  footnote library export articles.jsonl
  footnote library export | jq -r .article.Title`
}

func (c *libraryExport) Run(a *app) error {
	embedder, err := a.embedder()
	if err != nil {
		return err
	}
	l, scope, done, err := a.libraryToRead(embedder)
	if err != nil {
		return err
	}
	defer done()
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
		n, err = l.Export(a.ctx, scope, buffered)
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
	a.note("%d articles written", n)
	return nil
}

type libraryImport struct {
	File string `arg:"" help:"What export wrote; - is standard input."`
}

func (c *libraryImport) Run(a *app) error {
	l, scope, done, err := a.library()
	if err != nil {
		return err
	}
	defer done()
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
	err = l.Import(a.ctx, scope, from, func(one library.Added) {
		added = append(added, newOutcomeJSON(one))
	})
	if err != nil {
		return fmt.Errorf("import: %w", err)
	}
	if a.JSON {
		return printJSON(a.out, map[string]any{"added": added})
	}
	return a.print(fmt.Sprintf("%d articles imported\n", len(added)))
}

type backupCommand struct {
	File string `arg:"" help:"Where to; it must not be there yet."`
}

func (backupCommand) Help() string {
	return `Copies the library, settings, votes, vectors and answers into one file, checked, also while a bot is at work.

  footnote backup footnote-2026-11-25.db`
}

func (c *backupCommand) Run(a *app) error {
	db, _, err := store.ReadLibrary(a.ctx, a.database())
	if err != nil {
		return err
	}
	if db == nil {
		return &failure{what: "backup", err: fmt.Errorf("nothing is kept in %s yet", a.database()), status: statusFailed, code: "backup"}
	}
	defer db.Close()
	if err := db.Backup(a.ctx, c.File); err != nil {
		return err
	}
	return a.said(c.File, "backup", "%s holds all that is kept")
}

type restoreCommand struct {
	File string `arg:"" help:"A file that backup wrote."`
}

func (restoreCommand) Help() string {
	return `Checks the backup wholly before it takes the place of what is kept; that stays beside it under another name. No bot may be running.

  footnote restore footnote-2026-11-25.db`
}

func (c *restoreCommand) Run(a *app) error {
	if err := store.Restore(a.ctx, c.File, a.database()); err != nil {
		return err
	}
	return a.said(c.File, "restored", "%s is in place")
}

// said prints what was done to a file.
func (a *app) said(file, did, words string) error {
	if a.JSON {
		return printJSON(a.out, map[string]string{did: file})
	}
	return written(a.out.Line(words, file))
}
