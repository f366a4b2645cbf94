package doctor

import (
	"cmp"
	"context"
	"fmt"

	"footnote/cmd/footnote/internal/term"
	"footnote/library"
	"footnote/library/store"
)

// checkData opens the database for writing. A failure is only a warning: questions are answered
// all the same.
func (d Doctor) checkData(ctx context.Context) Check {
	const name, other = "data", "--data DIR chooses another directory"
	path := d.Setup.Database()
	if path == "" {
		return Check{name, "warn", "there is no place where anything is kept", other}
	}
	db, err := store.OpenLibrary(ctx, path)
	if err != nil {
		return Check{name, "warn", err.Error() + d.read(ctx, path), cmp.Or(d.Explain(err).Hint, other)}
	}
	defer db.Close()
	state, err := db.State(ctx)
	if err != nil {
		return d.failing(name, err)
	}
	return Check{name, "ok", fmt.Sprintf("%s keeps articles, vectors and answers: %s", db.Path(), state), ""}
}

// read describes a database that can only be read, as the continuation of another text.
func (d Doctor) read(ctx context.Context, place string) string {
	db, ok, err := store.ReadLibrary(ctx, place)
	if !ok || err != nil {
		return "" // the caller reports that already
	}
	defer db.Close()
	state, err := db.State(ctx)
	if err != nil {
		return ""
	}
	return "; " + state.String()
}

// checkLibrary reads all articles of all scopes.
func (d Doctor) checkLibrary(ctx context.Context) Check {
	const name = "library"
	db, err := d.Setup.StoreToRead(ctx)
	if err != nil {
		return d.failing(name, err)
	}
	var s library.Survey
	if db != nil {
		defer db.Close()
		if s, err = library.Examine(ctx, db); err != nil {
			return d.failing(name, err)
		}
	}
	c := Check{name, "ok", fmt.Sprintf("%s in %s, all whole", term.Count(s.Articles, "article"), term.Count(s.Scopes, "scope")), ""}
	switch {
	case s.Articles == 0:
		return Check{name, "off", "there are no articles in it; answers come from the built-in one", "footnote library add PATH adds some"}
	case len(s.Damaged) > 0:
		first := s.Damaged[0]
		c.Status = "fail"
		c.Detail = fmt.Sprintf("%s in %s, %d of them damaged", term.Count(s.Articles, "article"), term.Count(s.Scopes, "scope"), len(s.Damaged))
		c.Hint = fmt.Sprintf("footnote library remove --scope %s %s, and add it again; or footnote restore BACKUP", first.Scope, first.ID)
	}
	return c
}
