package library

import "strings"

// Found holds the articles that match a name, each in one of two lists.
type Found[A any] struct {
	// Exact holds the articles with that id or title. Several articles may share a title.
	Exact []A
	// Near holds the articles whose id begins with the name or whose title contains it.
	Near []A
}

// Find returns the articles that match wanted, an id or a title or a part of either. name
// returns an article's id and title. Both are folded with fold before they are compared, and
// white space is collapsed. An exact id takes precedence over all titles, so that every article
// can be named. A blank wanted matches nothing.
func Find[A any](all []A, name func(A) (id, title string), fold func(string) string, wanted string) (f Found[A]) {
	const enough = 4 // shorter prefixes of an id match by chance
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

// plain returns text in the form in which it is compared.
func plain(fold func(string) string, text string) string {
	return strings.Join(strings.Fields(fold(text)), " ")
}

// Candidates returns the exact matches or, if there are none, the near ones. If there is more
// than one, the caller should ask which is meant instead of choosing.
func (f Found[A]) Candidates() []A {
	if len(f.Exact) > 0 {
		return f.Exact
	}
	return f.Near
}

// All returns the exact matches, then the near ones.
func (f Found[A]) All() []A { return append(f.Exact[:len(f.Exact):len(f.Exact)], f.Near...) }
