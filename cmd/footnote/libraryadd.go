package main

import (
	"errors"
	"slices"
	"time"

	"footnote/cmd/footnote/internal/doctor"
	"footnote/corpus/doc"
	"footnote/corpus/fetch"
	"footnote/internal/setup"
	"footnote/library"
	"footnote/library/store"
)

type libraryAdd struct {
	Sources []string `arg:"" name:"path|url" help:"Files, folders, zip archives, addresses; - is standard input."`
}

func (libraryAdd) Help() string {
	return "Reads " + doc.KindNames() + `. What is added stays and is what "ask", "search" and "chat" answer from. Adding the
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
	Hint   string `json:"hint,omitempty"`
}

// adding is a run of "library add".
type adding struct {
	*app
	library *setup.Library
	added   []outcomeJSON
	skipped []skippedJSON
	failed  error // the first failure of something that was named
}

func (c *libraryAdd) Run(a *app) error {
	start := time.Now()
	run := adding{app: a, added: []outcomeJSON{}, skipped: []skippedJSON{}}
	var err error
	if run.library, err = a.setup.Library(a.ctx); err != nil {
		return err
	}
	defer run.library.Close()
	for _, source := range c.Sources {
		if err := run.addSource(source); err != nil {
			return err
		}
	}
	if a.JSON && run.failed == nil {
		return a.out.JSON(struct {
			Added   []outcomeJSON `json:"added"`
			Skipped []skippedJSON `json:"skipped"`
			TookMS  float64       `json:"took_ms"`
		}{run.added, run.skipped, milliseconds(time.Since(start))})
	}
	return run.failed
}

// addSource adds what one argument names. Only what ends the whole run is an
// error; a file that is no article ends nothing.
func (r *adding) addSource(source string) error {
	problem := r.setup.Gather(r.ctx, source, func(f doc.File, alone bool, problem error) error {
		if alone {
			return r.addFile(f)
		}
		return r.addOrSkip(f, problem)
	})
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

// addOrSkip adds one file of many. One that is no article is left out, with a note.
func (r *adding) addOrSkip(f doc.File, problem error) error {
	if problem == nil {
		problem = r.addFile(f)
	}
	var unfit *doc.Error
	if !errors.As(problem, &unfit) {
		return problem
	}
	said := r.inWords()
	what := said(unfit.Reason)
	if unfit.Hint != "" && !slices.ContainsFunc(r.skipped, func(s skippedJSON) bool { return s.Hint == unfit.Hint }) {
		what += "; " + said(unfit.Hint) // once
	}
	r.skipped = append(r.skipped, skippedJSON{unfit.Source, unfit.Reason, unfit.Hint})
	r.note("left out: %s: %s", unfit.Source, what)
	return nil
}

// addFile adds one file and says so.
func (r *adding) addFile(f doc.File) error {
	bar := r.progress("embedding " + f.Name)
	added, err := r.library.Add(r.ctx, r.library.Scope, f, library.Origin{Key: setup.Key(f)}, bar.Show)
	bar.End()
	if err != nil {
		return err
	}
	r.added = append(r.added, newOutcomeJSON(added))
	if r.JSON {
		return nil
	}
	warned := ""
	if n := len(added.Article.Warnings); n > 0 {
		warned = " (" + doctor.Count(n, "warning") + "; see footnote index)"
	}
	return written(r.out.Line("%s  %s  %s"+warned, added.Article.ID, outcomes[added.Change], added.Article.Title))
}
