package main

import (
	"cmp"
	"errors"
	"slices"
	"time"

	"footnote/api/value"
	"footnote/cmd/footnote/internal/failure"
	"footnote/cmd/footnote/internal/page"
	"footnote/cmd/footnote/internal/term"
	"footnote/cmd/footnote/internal/upkeep"
	"footnote/corpus/doc"
	"footnote/corpus/fetch"
	"footnote/internal/setup"
	"footnote/library"
	"footnote/library/store"
	"footnote/library/subscription"
)

type libraryAdd struct {
	Sources []string      `arg:"" complete:"file" name:"path|url" help:"Files, folders, zip archives, addresses, sitemaps; - is standard input."`
	Follow  int           `help:"Add the pages that an address links to as well, on its host and in its folder, so many links deep." placeholder:"N"`
	Pages   int           `help:"Most pages of a site; without it, 1,000 that links lead to, and 10,000 of a sitemap." placeholder:"N"`
	Every   time.Duration `help:"Have footnote serve look again for what has changed, so often; 1m is the least, -1s ends it." placeholder:"24h"`
	Watch   bool          `help:"Stay, and take what changes in a folder as it does, until Ctrl-C."`
	Prune   bool          `help:"Delete the articles of pages and files that are gone, now and whenever it is looked again."`
	Keep    bool          `name:"keep-original" help:"Keep PDFs themselves as well, so that footnote show, and Sources in Discord, can show their pages. Later versions are kept then, too."`
	Most    int64         `name:"max-originals" help:"Most megabytes that the kept PDFs of the library take together; 0 keeps none, -1 is no limit." default:"1000" least:"-1" env:"FOOTNOTE_MAX_ORIGINALS" placeholder:"MB"`
	Pause   time.Duration `help:"Pause between two requests to a site, at least; its robots.txt may ask for a longer one." default:"1s"`
}

