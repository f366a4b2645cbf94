package main

import (
	"time"

	"footnote/cmd/footnote/internal/term"
	"footnote/internal/setup"
	"footnote/library/store"
)

type libraryList struct{}

// summaryJSON is an article of the library.
type summaryJSON struct {
	ID        string    `json:"id"`
	Title     string    `json:"title"`
	Source    string    `json:"source"`
	Author    string    `json:"author,omitempty"`
	Published string    `json:"published,omitempty"`
	Chars     int       `json:"chars"`
	Passages  int       `json:"passages"`
	Sentences int       `json:"sentences"`
	Pages     int       `json:"pages,omitempty"`
	Added     time.Time `json:"added"`
}

func newSummaryJSON(s store.Summary) summaryJSON {
	return summaryJSON{s.ID, s.Title, s.Source, s.Author, s.Published, s.Characters, s.Passages, s.Sentences, s.Pages, s.Added.UTC()}
}

func (libraryList) Run(a *app) error {
	l, all, err := a.summaries()
	if err != nil {
		return err
	}
	defer l.Close()
	if a.JSON {
		list := make([]summaryJSON, len(all))
		for i, s := range all {
			list[i] = newSummaryJSON(s)
		}
		return a.out.JSON(map[string]any{"articles": list})
	}
	if len(all) == 0 {
		a.note("the library is empty; footnote library add PATH adds to it")
	}
	var out term.Page
	for _, s := range all {
		out.Line("%s  %s  %7d characters %5d passages  %s", s.ID, s.Added.Local().Format(time.DateOnly), s.Characters, s.Passages, s.Title)
	}
	return a.show(&out)
}

// summaries are what the library has, which is nil where there is none. The caller
// closes it.
func (a *app) summaries() (*setup.Library, []store.Summary, error) {
	l, err := a.setup.LibraryToRead(a.ctx, false)
	if l == nil || err != nil {
		return nil, nil, err
	}
	all, err := l.List(a.ctx, l.Scope)
	if err != nil {
		l.Close()
		return nil, nil, err
	}
	return l, all, nil
}
