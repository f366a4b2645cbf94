package format

import (
	"maps"
	"slices"
)

// Normal is a normalisation map: what a character becomes before it is tokenized. Characters
// that are not in it are unchanged.
//
// The file has the number of characters; then for each, in ascending order, the character, the
// number of characters it becomes, and those; all uint32.
type Normal map[rune][]rune

func (n Normal) encode(w *writer) {
	w.number(len(n))
	for _, from := range slices.Sorted(maps.Keys(n)) {
		w.number(int(from))
		w.number(len(n[from]))
		for _, to := range n[from] {
			w.number(int(to))
		}
	}
}

func decodeNormal(r *reader) Normal {
	n := Normal{}
	for range r.number() {
		from := rune(r.number())
		to := make([]rune, 0, 4)
		for range r.number() {
			if r.err != nil {
				return nil
			}
			to = append(to, rune(r.number()))
		}
		if r.err != nil {
			return nil
		}
		n[from] = to
	}
	return n
}
