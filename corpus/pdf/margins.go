package pdf

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"footnote/corpus/doc"
)

// A running head recurs on so many pages at least, and on so large a part of
// them: two fifths, as left and right pages may have different ones.
const (
	minRunning  = 3
	partRunning = 0.4
)

// edgeLines is how many lines of the upper and of the lower edge of a page may
// be running heads or feet.
const edgeLines = 2

// An edge is a line at the edge of a page, as one that recurs looks.
type edge struct {
	text string // every number made #
	y    int    // in steps of 4 points
}

var number = doc.Pattern(`[0-9]+`)

func newEdge(l line) edge {
	return edge{number().ReplaceAllString(strings.ReplaceAll(l.text, " ", ""), "#"), int(math.Round(l.first / 4))}
}

// withoutMargins returns the pages without running heads, feet and page
// numbers: lines at the edge that recur in the same place, their numbers aside. A
// line that holds little but a number goes only where the number counts pages.
// Nothing goes if nothing were left.
func withoutMargins(pages [][]line) [][]line {
	recurs := map[edge][]int{} // by edge: for each page that has it, its number less that of the page
	for i, page := range pages {
		for _, l := range edges(page) {
			recurs[newEdge(l)] = append(recurs[newEdge(l)], firstNumber(l.text)-i)
		}
	}
	kept := make([][]line, len(pages))
	left := 0
	for i, page := range pages {
		at := edges(page)
		for _, l := range page {
			if !slices.Contains(at, l) || !running(newEdge(l), recurs, len(pages)) {
				kept[i] = append(kept[i], l)
			}
		}
		left += len(kept[i])
	}
	if left == 0 {
		return pages
	}
	return kept
}

// edges are the highest and the lowest lines of a page.
func edges(page []line) []line {
	sorted := slices.DeleteFunc(slices.Clone(page), func(l line) bool { return l.size == 0 })
	slices.SortStableFunc(sorted, func(a, b line) int { return cmp.Compare(b.first, a.first) })
	if len(sorted) <= 2*edgeLines {
		return sorted
	}
	return slices.Concat(sorted[:edgeLines], sorted[len(sorted)-edgeLines:])
}

func running(e edge, recurs map[edge][]int, pages int) bool {
	shifts := recurs[e]
	if !often(len(shifts), pages) || doc.Width(e.text) > maxRunning || strings.HasSuffix(e.text, "。") {
		return false
	}
	if e.words() {
		return true
	}
	counts := map[int]int{}
	for _, s := range shifts {
		counts[s]++
		if often(counts[s], pages) && 2*counts[s] > len(shifts) {
			return true
		}
	}
	return false
}

func often(n, pages int) bool {
	return n >= minRunning && float64(n) >= partRunning*float64(pages)
}

// maxRunning is how wide a running head may be, in halves of a Chinese
// character.
const maxRunning = 120

// words reports whether the line says something beside its number.
func (e edge) words() bool {
	letters := 0
	for _, r := range e.text {
		if unicode.IsLetter(r) {
			letters++
		}
	}
	return letters >= 2
}

func firstNumber(text string) int {
	n, _ := strconv.Atoi(number().FindString(text)) // 0 where there is none, or no page has it
	return n
}
