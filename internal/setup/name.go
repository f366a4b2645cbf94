package setup

import (
	"cmp"
	"fmt"
	"slices"
	"unicode/utf8"

	"footnote/internal/edits"
	"footnote/library"
	"footnote/rag/lexical"
)

// An UnclearError means that a name does not identify one article.
type UnclearError struct {
	Name    string  // as given, but shortened
	Exact   bool    // whether Matches have exactly that id or title; otherwise they are similar
	Matches []Match // articles that may be meant; may be empty
}

// A Match is an article that may be meant.
type Match struct{ ID, Title string }

func (e *UnclearError) Error() string {
	if len(e.Matches) == 0 {
		return fmt.Sprintf("no article is called %q", e.Name)
	}
	return fmt.Sprintf("%d articles may be meant by %q", len(e.Matches), e.Name)
}

// Named returns the article with the given id or title, or a part of either. It is for reading,
// where a wrong guess does no harm, so a single similar article is enough. If there are
// several, the error is an [*UnclearError].
func Named[A any](all []A, name func(A) (id, title string), wanted string) (one A, err error) {
	found := find(all, name, wanted)
	if c := found.Candidates(); len(c) == 1 {
		return c[0], nil
	}
	return one, unclear(all, wanted, found, name)
}

// NamedExactly returns the article with exactly that id or title. Otherwise the error is an
// [*UnclearError].
func NamedExactly[A any](all []A, name func(A) (id, title string), wanted string) (one A, err error) {
	found := find(all, name, wanted)
	if len(found.Exact) == 1 {
		return found.Exact[0], nil
	}
	return one, unclear(all, wanted, found, name)
}

func find[A any](all []A, name func(A) (id, title string), wanted string) library.Found[A] {
	return library.Find(all, name, lexical.NewAnalyser().Fold, wanted)
}

func unclear[A any](all []A, wanted string, found library.Found[A], name func(A) (id, title string)) *UnclearError {
	e := &UnclearError{Name: shorten(wanted), Exact: len(found.Exact) > 0}
	candidates := found.Candidates()
	if len(candidates) == 0 {
		candidates = mistyped(all, name, wanted)
	}
	for _, one := range candidates {
		id, title := name(one)
		e.Matches = append(e.Matches, Match{id, title})
	}
	return e
}

// maxShown is the maximum length in characters of a name in an error, and maxTyped that of a
// name for which similar titles are searched. A longer one is no mistyped title.
const (
	maxShown = 80
	maxTyped = 200
)

// shorten returns a name as an error shows it.
func shorten(name string) string {
	n := 0
	for at := range name {
		if n++; n > maxShown {
			return name[:at] + "…"
		}
	}
	return name
}

// mistyped returns the articles with the most similar titles, assuming that the name is
// mistyped in up to one in four of its characters.
func mistyped[A any](all []A, name func(A) (id, title string), wanted string) (near []A) {
	const most = 5
	type candidate struct {
		one   A
		edits int
	}
	if utf8.RuneCountInString(wanted) > maxTyped {
		return nil
	}
	fold := lexical.NewAnalyser().Fold
	wanted = fold(wanted)
	length := utf8.RuneCountInString(wanted)
	allowed := (length + 1) / 4
	var found []candidate
	for _, one := range all {
		_, title := name(one)
		title = fold(title)
		if n := utf8.RuneCountInString(title); max(n-length, length-n) > allowed {
			continue // at least so many characters differ
		}
		if n := edits.Between(wanted, title); n <= allowed {
			found = append(found, candidate{one, n})
		}
	}
	slices.SortStableFunc(found, func(a, b candidate) int { return cmp.Compare(a.edits, b.edits) })
	for _, c := range found[:min(len(found), most)] {
		near = append(near, c.one)
	}
	return near
}
