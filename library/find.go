package library

import "strings"

// Found is the articles that somebody may mean, each in one of the two.
type Found[A any] struct {
	// Exact have that id or that title. Several have the same title.
	Exact []A
	// Near have an id that begins so, or a title that holds what was written.
	Near []A
}

// Find finds the articles that somebody means by wanted. name tells the id and
// the title of one. Ids and titles are compared as fold makes them comparable,
// and whatever their white space is. Where it is an id, no title counts, so that
// every article can be named. Nothing is found by white space alone.
func Find[A any](all []A, name func(A) (id, title string), fold func(string) string, wanted string) (f Found[A]) {
	const enough = 4 // characters of an id that are no chance
	words := plain(fold, wanted)
	if words == "" {
		return f
	}
	var titled []A
	for _, one := range all {
		id, title := name(one)
		id, title = plain(fold, id), plain(fold, title)
		switch {
		case id == words:
			f.Exact = append(f.Exact, one)
		case title == words:
			titled = append(titled, one)
		case strings.Contains(title, words) || len(words) >= enough && strings.HasPrefix(id, words):
			f.Near = append(f.Near, one)
		}
	}
	if len(f.Exact) == 0 {
		f.Exact = titled
	} else {
		f.Near = append(titled, f.Near...)
	}
	return f
}

// plain is text as it is compared.
func plain(fold func(string) string, text string) string {
	return strings.Join(strings.Fields(fold(text)), " ")
}

// Candidates are the articles that somebody may mean: one is meant, several are
// not chosen between.
func (f Found[A]) Candidates() []A {
	if len(f.Exact) > 0 {
		return f.Exact
	}
	return f.Near
}

// All are the exact ones, then those that come near.
func (f Found[A]) All() []A { return append(f.Exact[:len(f.Exact):len(f.Exact)], f.Near...) }
