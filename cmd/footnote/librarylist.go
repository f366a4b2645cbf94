package main

import (
	"time"

	"footnote/api/value"
	"footnote/cmd/footnote/internal/page"
	"footnote/cmd/footnote/internal/term"
	"footnote/internal/setup"
	"footnote/library/store"
)

type libraryList struct{}

func (libraryList) Run(a *app) error {
	l, all, err := a.summaries()
	if err != nil {
		return err
	}
	defer l.Close()
	if a.JSON {
		return a.out.JSON(value.NewLibrary(all))
	}
	if len(all) == 0 {
		a.note("the library is empty; footnote library add PATH adds to it")
	}
	var out term.Page
	for _, s := range all {
		out.Row(s.Title+page.FromPicture(s.SeenBy)+page.NotRead(s.Pictures), s.ID, s.Added.Local().Format(time.DateOnly), term.Column(7, s.Characters, "character")+" "+term.Column(5, s.Passages, "passage"))
	}
	return a.show(&out)
}

// summaries returns the library and its articles. The library is nil if there is none yet. The
// caller closes it.
func (a *app) summaries() (*setup.Library, []store.Summary, error) {
	l, err := a.setup.LibraryToRead(a.ctx, false)
	if l == nil || err != nil {
		return nil, nil, err
	}
	all, err := l.List(a.ctx, l.Scope)
	if err == nil {
		err = l.Store.CountPictures(a.ctx, l.Scope, all)
	}
	if err != nil {
		l.Close()
		return nil, nil, err
	}
	return l, all, nil
}
