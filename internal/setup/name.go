package setup

import (
	"cmp"
	"fmt"
	"slices"
	"unicode/utf8"

	"footnote/corpus/doc"
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

// An Identity is what an article can be named by.
type Identity struct {
	ID, Title string
	Source    string // the path or address that it came from; empty if it cannot be named by that
	Key       string // of the source, see [Key]; may be empty
}

// Named returns the article with the given id or title, or a part of either, or that came from
// the given path or address. It is for reading, where a wrong guess does no harm, so a single
// similar article is enough. If there are several, the error is an [*UnclearError].
func Named[A any](all []A, of func(A) Identity, wanted string) (one A, err error) {
	found := find(all, of, wanted)
	if c := found.Candidates(); len(c) == 1 {
		return c[0], nil
	}
	return one, unclear(all, wanted, found, of)
}

// NamedExactly returns the article with exactly that id, title or source. Otherwise the error is
// an [*UnclearError].
func NamedExactly[A any](all []A, of func(A) Identity, wanted string) (one A, err error) {
	found := find(all, of, wanted)
	if len(found.Exact) == 1 {
		return found.Exact[0], nil
	}
	return one, unclear(all, wanted, found, of)
}

// find looks for an article first by its exact id or title, then by its source.
func find[A any](all []A, of func(A) Identity, wanted string) library.Found[A] {
	name := func(one A) (id, title string) { return of(one).ID, of(one).Title }
	found := library.Find(all, name, lexical.NewAnalyser().Fold, wanted)
	if len(found.Exact) > 0 {
		return found
	}
	switch from := cameFrom(all, of, wanted); len(from) {
	case 0:
		return found
	case 1:
		return library.Found[A]{Exact: from}
	default:
		return library.Found[A]{Near: from}
	}
}

// cameFrom returns the articles that came from wanted, a path or an address.
func cameFrom[A any](all []A, of func(A) Identity, wanted string) (from []A) {
	source, key := CompleteAddress(wanted), Key(doc.File{Source: wanted})
	for _, one := range all {
		i := of(one)
		if i.Source != "" && i.Source != doc.Stdin && (i.Source == source || i.Key != "" && i.Key == key) {
			from = append(from, one)
		}
	}
	return from
}

func unclear[A any](all []A, wanted string, found library.Found[A], of func(A) Identity) *UnclearError {
	e := &UnclearError{Name: shorten(wanted), Exact: len(found.Exact) > 0}
	candidates := found.Candidates()
	if len(candidates) == 0 {
		candidates = mistyped(all, of, wanted)
	}
	for _, one := range candidates {
		i := of(one)
		e.Matches = append(e.Matches, Match{i.ID, i.Title})
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

// mistyped returns the articles with the most similar titles or sources, assuming that the name
// is mistyped in up to one in four of its characters.
func mistyped[A any](all []A, of func(A) Identity, wanted string) (near []A) {
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
		least := allowed + 1
		for _, name := range []string{of(one).Title, of(one).Source} {
			name = fold(name)
			if n := utf8.RuneCountInString(name); name == doc.Stdin || max(n-length, length-n) > allowed {
				continue // at least so many characters differ
			}
			least = min(least, edits.Between(wanted, name))
		}
		if least <= allowed {
			found = append(found, candidate{one, least})
		}
	}
	slices.SortStableFunc(found, func(a, b candidate) int { return cmp.Compare(a.edits, b.edits) })
	for _, c := range found[:min(len(found), most)] {
		near = append(near, c.one)
	}
	return near
}
