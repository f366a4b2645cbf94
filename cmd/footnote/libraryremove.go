package main

import (
	"slices"
	"strings"

	"footnote/internal/setup"
	"footnote/library/store"
)

type libraryRemove struct {
	Articles []string `arg:"" complete:"article" name:"article" help:"Ids or whole titles, or the files or addresses that they came from."`
}

func (libraryRemove) Help() string {
	return `Removes articles by their id or their whole title, in either script of Chinese. Anything else lists what comes near, and removes nothing.
What was removed can be restored for an hour, and is erased after that.

  footnote library remove 0a270d00291d
  footnote library restore 0a270d00291d`
}

func (c *libraryRemove) Run(a *app) error {
	l, err := a.setup.Library(a.ctx)
	if err != nil {
		return err
	}
	defer l.Close()
	chosen, err := c.choose(a, l)
	if err != nil {
		return err
	}
	ids, restorable := []string{}, []restorableJSON{}
	for _, s := range chosen {
		until, was, err := l.Remove(a.ctx, l.Scope, s.ID)
		switch {
		case err != nil:
			return err
		case !was:
			a.note("%s was removed by another process just now", s.ID)
			continue
		}
		ids = append(ids, s.ID)
		did := "removed"
		if until.IsZero() {
			did = "erased, as it was damaged"
		} else {
			restorable = append(restorable, restorableJSON{s.ID, s.Title, until.Add(-store.Restorable).UTC(), until.UTC()})
		}
		if err := a.printDone(s.ID, did, s.Title); err != nil {
			return err
		}
	}
	if a.JSON {
		return a.out.JSON(map[string]any{"removed": ids, "restorable": restorable})
	}
	a.noteRestorable(restorable)
	return nil
}

// choose finds all named articles before any of them is removed.
func (c *libraryRemove) choose(a *app, l *setup.Library) (chosen []store.Summary, err error) {
	all, err := l.List(a.ctx, l.Scope)
	if err != nil {
		return nil, err
	}
	damaged, err := l.Damaged(a.ctx, l.Scope)
	if err != nil {
		return nil, err
	}
	for _, wanted := range c.Articles {
		s, err := setup.NamedExactly(all, ofSummary, wanted)
		if id := strings.TrimSpace(wanted); err != nil && slices.Contains(damaged, id) {
			s, err = store.Summary{ID: id}, nil
		}
		if err != nil {
			return nil, explainName("library", err)
		}
		if !slices.ContainsFunc(chosen, func(other store.Summary) bool { return other.ID == s.ID }) {
			chosen = append(chosen, s)
		}
	}
	return chosen, nil
}

// noteRestorable tells how to restore the removed articles.
func (a *app) noteRestorable(removed []restorableJSON) {
	if len(removed) == 0 {
		return
	}
	command := "footnote library restore"
	if a.Scope != string(store.Local) {
		command += " --scope " + a.Scope
	}
	for _, r := range removed {
		command += " " + r.ID
	}
	a.note("within an hour, %s brings back what was removed", command)
}
