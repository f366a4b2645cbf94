package main

import (
	"footnote/corpus/doc"
	"footnote/internal/setup"
	"footnote/library/store"
)

type libraryCommand struct {
	Add     libraryAdd     `cmd:"" help:"Add files, folders, zip archives or addresses."`
	Sync    librarySync    `cmd:"" help:"Take what has changed in sites, pages and folders, and tell of what is gone."`
	List    libraryList    `cmd:"" help:"List the articles."`
	Show    libraryShow    `cmd:"" help:"Show all about one article."`
	Remove  libraryRemove  `cmd:"" help:"Remove articles."`
	Restore libraryRestore `cmd:"" help:"Bring back what was removed within the last hour."`
	Export  libraryExport  `cmd:"" help:"Write all articles as lines of JSON."`
	Import  libraryImport  `cmd:"" help:"Add what export wrote."`
}

// printDone prints what was done to an article. With --json it prints nothing.
func (a *app) printDone(id, what, title string) error {
	if a.JSON {
		return nil
	}
	if title == "" {
		return written(a.out.Line("%s  %s", id, what))
	}
	return written(a.out.Line("%s  %s  %s", id, what, title))
}

func ofSummary(s store.Summary) (id, title string) { return s.ID, s.Title }

// bySource returns the id of the article that came from wanted, a path or an address. It returns
// wanted itself if that is the id or title of an article, or if not exactly one came from there.
func bySource[A any](all []A, of func(A) store.Summary, wanted string) string {
	source, key := setup.CompleteAddress(wanted), setup.Key(doc.File{Source: wanted})
	var from []string
	for _, one := range all {
		s := of(one)
		if s.ID == wanted || s.Title == wanted {
			return wanted
		}
		if s.Source != "" && s.Source != doc.Stdin && (s.Source == source || s.Key != "" && s.Key == key) {
			from = append(from, s.ID)
		}
	}
	if len(from) != 1 {
		return wanted
	}
	return from[0]
}

func itself(s store.Summary) store.Summary { return s }

func summaryOf(r store.Removed) store.Summary { return r.Summary }

func ofRemoved(r store.Removed) (id, title string) { return r.ID, r.Title }
