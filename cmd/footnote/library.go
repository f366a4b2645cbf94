package main

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"footnote/corpus"
	"footnote/corpus/doc"
	"footnote/corpus/fetch"
	"footnote/library"
	"footnote/library/store"
)

type libraryCommand struct {
	Add     libraryAdd     `cmd:"" help:"Add files, folders, zip archives or addresses."`
	List    libraryList    `cmd:"" help:"List the articles."`
	Show    libraryShow    `cmd:"" help:"Show all about one article."`
	Remove  libraryRemove  `cmd:"" help:"Remove articles."`
	Restore libraryRestore `cmd:"" help:"Bring back what was removed within the last hour."`
	Export  libraryExport  `cmd:"" help:"Write all articles as lines of JSON."`
	Import  libraryImport  `cmd:"" help:"Add what export wrote."`
}

type libraryAdd struct {
	Sources []string `arg:"" name:"path|url" help:"Files, folders, zip archives, addresses; - is standard input."`
}

func (libraryAdd) Help() string {
	return `Reads text, Markdown, HTML, PDF, DOCX and EPUB. What is added stays and is what "ask", "search" and "chat" answer from. Adding the
same text again changes nothing; a new version of a file or page takes the place of the old one.

  footnote library add report.pdf notes/ https://example.org/article
  footnote ask "2022年我国算力总规模是多少?"`
}

// outcomeJSON is an article that was added.
type outcomeJSON struct {
	articleJSON
	Outcome  string `json:"outcome"`            // added, replaced or unchanged
	Replaced string `json:"replaced,omitempty"` // id of the version before
}

var outcomes = map[store.Change]string{store.Added: "added", store.Replaced: "replaced", store.Unchanged: "unchanged"}

func newOutcomeJSON(a library.Added) outcomeJSON {
	return outcomeJSON{newArticleJSON(a.Article), outcomes[a.Change], a.Replaced}
}

type skippedJSON struct {
	Source string `json:"source"`
	Reason string `json:"reason"`
}

// adding is a run of "library add".
type adding struct {
	*app
	library *library.Library
	scope   store.Scope
	added   []outcomeJSON
	skipped []skippedJSON
	failed  error // the first failure of something that was named
}

func (c *libraryAdd) Run(a *app) error {
	start := time.Now()
	run := adding{app: a, added: []outcomeJSON{}, skipped: []skippedJSON{}}
	var done func()
	var err error
	if run.library, run.scope, done, err = a.library(); err != nil {
		return err
	}
	defer done()
	for _, source := range c.Sources {
		if err := run.source(source); err != nil {
			return err
		}
	}
	if a.JSON && run.failed == nil {
		return printJSON(a.out, struct {
			Added   []outcomeJSON `json:"added"`
			Skipped []skippedJSON `json:"skipped"`
			TookMS  float64       `json:"took_ms"`
		}{run.added, run.skipped, milliseconds(time.Since(start))})
	}
	return run.failed
}

// source adds what one argument names. Only what ends the whole run is an
// error; a file that is no article ends nothing.
func (r *adding) source(source string) error {
	problem := r.gather(source)
	var unfit *doc.Error
	var unfetched *fetch.Error
	switch {
	case problem == nil:
		return nil
	case r.ctx.Err() != nil:
		return r.ctx.Err()
	case errors.As(problem, &unfit) || errors.As(problem, &unfetched):
		if r.failed == nil {
			r.failed = problem
		} else {
			report(problem, false, r.streams)
		}
		return nil
	}
	return problem
}

func (r *adding) gather(source string) error {
	switch {
	case source == doc.Stdin:
		f, err := doc.ReadAll(r.in, source)
		if err != nil {
			return err
		}
		return r.one(f)
	case strings.HasPrefix(source, "http://") || strings.HasPrefix(source, "https://"):
		return r.fetch(source)
	}
	return corpus.Gather(r.ctx, source, func(f doc.File, problem error) error {
		if f.Source == source { // it was named itself
			if problem != nil {
				return problem
			}
			return r.one(f)
		}
		return r.among(f, problem)
	})
}

func (r *adding) fetch(address string) error {
	web, err := r.web()
	if err != nil {
		return err
	}
	defer web.Close()
	f, err := web.Fetch(r.ctx, address)
	if err != nil {
		return err
	}
	whole := f.Source
	return corpus.Unpack(r.ctx, f, func(f doc.File, problem error) error {
		if f.Source == whole && problem == nil {
			return r.one(f)
		}
		return r.among(f, problem)
	})
}

// among adds one file of many; one that is no article is left out.
func (r *adding) among(f doc.File, problem error) error {
	if problem == nil {
		problem = r.one(f)
	}
	var unfit *doc.Error
	if !errors.As(problem, &unfit) {
		return problem
	}
	r.skipped = append(r.skipped, skippedJSON{unfit.Source, unfit.Reason})
	r.note("left out: %s: %s", unfit.Source, unfit.Reason)
	return nil
}

// one adds one file and says so.
func (r *adding) one(f doc.File) error {
	bar := r.progress("embedding " + f.Name)
	added, err := r.library.Add(r.ctx, r.scope, f, library.Origin{Key: key(f)}, bar.Show)
	bar.End()
	if err != nil {
		return err
	}
	r.added = append(r.added, newOutcomeJSON(added))
	if r.JSON {
		return nil
	}
	broken := ""
	if n := len(added.Article.Warnings); n > 0 {
		broken = fmt.Sprintf(" (%d places look broken)", n)
	}
	return written(r.out.Line("%s  %s  %s"+broken, added.Article.ID, outcomes[added.Change], added.Article.Title))
}

// key is what a later version of a file takes the place of: the file at the same
// path, from wherever it is named. Standard input is never the same.
func key(f doc.File) string {
	if f.Source == doc.Stdin {
		return ""
	}
	if path, err := filepath.Abs(f.Source); err == nil {
		return path
	}
	return f.Source
}
