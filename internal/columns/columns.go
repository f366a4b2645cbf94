// Package columns measures, cuts and wraps text in terminal columns.
//
// A Chinese, Japanese or Korean character takes two columns, and so do most emoji; a combining
// character takes none. Characters of ambiguous width, such as “ and …, take one, as terminals
// do unless configured otherwise.
package columns

import (
	"iter"
	"strings"

	"github.com/rivo/uniseg"
)

// Width returns the number of columns that text takes. text must not contain control sequences.
func Width(text string) int { return uniseg.StringWidth(text) }

// Characters yields the user-perceived characters of text, with the columns that each takes.
func Characters(text string) iter.Seq2[string, int] {
	return func(yield func(string, int) bool) {
		state := -1
		for text != "" {
			var one string
			var width int
			if one, text, width, state = uniseg.FirstGraphemeClusterInString(text, state); !yield(one, width) {
				return
			}
		}
	}
}

const ellipsis = "…"

// Cut returns text, or as much of its beginning as fits into most columns, with an ellipsis at
// the end.
func Cut(text string, most int) string {
	if Width(text) <= most {
		return text
	}
	if most < 1 {
		return ""
	}
	return strings.TrimRight(Start(text, most-1), " \u3000") + ellipsis
}

// CutMiddle returns text, or as much of its beginning and its end as fits into most columns,
// with an ellipsis between. It is for file names, whose end tells what they are.
func CutMiddle(text string, most int) string {
	width := Width(text)
	if width <= most {
		return text
	}
	if most < 1 {
		return ""
	}
	first := Start(text, most/2)
	rest := most - 1 - Width(first)
	end := len(text)
	for at, skipped := 0, 0; at < len(text); {
		one, columns := next(text[at:])
		if skipped >= width-rest {
			end = at
			break
		}
		at, skipped = at+len(one), skipped+columns
	}
	return first + ellipsis + text[end:]
}

// Start returns as much of the beginning of text as fits into most columns.
func Start(text string, most int) string {
	at := 0
	for one, columns := range Characters(text) {
		if most -= columns; most < 0 {
			break
		}
		at += len(one)
	}
	return text[:at]
}

func next(text string) (one string, columns int) {
	one, _, columns, _ = uniseg.FirstGraphemeClusterInString(text, -1)
	return one, columns
}
