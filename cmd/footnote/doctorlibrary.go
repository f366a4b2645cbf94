package main

import (
	"cmp"
	"fmt"

	"footnote/library"
	"footnote/library/store"
)

// checkData opens what is kept, for writing. What cannot be kept is only a
// warning: answers come all the same.
func (a *app) checkData() check {
	const name, other = "data", "--data DIR chooses another directory"
	path := a.setup.Database()
	if path == "" {
		return check{name, "warn", "there is no place where anything is kept", other}
	}
	db, err := store.OpenLibrary(a.ctx, path)
	if err != nil {
		return check{name, "warn", err.Error(), cmp.Or(explain(err).hint, other)}
	}
	defer db.Close()
	return check{name, "ok", path + " keeps articles, vectors and answers", ""}
}

// checkLibrary reads all articles of all scopes.
func (a *app) checkLibrary() check {
	const name = "library"
	db, err := a.setup.StoreToRead(a.ctx)
	if err != nil {
		return failing(name, err)
	}
	var s library.Survey
	if db != nil {
		defer db.Close()
		if s, err = library.Examine(a.ctx, db); err != nil {
			return failing(name, err)
		}
	}
	c := check{name, "ok", fmt.Sprintf("%s in %s, all whole", count(s.Articles, "article"), count(s.Scopes, "scope")), ""}
	switch {
	case s.Articles == 0:
		return check{name, "off", "there are no articles in it; answers come from the built-in one", "footnote library add PATH adds some"}
	case len(s.Damaged) > 0:
		first := s.Damaged[0]
		c.Status = "fail"
		c.Detail = fmt.Sprintf("%s in %s, %d of them damaged", count(s.Articles, "article"), count(s.Scopes, "scope"), len(s.Damaged))
		c.Hint = fmt.Sprintf("footnote library remove --scope %s %s, and add it again; or footnote restore BACKUP", first.Scope, first.ID)
	}
	return c
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
