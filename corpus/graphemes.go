package corpus

import (
	"iter"

	"github.com/rivo/uniseg"
)

// Graphemes are what a reader takes for the characters of s, one after another:
// a base with its marks, a row of emoji that is shown as one.
func Graphemes(s string) iter.Seq[string] {
	return func(yield func(string) bool) {
		state := -1
		for s != "" {
			var one string
			one, s, _, state = uniseg.FirstGraphemeClusterInString(s, state)
			if !yield(one) {
				return
			}
		}
	}
}
