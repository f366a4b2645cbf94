package main

import (
	"fmt"
	"slices"
	"time"

	"footnote/cmd/footnote/internal/term"
	"footnote/internal/setup"
	"footnote/library/store"
)

type libraryRestore struct {
	Articles []string `arg:"" complete:"removed" optional:"" name:"article" help:"Ids or whole titles; without any, what can be restored is listed."`
}

func (libraryRestore) Help() string {
	return `Brings back articles that were removed within the last hour, as they were. Without a name it lists them. What stands in a backup is
brought back by "footnote restore" instead.

  footnote library restore
  footnote library restore 0a270d00291d`
}

// restorableJSON is a removed article that can still be restored.
type restorableJSON struct {
	ID      string    `json:"id"`
	Title   string    `json:"title"`
	Removed time.Time `json:"removed"`
	Until   time.Time `json:"until"` // when it will be erased
}

func (c *libraryRestore) Run(a *app) error {
	if len(c.Articles) == 0 {
		return c.list(a)
	}
	l, err := a.setup.Library(a.ctx)
	if err != nil {
		return err
	}
	defer l.Close()
	removed, err := l.Removed(a.ctx, l.Scope)
	if err != nil {
		return err
	}
	var ids, titles []string
	for _, wanted := range c.Articles {
		r, err := setup.NamedExactly(removed, ofRemoved, wanted)
		if err != nil {
			return unrestorable(explainName("library", err))
		}
		if !slices.Contains(ids, r.ID) {
			ids, titles = append(ids, r.ID), append(titles, r.Title)
		}
	}
	for i, id := range ids {
		was, err := l.Restore(a.ctx, l.Scope, id)
		if err == nil && !was {
			err = unrestorable(fmt.Errorf("%s can no longer be restored", id))
		}
		if err == nil {
			err = a.printDone(id, "restored", titles[i])
		}
		if err != nil {
			return err
		}
	}
	if a.JSON {
		return a.out.JSON(map[string]any{"restored": ids})
	}
	return nil
}

// unrestorable turns err into a failure with a hint how to list what can be restored.
func unrestorable(err error) *term.Failure {
	f := explain(err)
	f.What = "library restore"
	if len(f.Matches) == 0 {
		f.Hint = "footnote library restore, without a name, lists what can be restored"
	}
	return f
}

// list shows the articles that can be restored, and for how long.
func (c *libraryRestore) list(a *app) error {
	l, err := a.setup.LibraryToRead(a.ctx, false)
	if err != nil {
		return err
	}
	defer l.Close()
	var removed []store.Removed
	if l != nil {
		if removed, err = l.Removed(a.ctx, l.Scope); err != nil {
			return err
		}
	}
	if a.JSON {
		list := make([]restorableJSON, len(removed))
		for i, r := range removed {
			list[i] = restorableJSON{r.ID, r.Title, r.At.UTC(), r.Until.UTC()}
		}
		return a.out.JSON(map[string]any{"restorable": list})
	}
	if len(removed) == 0 {
		a.note("nothing can be restored: nothing was removed within the last hour")
	}
	for _, r := range removed {
		left := term.Count(int((time.Until(r.Until)+time.Minute-1)/time.Minute), "minute") + " left"
		if err := a.printDone(r.ID, left, r.Title); err != nil {
			return err
		}
	}
	return nil
}
