package setup

import (
	"fmt"

	"footnote/library"
	"footnote/rag/lexical"
)

// An UnclearError is that a name does not tell which article is meant.
type UnclearError struct {
	Name    string
	Exact   bool    // whether Matches have just that id or title; else they come near
	Matches []Match // articles that may be meant; empty is none
}

// A Match is an article that somebody may mean.
type Match struct{ ID, Title string }

func (e *UnclearError) Error() string {
	if len(e.Matches) == 0 {
		return fmt.Sprintf("no article is called %q", e.Name)
	}
	return fmt.Sprintf("%d articles may be meant by %q", len(e.Matches), e.Name)
}

// Named is the article that somebody means by an id or a title, or by a part of
// either. Reading harms nothing, so one that comes near is enough; between several
// nobody chooses, which is an [*UnclearError].
func Named[A any](all []A, name func(A) (id, title string), wanted string) (one A, err error) {
	found := find(all, name, wanted)
	if c := found.Candidates(); len(c) == 1 {
		return c[0], nil
	}
	return one, unclear(wanted, found, name)
}

// NamedExactly is the article that has just that id or title; anything else is an
// [*UnclearError].
func NamedExactly[A any](all []A, name func(A) (id, title string), wanted string) (one A, err error) {
	found := find(all, name, wanted)
	if len(found.Exact) == 1 {
		return found.Exact[0], nil
	}
	return one, unclear(wanted, found, name)
}

func find[A any](all []A, name func(A) (id, title string), wanted string) library.Found[A] {
	return library.Find(all, name, lexical.NewAnalyser().Fold, wanted)
}

func unclear[A any](wanted string, found library.Found[A], name func(A) (id, title string)) *UnclearError {
	e := &UnclearError{Name: wanted, Exact: len(found.Exact) > 0}
	for _, one := range found.Candidates() {
		id, title := name(one)
		e.Matches = append(e.Matches, Match{id, title})
	}
	return e
}
