package main

import (
	"errors"
	"fmt"

	"footnote/cmd/footnote/internal/term"
	"footnote/library"
	"footnote/library/store"
	"footnote/rag/lexical"
)

// matchJSON is an article that somebody may mean.
type matchJSON struct {
	ID    string `json:"id"`
	Title string `json:"title"`
}

func ofSummary(s store.Summary) (id, title string) { return s.ID, s.Title }

func ofRemoved(r store.Removed) (id, title string) { return r.ID, r.Title }

// find finds the articles that somebody means.
func find[A any](all []A, name func(A) (id, title string), wanted string) library.Found[A] {
	return library.Find(all, name, lexical.NewAnalyser().Fold, wanted)
}

// toRead is the article that somebody means. Reading harms nothing, so one that
// comes near is enough; between several nobody chooses.
func toRead[A any](what string, all []A, name func(A) (id, title string), wanted string) (one A, err error) {
	found := find(all, name, wanted)
	if c := found.Candidates(); len(c) == 1 {
		return c[0], nil
	}
	return one, unclear(what, wanted, found, name)
}

// exactly is the article that has just that id or title.
func exactly[A any](all []A, name func(A) (id, title string), wanted string) (one A, err error) {
	found := find(all, name, wanted)
	if len(found.Exact) == 1 {
		return found.Exact[0], nil
	}
	return one, unclear("library", wanted, found, name)
}

// unclear says that it is not clear which article is meant, and which may be.
func unclear[A any](what, wanted string, found library.Found[A], name func(A) (id, title string)) *failure {
	f := &failure{what: what, status: statusUsage, code: "article", hint: "give the whole id or title of one"}
	for _, one := range found.Candidates() {
		id, title := name(one)
		f.matches = append(f.matches, matchJSON{id, title})
	}
	wanted = term.Line(wanted)
	switch {
	case wanted == "":
		f.err, f.hint = errors.New("an article without a name is none"), listHint
	case len(f.matches) == 0:
		f.err, f.hint = fmt.Errorf("no article is called %s", wanted), listHint
	case len(found.Exact) > 0:
		f.err, f.hint = fmt.Errorf("%d articles are called %s", len(f.matches), wanted), "give the id of one"
	case len(f.matches) == 1:
		f.err = fmt.Errorf("no article is called %s; one comes near", wanted)
	default:
		f.err = fmt.Errorf("no article is called %s; %d come near", wanted, len(f.matches))
	}
	return f
}

const listHint = "footnote library list shows ids and titles"
