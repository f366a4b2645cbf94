package pdf

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"footnote/corpus/doc"
)

// A block is consecutive lines of similar size, close below each other: one or more paragraphs
// of a column.
type block []line

func divide(page []line) []block {
	var all []block
	gap := 0.0 // the smallest distance between lines of the last block
	for i, l := range page {
		if i > 0 && page[i-1].above(l) {
			last := &all[len(all)-1]
			drop := page[i-1].last - l.first
			if len(*last) < 2 || drop < wideGap*gap {
				if *last = append(*last, l); len(*last) == 2 || drop < gap {
					gap = drop
				}
				continue
			}
		}
		all = append(all, block{l})
	}
	return all
}

// wideGap is the width of a gap that ends a block, as a multiple of the smallest one in it.
const wideGap = 1.6

// above reports whether next is where a paragraph with l would continue. next may lie wholly to
// the left of l, below its indent: the last line of a paragraph may be a word or two.
func (l line) above(next line) bool {
	drop := l.last - next.first
	over := next.left < l.right && (l.left < next.right || l.left-next.left < widestIndent*l.size)
	return l.alike(next) && !l.row && !next.row && l.spaced == next.spaced && drop > 0.4*l.size && drop < farthest*l.size && over
}

const (
	farthest     = 2.0 // maximum distance of lines of a paragraph, as a multiple of the font's height
	widestIndent = 4.0 // as a multiple of the font's height
)

// alike reports whether two lines have a similar font size. If a font does not declare its size,
// the measured ones differ by as much as a fifth for the same size.
func (l line) alike(other line) bool {
	most := 1.3
	if l.exact && other.exact {
		most = 1.1
	}
	return l.size > 0 && other.size > 0 && l.size < most*other.size && other.size < most*l.size
}

// minProse is the minimum width of a column of prose, as a multiple of the font's height. In
// narrower ones, such as verses, lists and tables, line breaks are kept.
const minProse = 12

// paragraphs divides the block into paragraphs. page is all lines of the page.
func (b block) paragraphs(page []line) []paragraph {
	margin, left, gap := b.margin(page), b.left(), b.gap()
	hanging := b.hanging(left, margin)
	all := []paragraph{{lines: b[:1:1], left: left, margin: margin, begins: true}}
	for i, l := range b[1:] {
		current := &all[len(all)-1]
		if b[i].last-l.first <= 1.3*gap && goesOn(current.lines, l, left, margin, hanging) {
			current.lines = append(current.lines, l)
			continue
		}
		all = append(all, paragraph{lines: []line{l}, left: left, margin: margin})
	}
	all[len(all)-1].ends = true
	all[0].indented = len(b) > 1 && b[0].left-left > 0.8*b[0].size
	return all
}

// hanging reports whether paragraphs have hanging indents, so that all of their lines but the
// first are indented: then the line before an indented line is full, and the line before one
// that is not indented has room left.
func (b block) hanging(left, margin float64) bool {
	score := 0
	for i, l := range b[1:] {
		last := b[i]
		if _, hangs := last.hang(); hangs || itemStart().MatchString(last.text) {
			continue // list items hang, whatever paragraphs do
		}
		full := last.full(l, left, margin)
		switch shift := l.left - last.left; {
		case shift >= 0.6*l.size && last.left-left < 0.6*l.size && !(full && doc.EndsSentence(last.text)):
			score += sign(full)
		case shift <= -0.6*l.size && l.left-left < 0.6*l.size:
			score += sign(!full)
		}
	}
	return score >= 2
}

func sign(positive bool) int {
	if positive {
		return 1
	}
	return -1
}

// margin returns the right edge of the column: where the lines of the block end or, if it has
// less than four, all lines of the page that begin at about the same position.
func (b block) margin(page []line) float64 {
	lines := page
	if len(b) >= 4 {
		lines = b
	}
	left, own := b.left(), b[0].left
	var edges []float64
	for _, l := range lines {
		if d := l.left - left; len(b) >= 4 || l.alike(b[0]) && d < 3*l.size && d > -3*l.size {
			edges = append(edges, l.right)
		}
	}
	if len(b) < 4 {
		own = slices.MaxFunc(b, func(a, b line) int { return cmp.Compare(a.right, b.right) }).right
	}
	edges = append(edges, b[0].right)
	slices.Sort(edges)
	slices.Reverse(edges)
	need := max(2, len(edges)/minAtMargin)
	for i, edge := range edges { // a few lines may be wider, such as captions
		if i+need > len(edges) {
			break
		}
		if edges[i+need-1] > edge-b[0].size {
			return max(edge, own)
		}
	}
	return max(edges[0], own)
}

