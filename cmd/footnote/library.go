package main

import (
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

func ofSummary(s store.Summary) setup.Identity {
	return setup.Identity{ID: s.ID, Title: s.Title, Source: s.Source, Key: s.Key}
}

func ofRemoved(r store.Removed) setup.Identity { return ofSummary(r.Summary) }
