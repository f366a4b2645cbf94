package library

import "strings"

// Named is what people mean by wanted: the one with that id or with an id that
// begins so, if only one does; else the first whose title is that or holds it,
// as fold makes them comparable. name tells the id and the title of one.
func Named[A any](all []A, name func(A) (id, title string), fold func(string) string, wanted string) (found A, ok bool) {
	wanted = strings.TrimSpace(wanted)
	if wanted == "" {
		return found, false
	}
	const enough = 4 // characters of an id that are no chance
	begin, words := 0, fold(wanted)
	var held *A
	for i, one := range all {
		id, title := name(one)
		folded := fold(title)
		switch {
		case id == wanted:
			return one, true
		case len(wanted) >= enough && strings.HasPrefix(id, wanted):
			found = one
			begin++
		case folded == words || held == nil && strings.Contains(folded, words):
			held = &all[i]
		}
	}
	switch {
	case begin == 1:
		return found, true
	case begin == 0 && held != nil:
		return *held, true
	}
	var none A
	return none, false
}
