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

// A recurrence is an edge on one page.
type recurrence struct {
	page    int
	numbers []int
}

var number = doc.Pattern(`[0-9]+`)

func newEdge(l line) edge {
	return edge{number().ReplaceAllString(strings.ReplaceAll(l.text, " ", ""), "#"), int(math.Round(l.first / 4))}
}

// withoutMargins returns the pages without running heads, feet and page
// numbers: lines at the edge that recur in the same place, the number of the page
// aside. What carries other values on each page is none, and neither is a field, such
// as 材質：鋼, among others. Nothing goes if nothing were left.
func withoutMargins(pages [][]line) [][]line {
	recurs := map[edge][]recurrence{}
	for i, page := range pages {
		for _, at := range edges(page) {
			e := newEdge(page[at])
			recurs[e] = append(recurs[e], recurrence{i, numbers(page[at].text)})
		}
	}
	kept := make([][]line, len(pages))
	left := 0
	for i, page := range pages {
		at := edges(page)
		for k, l := range page {
			if slices.Contains(at, k) && isMargin(page, k, i, recurs[newEdge(l)], len(pages)) {
				continue
			}
			kept[i] = append(kept[i], l)
		}
		left += len(kept[i])
	}
	if left == 0 {
		return pages
	}
	return kept
}

// edges are the highest and the lowest lines of a page.
func edges(page []line) []int {
	var sorted []int
	for i, l := range page {
		if l.size > 0 {
			sorted = append(sorted, i)
		}
	}
	slices.SortStableFunc(sorted, func(a, b int) int { return cmp.Compare(page[b].first, page[a].first) })
	if len(sorted) <= 2*edgeLines {
		return sorted
	}
	return slices.Concat(sorted[:edgeLines], sorted[len(sorted)-edgeLines:])
}

// isMargin reports whether the line with index at, on a page, is none of the text.
func isMargin(lines []line, at, page int, recurs []recurrence, pages int) bool {
	l := lines[at]
	if pageNumber().MatchString(l.text) && counting(l, page, recurs) == len(recurs) && (len(recurs) > 1 || pages == 1) && standsApart(lines, at) {
		return true
	}
	if pages == 2 && page == 1 && len(recurs) == 2 && newEdge(l).words() && mayRun(l) && slices.Equal(recurs[0].numbers, recurs[1].numbers) && standsApart(lines, at) {
		return true // the first of only two may be the title
	}
	return running(l, page, recurs, pages) && !isField(lines, at)
}

// pageNumber is what two pages need have, or one, for its number to be that of the page.
var pageNumber = doc.Pattern(`(?i)^([—–-] ?[0-9]+ ?[—–-]|第? ?[0-9]+ ?[页頁]([,，/ ]*共 ?[0-9]+ ?[页頁])?|page [0-9]+( of [0-9]+)?|[0-9]+ ?/ ?[0-9]+)$`)

// apart is how far from the text a head stands that is known by little else, in heights
// of its font.
const apart = 2.5

// standsApart reports whether a line has no other one close above or below it.
func standsApart(lines []line, at int) bool {
	return !slices.ContainsFunc(lines, func(other line) bool {
		gap := other.first - lines[at].first
		return gap != 0 && near(gap, 0, apart*lines[at].size)
	})
}

// running reports whether l, on a page, is a running head: as many pages as need be
// have the same one, but for numbers that count pages. The number must do so where it
// is all there is.
func running(l line, page int, recurs []recurrence, pages int) bool {
	e := newEdge(l)
	if !often(len(recurs), pages) || !mayRun(l) {
		return false
	}
	n := counting(l, page, recurs)
	if !e.words() {
		return often(n, pages) && 2*n > len(recurs)
	}
	same := n
	for _, r := range recurs {
		if slices.Equal(r.numbers, numbers(l.text)) {
			same++
		}
	}
	return often(same, pages)
}

// mayRun rules out long lines and sentences.
func mayRun(l line) bool { return doc.Width(l.text) <= maxRunning && !strings.HasSuffix(l.text, "。") }

// counting is how many of the pages have a number that is as much above that of l, on
// a page, as they come after it, and all others the same.
func counting(l line, page int, recurs []recurrence) int {
	own, n := numbers(l.text), 0
	for _, r := range recurs {
		counts, agrees := false, true
		for k, v := range r.numbers[:min(len(r.numbers), len(own))] {
			here := v-r.page == own[k]-page
			counts = counts || here
			agrees = agrees && (here || v == own[k])
		}
		if counts && agrees {
			n++
		}
	}
	return n
}

// isField reports a line of the kind 材質：鋼 that stands among others, as close to
// them as they to each other.
func isField(page []line, at int) bool {
	l := page[at]
	if !field().MatchString(l.text) {
		return false
	}
	for _, other := range page {
		gap := other.first - l.first
		if (gap > 0 || gap < 0) && gap < farthestField*l.size && gap > -farthestField*l.size && near(other.left, l.left, 0.5*l.size) && l.alike(other) {
			return true
		}
	}
	return false
}

// farthestField is how far from each other fields of one list stand, in heights of
// their font.
const farthestField = 3.0

var field = doc.Pattern(`^[^：:]{1,16}[：:]\s?\S`)

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

func numbers(text string) []int {
	var all []int
	for _, digits := range number().FindAllString(text, -1) {
		n, _ := strconv.Atoi(digits) // too many digits count nothing
		all = append(all, n)
	}
	return all
}
