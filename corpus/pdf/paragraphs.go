package pdf

import (
	"slices"
	"strings"

	"footnote/corpus/doc"
)

// A line is a line as it is laid out. Lengths are in points of 1/72 inch; y
// grows upwards.
type line struct {
	text        string
	left, right float64 // edges: of the first and of the last character
	first, last float64 // y of the lower edge of the same two
	size        float64 // height of the font; 0 where the place is not known
}

// layOut returns the text of each page as [Reader.Paginate] describes it.
func layOut(pages [][]line) []string {
	pages = withoutMargins(pages)
	words := newHyphenation(pages)
	texts := make([]string, len(pages))
	var before, last block // of the page before: its lines, and its last block
	for i, page := range pages {
		blocks := divide(page)
		if i > 0 && len(last) > 0 && len(blocks) > 0 && !last.runsOver(before, blocks[0]) {
			texts[i-1] += "\n"
		}
		var paragraphs []string
		for _, b := range blocks {
			for _, p := range b.paragraphs(page) {
				paragraphs = append(paragraphs, words.join(p))
			}
		}
		texts[i] = strings.Join(paragraphs, "\n")
		before, last = page, nil
		if len(blocks) > 0 {
			last = blocks[len(blocks)-1]
		}
	}
	return texts
}

// A block is lines of like size right below each other: one or several
// paragraphs of one column.
type block []line

func divide(page []line) []block {
	var all []block
	for i, l := range page {
		if i > 0 && page[i-1].above(l) {
			last := len(all) - 1
			all[last] = append(all[last], l)
			continue
		}
		all = append(all, block{l})
	}
	return all
}

// above reports whether next stands where a paragraph with l would go on.
func (l line) above(next line) bool {
	drop := l.last - next.first
	indent := 3 * l.size // below which a last line of a word or two may end
	return l.alike(next) && drop > 0.4*l.size && drop < 2.6*l.size && next.left < l.right && l.left < next.right+indent
}

// alike reports a like size. Fonts of one size differ in height by a fifth.
func (l line) alike(other line) bool {
	return l.size > 0 && other.size > 0 && l.size < 1.3*other.size && other.size < 1.3*l.size
}

// minProse is how wide lines of prose are, in heights of their font. What is
// narrower, verses, lists and tables, keeps its lines.
const minProse = 12

// paragraphs divides the block. page is all lines around it.
func (b block) paragraphs(page []line) [][]line {
	margin, left, gap := b.margin(page), b.left(), b.gap()
	var all [][]line
	for i, l := range b {
		if i > 0 {
			current := all[len(all)-1]
			if b[i-1].last-l.first <= 1.3*gap && goesOn(current, l, left, margin) {
				all[len(all)-1] = append(current, l)
				continue
			}
		}
		all = append(all, []line{l})
	}
	return all
}

// margin is the right edge of the column: that of the block or, where it has
// few lines, that of all lines which begin at about the same place.
func (b block) margin(page []line) float64 {
	lines := page
	if len(b) >= 4 {
		lines = b
	}
	left, margin := b.left(), 0.0
	for _, l := range lines {
		if d := l.left - left; len(b) >= 4 || l.alike(b[0]) && d < 3*l.size && d > -3*l.size {
			margin = max(margin, l.right)
		}
	}
	return margin
}

func (b block) left() float64 {
	left := b[0].left
	for _, l := range b {
		left = min(left, l.left)
	}
	return left
}

// gap is the usual distance from line to line.
func (b block) gap() float64 {
	var drops []float64
	for i := 1; i < len(b); i++ {
		drops = append(drops, b[i-1].last-b[i].first)
	}
	if len(drops) == 0 {
		return 0
	}
	slices.Sort(drops)
	return drops[(len(drops)-1)/4]
}

var itemStart = doc.Pattern(`^([•·‧●○■◆▪*–—-] |[（(]?([0-9]{1,3}|[` + doc.OneToTen + `]{1,3}|[a-zA-Z])([.、．)）] ?[^0-9\s]|[)）]))`)

// goesOn reports whether next is a further line of the paragraph so far, in a
// column from left to margin: the line before it is full, and next does not begin
// like a paragraph.
func goesOn(sofar []line, next line, left, margin float64) bool {
	last := sofar[len(sofar)-1]
	if !last.full(next, left, margin) || itemStart().MatchString(next.text) {
		return false
	}
	shift := next.left - last.left
	if len(sofar) > 1 { // its further lines begin at one edge
		return shift < 0.6*next.size && shift > -0.6*next.size
	}
	if shift >= 0.6*next.size { // hanging below its number
		return itemStart().MatchString(last.text)
	}
	indent := 0.8 * next.size
	return next.left-left < indent || last.left-left < indent
}

// full reports whether the first word of next had no more room on l.
func (l line) full(next line, left, margin float64) bool {
	if margin-left < minProse*l.size {
		return false
	}
	word, _, _ := strings.Cut(next.text, " ")
	need := 2.0 // a Chinese character and a mark that may not begin a line
	if !wide(firstRune(word)) {
		need = 0.55 * float64(min(len(word), 30))
	}
	return margin-l.right < (need+0.25)*l.size
}

// runsOver reports whether the last paragraph of a page may go on with the
// first line of the next one.
func (b block) runsOver(page []line, next block) bool {
	last, first := b[len(b)-1], next[0]
	if last.size == 0 || first.size == 0 {
		return true
	}
	indented := len(next) > 1 && first.left-next.left() > 0.8*first.size
	return last.alike(first) && !indented && last.full(first, b.left(), b.margin(page))
}
