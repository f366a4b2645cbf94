package main

import (
	"cmp"
	"errors"
	"slices"
	"time"

	"footnote/cmd/footnote/internal/doctor"
	"footnote/cmd/footnote/internal/upkeep"
	"footnote/corpus/doc"
	"footnote/corpus/fetch"
	"footnote/internal/setup"
	"footnote/library"
	"footnote/library/store"
	"footnote/library/subscription"
)

type libraryAdd struct {
	Sources []string      `arg:"" name:"path|url" help:"Files, folders, zip archives, addresses, sitemaps; - is standard input."`
	Follow  int           `help:"Add the pages that an address links to as well, on its host and in its folder, so many links deep." placeholder:"N"`
	Pages   int           `help:"Most pages of a site; without it, 1,000 that links lead to, and 10,000 of a sitemap." placeholder:"N"`
	Every   time.Duration `help:"Have footnote serve look again for what has changed, so often; 1m is the least, -1s ends it." placeholder:"24h"`
	Watch   bool          `help:"Stay, and take what changes in a folder as it does, until Ctrl-C."`
	Prune   bool          `help:"Delete the articles of pages and files that are gone, now and whenever it is looked again."`
	Pause   time.Duration `help:"Pause between two requests to a site, at least; its robots.txt may ask for a longer one." default:"1s"`
}

func (libraryAdd) Help() string {
	return "Reads " + doc.KindNames() + `. What is added stays and is what "ask", "search" and "chat" answer from. Adding the
same text again changes nothing; a new version of a file or page takes the place of the old one.

  footnote library add report.pdf notes/ https://example.org/article
  footnote ask "2022年我国算力总规模是多少?"

Of a sitemap all pages are added, with --follow those that links lead to. Where that breaks off, the same command goes on.
"library sync" takes what has changed since, of these, of pages with --every and of folders, and tells of what is gone.

  footnote library add https://example.org/sitemap.xml --every 24h
  footnote library add https://example.org/guide/ --follow 2
  footnote library add --watch notes/`
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

// adding is a run of "library add" or "library sync".
type adding struct {
	*app
	library *setup.Library
	upkeep  upkeep.Runner
	took    []library.Added // of the source that is being added
	added   []outcomeJSON
	skipped []skippedJSON
	failed  error                 // the first failure of something that was named
	listed  []upkeep.Subscription // what there is, where nothing else was asked
}

// adding has work change the library, and says what it did.
func (a *app) adding(work func(*adding) error) (err error) {
	start := time.Now()
	r := &adding{app: a, added: []outcomeJSON{}, skipped: []skippedJSON{}}
	if r.library, err = a.setup.Library(a.ctx); err != nil {
		return err
	}
	defer r.library.Close()
	updater, done, err := a.setup.Updater(r.library.Library, nil, a.setup.Log)
	if err != nil {
		return err
	}
	defer done()
	r.upkeep = upkeep.Runner{Setup: a.setup, Updater: updater, Scope: r.library.Scope, Show: r.show, LeaveOut: r.leaveOut, Note: a.note, Progress: a.progress}
	if !a.JSON {
		r.upkeep.Line = func(format string, args ...any) error { return written(a.out.Line(format, args...)) }
	}
	if err := work(r); err != nil || r.failed != nil || !a.JSON {
		return cmp.Or(err, r.failed)
	}
	if r.listed != nil {
		return a.out.JSON(map[string]any{"subscriptions": r.listed})
	}
	return a.out.JSON(struct {
		Added   []outcomeJSON   `json:"added"`
		Skipped []skippedJSON   `json:"skipped"`
		Gone    []upkeep.Gone   `json:"gone,omitempty"`
		Synced  []upkeep.Synced `json:"synced,omitempty"`
		TookMS  float64         `json:"took_ms"`
	}{r.added, r.skipped, r.upkeep.Gone, r.upkeep.Synced, milliseconds(time.Since(start))})
}

func (c *libraryAdd) Run(a *app) error {
	switch {
	case c.Every > 0 && c.Every < subscription.LeastEvery:
		return usagef("--every is at least %s", subscription.LeastEvery)
	case c.Follow < 0 || c.Pages < 0:
		return usagef("--follow and --pages are numbers of links and pages")
	case c.Watch && a.JSON:
		return usagef("--watch goes on until Ctrl-C, and --json prints one value in the end: use library sync --json")
	}
	return a.adding(func(r *adding) error {
		wish := setup.Wish{Follow: c.Follow, Pages: c.Pages, Every: c.Every, Pause: c.Pause, Watch: c.Watch, Prune: c.Prune}
		var kept []store.Subscription
		for _, source := range c.Sources {
			s, ok, err := r.upkeep.Begin(r.ctx, source, wish)
			switch {
			case ok:
				kept = append(kept, s)
			case err == nil:
				err = r.addSource(source)
			}
			if err = r.unlessOfSource(err); err != nil {
				return err
			}
		}
		if !c.Watch || len(kept) == 0 {
			return nil
		}
		return r.upkeep.Watch(r.ctx, kept, r.unlessOfSource)
	})
}

// addSource adds what one argument names. Only what ends the whole run is an
// error; a file that is no article ends nothing.
func (r *adding) addSource(source string) error {
	r.took = nil
	problem := r.setup.Gather(r.ctx, source, func(f doc.File, alone bool, problem error) error {
		if alone {
			return r.addFile(f)
		}
		return r.addOrSkip(f, problem)
	})
	if r.ctx.Err() != nil {
		return r.ctx.Err()
	}
	return errors.Join(problem, r.upkeep.Took(r.ctx, source, r.took))
}

// unlessOfSource notes what a source is to blame for: the others are added all the same.
// Anything else is returned.
func (r *adding) unlessOfSource(problem error) error {
	var unfit *doc.Error
	var unfetched *fetch.Error
	var stopped *subscription.StoppedError
	if errors.As(problem, &unfit) || errors.As(problem, &unfetched) || errors.As(problem, &stopped) {
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
	r.leaveOut(unfit.Source, unfit.Reason, unfit.Hint)
	return nil
}

func (r *adding) leaveOut(source, reason, hint string) {
	said := r.inWords()
	what := said(reason)
	if hint != "" && !slices.ContainsFunc(r.skipped, func(s skippedJSON) bool { return s.Hint == hint }) {
		what += "; " + said(hint) // once
	}
	r.skipped = append(r.skipped, skippedJSON{source, reason, hint})
	r.note("left out: %s: %s", source, what)
}

// addFile adds one file and says so.
func (r *adding) addFile(f doc.File) error {
	bar := r.progress("embedding " + f.Name)
	added, err := r.library.Add(r.ctx, r.library.Scope, f, library.Origin{Key: setup.Key(f)}, bar.Show)
	bar.End()
	if err != nil {
		return err
	}
	return r.show(added)
}

// show says what came of a file.
func (r *adding) show(added library.Added) error {
	r.added, r.took = append(r.added, newOutcomeJSON(added)), append(r.took, added)
	if r.JSON {
		return nil
	}
	warned := ""
	if n := len(added.Article.Warnings); n > 0 {
		warned = " (" + doctor.Count(n, "warning") + "; see footnote index)"
	}
	return written(r.out.Line("%s  %s  %s"+warned, added.Article.ID, outcomes[added.Change], added.Article.Title))
}
