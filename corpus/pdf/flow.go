package pdf

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"footnote/corpus/doc"
)

// A paragraph is lines that belong together: a paragraph of prose or a part of one, a heading, a
// list item, or a table row.
type paragraph struct {
	lines        []line
	left, margin float64 // edges of its column
	begins, ends bool    // whether it is the first or last of its block
	indented     bool    // whether its first line is indented
}

func (p paragraph) first() line { return p.lines[0] }
func (p paragraph) last() line  { return p.lines[len(p.lines)-1] }

// layOut returns the text of each page in the form described at [Reader.Paginate].
func layOut(pages [][]line) []string {
	pages = withoutMargins(pages)
	words := newHyphenation(pages)
	body := bodySize(pages)
	all := make([][]paragraph, len(pages))
	for i, page := range pages {
		page = arrange(page)
		for _, b := range divide(page) {
			all[i] = append(all[i], b.paragraphs(page)...)
		}
		all[i] = joinColumns(all[i], body)
	}
	texts := make([]string, len(pages))
	for i, page := range all {
		open := i+1 < len(all) && runOn(page, all[i+1], body)
		var lines []string
		for _, p := range page {
			lines = append(lines, words.join(p.lines))
		}
		texts[i] = strings.Join(lines, "\n")
		if i+1 < len(all) && len(page) > 0 && len(all[i+1]) > 0 && !open {
			texts[i] += "\n"
		}
	}
	return texts
}

// bodySize returns the font size of most of the text.
func bodySize(pages [][]line) float64 {
	counts := map[float64]int{}
	for _, page := range pages {
		for _, l := range page {
			counts[l.size] += len(l.text)
		}
	}
	body, most := 0.0, 0
	for size, n := range counts {
		if size > 0 && (n > most || n == most && size > body) {
			body, most = size, n
		}
	}
	return body
}

// farthestColumn is the maximum number of paragraphs between two halves of one: notes at the
// foot of a column, and figures at the head of the next one.
const farthestColumn = 40

// joinColumns joins paragraphs that continue in the next column of the page, or below a figure.
// What is between the two halves is moved after both.
func joinColumns(page []paragraph, body float64) []paragraph {
	taken := make([]bool, len(page))
	for i := range page {
		if taken[i] || page[i].aside(body) {
			continue
		}
		for next := i + 1; next < len(page) && next-i < farthestColumn; next++ {
			if taken[next] || page[next].aside(body) {
				continue
			}
			if !page[i].goesOnWith(page[next]) || next == i+1 && page[next].spaced(page[i]) {
				break
			}
			page[i].lines = append(page[i].lines, page[next].lines...)
			page[i].left, page[i].margin, page[i].ends = page[next].left, page[next].margin, page[next].ends
			taken[next] = true
		}
	}
	all := page[:0]
	for i, p := range page {
		if !taken[i] {
			all = append(all, p)
		}
	}
	return all
}

// runOn reports whether the last paragraph of a page continues as the first one of the next page.
// If so, it moves them to the end and to the beginning of their pages, as notes and figures may
// lie between them.
func runOn(page, next []paragraph, body float64) bool {
	isText := func(p paragraph) bool { return !p.aside(body) }
	to := slices.IndexFunc(next, isText)
	from := len(page) - 1
	for from >= 0 && page[from].aside(body) {
		from--
	}
	if from < 0 || to < 0 {
		from, to = len(page)-1, 0
	}
	if from < 0 || len(next) == 0 {
		return false
	}
	if page[from].last().size == 0 || next[to].first().size == 0 {
		return from == len(page)-1 && to == 0
	}
	if !page[from].goesOnWith(next[to]) {
		return false
	}
	move(page, from, len(page)-1)
	move(next, to, 0)
	return true
}

func move(all []paragraph, from, to int) {
	p := all[from]
	if from < to {
		copy(all[from:to], all[from+1:to+1])
	} else {
		copy(all[to+1:from+1], all[to:from])
	}
	all[to] = p
}

// small is the share of the body size below which text is a note or a caption.
const small = 0.93

// caption matches the beginning of a caption.
var caption = doc.Pattern(`^((Figure|Fig\.|Table|Algorithm|Listing|Abbildung|Tabelle) ?[0-9IVX]|[图圖表][ \x{3000}]?[0-9` + doc.OneToTen + `])`)

// noteMark matches the beginning of a note at the foot of a page.
var noteMark = doc.Pattern(`^([注註][0-9释釋：:]|[*†‡§¹²³⁴-⁹])`)

// aside reports whether a paragraph is not part of the running text: it is a row, a note, a
// caption, or a label in a figure.
func (p paragraph) aside(body float64) bool {
	l := p.first()
	if l.row || l.size == 0 {
		return l.row
	}
	return l.size < small*body || caption().MatchString(l.text) || noteMark().MatchString(l.text) && l.size < body
}

// spaced reports whether p is below above in the same column and does not begin with a small
// letter, so that the space between them separates two paragraphs.
func (p paragraph) spaced(above paragraph) bool {
	below := p.first().first < above.last().last && p.left < above.margin && above.left < p.margin
	return below && !unicode.IsLower(firstRune(p.first().text))
}

// goesOnWith reports whether next is the rest of p in the next column or on the next page.
func (p paragraph) goesOnWith(next paragraph) bool {
	last, first := p.last(), next.first()
	if !p.ends || !next.begins || last.row || first.row || last.spaced || last.size == 0 || !near(last.size/first.size, 1, 0.1) {
		return false
	}
	if doc.EndsSentence(last.text) || itemStart().MatchString(first.text) || !last.full(first, p.left, p.margin) {
		return false
	}
	begin := firstRune(first.text)
	end, _ := utf8.DecodeLastRuneInString(last.text)
	switch {
	case unicode.IsLower(begin):
		return true
	case next.indented || strings.ContainsRune("：:", end):
		return false
	}
	return wide(begin) && wide(end) || len(p.lines) > 1 && len(next.lines) > 1 || strings.ContainsRune(",-，、", end)
}