// minAtMargin is the n in the rule that at least one in n lines of a column ends at its margin.
const minAtMargin = 8

func (b block) left() float64 {
	left := b[0].left
	for _, l := range b {
		left = min(left, l.left)
	}
	return left
}

// gap returns the usual distance between lines: the lower quartile.
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

// itemStart matches the beginning of a list item. bareStart matches numbers and letters without
// an opening bracket, which may also be part of a sentence: "in 3." or "A. Turing".
var (
	itemStart = doc.Pattern(`^([•·‧●○■□◆◇▪▫▶►※✓*–—-] |[①-⓿❶-➓㊀-㊉]|[（(]([0-9]{1,3}|[` + doc.OneToTen + `]{1,3}|[a-zA-Z]|[ivx]{2,4})[)）]|第[0-9` + doc.OneToTen + `百]{1,5}[条條章节節款项項][ \x{3000}]|` + bareNumber + `)`)
	bareStart = doc.Pattern(`^` + bareNumber)
)

const bareNumber = `([0-9]{1,3}|[` + doc.OneToTen + `]{1,3}|[a-zA-Z])([.、．)）] ?[^0-9\s]|[)）])`

// startsItem reports whether next begins a list item below the line last.
func startsItem(last, next line) bool {
	if at, hangs := next.hang(); hangs {
		above, hung := last.hang()
		if hung && near(at, above, 0.3*next.size) && near(last.left, next.left, 0.3*next.size) {
			return true
		}
	}
	if !itemStart().MatchString(next.text) {
		return false
	}
	end, _ := utf8.DecodeLastRuneInString(last.text)
	return wide(firstRune(next.text)) || !bareStart().MatchString(next.text) || !unicode.IsLower(end) && end != ','
}

// hang returns the position where the text of a list item begins, after its mark and a wide
// space.
func (l line) hang() (left float64, ok bool) {
	if len(l.words) < 2 || doc.Width(l.words[0].text) > maxMark {
		return 0, false
	}
	return l.words[1].left, l.words[1].left-l.words[0].right > 0.5*l.size
}

// maxMark is the maximum width of an item's mark, in halves of a Chinese character.
const maxMark = 12

// goesOn reports whether next continues the paragraph that consists of sofar, in a column from
// left to margin: the line before it is full, and next does not begin like a paragraph. If
// paragraphs have hanging indents, an indent does not begin one.
func goesOn(sofar []line, next line, left, margin float64, hanging bool) bool {
	last := sofar[len(sofar)-1]
	if last.breaksOff(next, left, margin) {
		return true
	}
	if !last.full(next, left, margin) || startsItem(last, next) {
		return false
	}
	shift := next.left - last.left
	if len(sofar) > 1 { // all lines but the first begin at the same edge
		return shift < 0.6*next.size && shift > -0.6*next.size
	}
	if shift >= 0.6*next.size { // hanging below its number
		at, hangs := last.hang()
		return hanging || hangs && near(at, next.left, 0.5*next.size) || itemStart().MatchString(last.text)
	}
	indent := 0.8 * next.size
	return !hanging && (next.left-left < indent || last.left-left < indent)
}

// breaksOff reports whether l ends in the middle of a sentence of prose and next continues it,
// since it begins with a small letter. The indent of next does not matter, and the right edge may
// be ragged.
func (l line) breaksOff(next line, left, margin float64) bool {
	if !unicode.IsLower(firstRune(next.text)) || doc.EndsSentence(l.text) || itemStart().MatchString(next.text) || margin-left < minProse*l.size {
		return false
	}
	return l.full(next, left, margin) || len(l.words) > minProseWords && l.right-left > mostOfLine*(margin-left)
}

const mostOfLine = 0.75 // minimum width of a line of ragged prose, as a share of its column

// full reports whether there was no room on l for the first word of next.
func (l line) full(next line, left, margin float64) bool {
	if margin-left < minProse*l.size {
		return false
	}
	word, _, _ := strings.Cut(next.text, " ")
	need := 2.0 // a Chinese character and a mark that may not begin a line
	if !wide(firstRune(word)) {
		need = 0.42 * float64(min(len(word), 30))
	}
	return margin-l.right < (need+0.25)*l.size
}

// itemMark matches the mark before a list item.
var itemMark = doc.Pattern(`^([•·‧●○■□◆◇▪▫▶►※✓*!–—-]|[①-⓿❶-➓㊀-㊉]|[（(]?([0-9]{1,3}|[` + doc.OneToTen + `]{1,3}|[a-zA-Z]|[ivxIVX]{1,4})[.、．:)）]*|第[0-9` + doc.OneToTen + `百]{1,5}[条條章节節款项項])$`)
