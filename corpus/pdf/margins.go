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

// The minimum number of pages on which a running head recurs, and their minimum share: two
// fifths, as left and right pages may have different ones.
const (
	minRunning  = 3
	partRunning = 0.4
)

// edgeLines is the maximum number of lines at the top and at the bottom of a page that may be
// running heads or feet.
const edgeLines = 2

// An edge is a line at the top or bottom of a page, in a form in which recurring ones are
// equal.
type edge struct {
	text string // with every number replaced by #
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

// withoutMargins returns the pages without running heads, feet and page numbers. These are lines
// at the top or bottom that recur at the same position and differ only in numbers that count
// pages. Lines with other numbers that differ from page to page are kept, and so are fields among
// others, such as 材質：鋼. If no line would be left, all are kept.
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

// edges returns the indices of the highest and lowest lines of a page.
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

// isMargin reports whether the line with index at on a page is not part of the text.
func isMargin(lines []line, at, page int, recurs []recurrence, pages int) bool {
	l := lines[at]
	if pageNumber().MatchString(l.text) && counting(l, page, recurs) == len(recurs) && (len(recurs) > 1 || pages == 1) && standsApart(lines, at) {
		return true
	}
	if pages == 2 && page == 1 && len(recurs) == 2 && newEdge(l).words() && mayRun(l) && slices.Equal(recurs[0].numbers, recurs[1].numbers) && standsApart(lines, at) {
		return true // but not on page 0: the first of only two may be the title
	}
	return running(l, page, recurs, pages) && !isField(lines, at)
}

// pageNumber matches lines that are page numbers even if only two pages, or the only page of the
// document, have one.
var pageNumber = doc.Pattern(`(?i)^([—–-] ?[0-9]+ ?[—–-]|第? ?[0-9]+ ?[页頁]([,，/ ]*共 ?[0-9]+ ?[页頁])?|page [0-9]+( of [0-9]+)?|[0-9]+ ?/ ?[0-9]+)$`)

// apart is the distance from the text, as a multiple of the font's height, of a running head
// that has few other signs of being one.
const apart = 2.5

// standsApart reports whether no other line is close above or below a line.
func standsApart(lines []line, at int) bool {
	return !slices.ContainsFunc(lines, func(other line) bool {
		gap := other.first - lines[at].first
		return gap != 0 && near(gap, 0, apart*lines[at].size)
	})
}

// running reports whether l, on a page, is a running head: enough pages have the same line, apart
// from numbers that count pages. If the line is only a number, it must count pages.
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

// mayRun returns false for long lines and Chinese sentences, which are not running heads.
func mayRun(l line) bool { return doc.Width(l.text) <= maxRunning && !strings.HasSuffix(l.text, "。") }

// counting returns the number of recurrences with a number that counts pages: it differs from
// the number in l, on a page, by as much as the pages do. All other numbers must be the same.
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

// isField reports whether a line such as 材質：鋼 is a field of a list: another line of the same
// size and left edge is close above or below it.
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

// farthestField is the maximum distance of the fields of one list, as a multiple of the font's
// height.
const farthestField = 3.0

var field = doc.Pattern(`^[^：:]{1,16}[：:]\s?\S`)

func often(n, pages int) bool {
	return n >= minRunning && float64(n) >= partRunning*float64(pages)
}

// maxRunning is the maximum width of a running head, in halves of a Chinese character.
const maxRunning = 120

// words reports whether the line contains anything besides its number.
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
		n, _ := strconv.Atoi(digits) // overlong numbers need not be exact
		all = append(all, n)
	}
	return all
}