func (libraryAdd) Help() string {
	return "Reads " + doc.KindNames() + ", and with FOOTNOTE_VISION_MODEL pictures and scans" + `. What is added stays and is what "ask", "search" and "chat" answer from. Adding the
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
	value.Article
	Outcome  string `json:"outcome"`            // added, replaced or unchanged
	Replaced string `json:"replaced,omitempty"` // id of the previous version
}

var outcomes = map[store.Change]string{store.Added: "added", store.Replaced: "replaced", store.Unchanged: "unchanged"}

func newOutcomeJSON(a library.Added) outcomeJSON {
	return outcomeJSON{value.NewArticle(a.Article), outcomes[a.Change], a.Replaced}
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
	took    []library.Added // articles of the current source
	added   []outcomeJSON
	skipped []skippedJSON
	failed  error                 // the first failure of a source named on the command line
	listed  []upkeep.Subscription // all subscriptions, if only a list was asked for
}

// adding runs work, which changes the library, and reports what it did.
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
	err = cmp.Or(r.upkeep.Kept(work(r)), r.failed)
	if !a.JSON || err != nil && len(r.added) == 0 && len(r.skipped) < 2 { // the error says it all
		return err
	}
	if err == nil && r.listed != nil {
		return a.out.JSON(map[string]any{"subscriptions": r.listed})
	}
	told := struct {
		Added   []outcomeJSON   `json:"added"`
		Skipped []skippedJSON   `json:"skipped"`
		Gone    []upkeep.Gone   `json:"gone,omitempty"`
		Synced  []upkeep.Synced `json:"synced,omitempty"`
		TookMS  float64         `json:"took_ms"`
		Error   map[string]any  `json:"error,omitempty"` // articles may have been added before it, or in spite of it
	}{r.added, r.skipped, r.upkeep.Gone, r.upkeep.Synced, value.Milliseconds(time.Since(start)), nil}
	if err == nil {
		return a.out.JSON(told)
	}
	f := failure.Named(err, a.named)
	told.Error, f.Told = f.Value(), true
	return cmp.Or[error](a.out.JSON(told), f)
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
	a.setup.KeepOriginals, a.setup.MaxOriginals = c.Keep, library.Megabytes(c.Most)
	return a.adding(func(r *adding) error {
		options := setup.SubscriptionOptions{Follow: c.Follow, Pages: c.Pages, Every: c.Every, Pause: c.Pause, Watch: c.Watch, Prune: c.Prune}
		r.upkeep.Expect(r.ctx, c.Sources)
		var kept []store.Subscription
		for _, source := range c.Sources {
			source = setup.CompleteAddress(source)
			s, ok, err := r.upkeep.Begin(r.ctx, source, options)
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

// addSource adds what one argument names. It returns only errors that concern the whole
// argument or the whole run: a file of many that is not an article is skipped.
func (r *adding) addSource(source string) error {
	r.took = nil
	next, end := r.upkeep.Files(source)
	defer end()
	nothing := true
	problem := r.setup.Gather(r.ctx, source, func(f doc.File, alone bool, problem error) (err error) {
		nothing = false
		if alone {
			err = r.addFile(f)
		} else {
			err = r.addOrSkip(f, problem)
		}
		if err == nil || r.ctx.Err() == nil { // not in the middle of it
			next()
		}
		return err
	})
	if r.ctx.Err() != nil {
		return r.ctx.Err()
	}
	if nothing && problem == nil {
		r.skipped = append(r.skipped, skippedJSON{Source: fetch.Redacted(source), Reason: "has nothing to read in it"})
		r.note("nothing to read in %s", fetch.Redacted(source))
	}
	return errors.Join(problem, r.upkeep.Took(r.ctx, source, r.took))
}

// unlessOfSource records a problem that concerns one source alone, so that the other sources
// are still added. It returns any other problem.
func (r *adding) unlessOfSource(problem error) error {
	var unfit *doc.Error
	var unfetched *fetch.Error
	var stopped *subscription.StoppedError
	switch {
	case errors.As(problem, &unfit):
		r.skipped = append(r.skipped, skippedJSON(*unfit))
	case errors.As(problem, &unfetched):
		r.skipped = append(r.skipped, skippedJSON{unfetched.Address, unfetched.Reason, unfetched.Hint})
	case errors.As(problem, &stopped):
		r.skipped = append(r.skipped, skippedJSON{Source: stopped.Name, Reason: stopped.Error()})
	default:
		return problem
	}
	if r.failed == nil {
		r.failed = problem
	} else {
		report(problem, false, r.streams)
	}
	return nil
}

// addOrSkip adds one file of many. A file that is not an article is skipped with a note.
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
		separator, advice := "; ", said(hint)
		if advice != hint {
			separator = "；"
		}
		what += separator + advice // each hint is shown once
	}
	r.skipped = append(r.skipped, skippedJSON{source, reason, hint})
	r.note("left out: %s: %s", source, what)
}

// addFile adds one file and reports the outcome.
func (r *adding) addFile(f doc.File) error {
	bar := r.progress(f.Name + ": reading").Begin()
	defer bar.End()
	seeing := func(page, of int) {
		bar.Say(f.Name+": reading its pages", page-1, of)
		if !r.err.Terminal() && !r.JSON {
			r.note("%s: page %d of %d is being read", f.Name, page, of)
		}
	}
	added, err := r.library.Add(r.ctx, r.library.Scope, f, library.Origin{Key: setup.Key(f), Seeing: seeing}, func(done, total int) {
		bar.Say(f.Name+": embedding", done, total)
	})
	if err != nil {
		return err
	}
	return r.show(added)
}

// show records and prints the outcome of adding a file.
func (r *adding) show(added library.Added) error {
	r.added, r.took = append(r.added, newOutcomeJSON(added)), append(r.took, added)
	if r.JSON {
		return nil
	}
	if added.Original == store.NoRoom {
		r.note("%s: the file itself is not kept: --max-originals leaves no room for it", added.Article.Title)
	}
	for _, u := range added.Article.Unread {
		r.note("%s: %s not read: %s", added.Article.Title, doc.Numbered(u.Numbers), r.inWords()(u.Reason))
		if u.Again {
			r.note("add it again, or use library sync, to try these pages once more; what was read is kept")
		}
	}
	warned := page.FromPicture(added.Article.SeenBy) + page.NotRead(added.Article.Pictures)
	if n := len(added.Article.Warnings); n > 0 {
		warned += " (" + term.Count(n, "warning") + "; see footnote index)"
	}
	return written(r.out.Line("%s  %s  %s", added.Article.ID, outcomes[added.Change], added.Article.Title+warned))
}
