package main

import (
	"errors"
	"fmt"

	"footnote/cmd/footnote/internal/term"
	"footnote/internal/setup"
)

// matchJSON is an article that somebody may mean.
type matchJSON struct {
	ID    string `json:"id"`
	Title string `json:"title"`
}

// explainName says that it is not clear which article is meant, and which may be.
// Another error stays as it is.
func explainName(what string, err error) error {
	e, ok := errors.AsType[*setup.UnclearError](err)
	if !ok {
		return err
	}
	f := &failure{what: what, status: statusUsage, code: "article", hint: "give the whole id or title of one"}
	for _, m := range e.Matches {
		f.matches = append(f.matches, matchJSON(m))
	}
	wanted := term.Line(e.Name)
	switch {
	case wanted == "":
		f.err, f.hint = errors.New("an article without a name is none"), listHint
	case len(f.matches) == 0:
		f.err, f.hint = fmt.Errorf("no article is called %s", wanted), listHint
	case e.Exact:
		f.err, f.hint = fmt.Errorf("%d articles are called %s", len(f.matches), wanted), "give the id of one"
	case len(f.matches) == 1:
		f.err = fmt.Errorf("no article is called %s; one comes near", wanted)
	default:
		f.err = fmt.Errorf("no article is called %s; %d come near", wanted, len(f.matches))
	}
	return f
}

const listHint = "footnote library list shows ids and titles"
