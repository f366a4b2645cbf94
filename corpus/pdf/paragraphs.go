package pdf

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"footnote/corpus/doc"
)

// A block is lines of like size right below each other: one or several
// paragraphs of one column.
type block []line

func divide(page []line) []block {
	var all []block
	gap := 0.0 // the least from line to line of the open block
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

// wideGap is how much wider than others a gap is that ends a block.
const wideGap = 1.6

// above reports whether next stands where a paragraph with l would go on. A last line
// of a word or two may end below an indent.
func (l line) above(next line) bool {
	drop := l.last - next.first
	over := next.left < l.right && (l.left < next.right || l.left-next.left < widestIndent*l.size)
	return l.alike(next) && !l.row && !next.row && l.spaced == next.spaced && drop > 0.4*l.size && drop < farthest*l.size && over
}

const (
	farthest     = 2.0 // lines of one paragraph are below each other, in heights of their font
	widestIndent = 4.0
)

// alike reports a like size. Fonts that do not say theirs differ by a fifth where they
// have one.
func (l line) alike(other line) bool {
	most := 1.3
	if l.exact && other.exact {
		most = 1.1
	}
	return l.size > 0 && other.size > 0 && l.size < most*other.size && other.size < most*l.size
}

// minProse is how wide lines of prose are, in heights of their font. What is
// narrower, verses, lists and tables, keeps its lines.
const minProse = 12

// paragraphs divides the block. page is all lines around it.
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

// hanging reports whether the further lines of paragraphs are indented, not the first
// ones: full lines come before an indent, and lines with room after it.
func (b block) hanging(left, margin float64) bool {
	score := 0
	for i, l := range b[1:] {
		last := b[i]
		if _, hangs := last.hang(); hangs || itemStart().MatchString(last.text) {
			continue // that an item hangs says nothing of others
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

// margin is the right edge of the column: where the lines of the block end or, where it
// has few lines, all lines which begin at about the same place.
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
	for i, edge := range edges { // a line or two may be wider, as a caption is
		if i+need > len(edges) {
			break
		}
		if edges[i+need-1] > edge-b[0].size {
			return max(edge, own)
		}
	}
	return max(edges[0], own)
}

// minAtMargin is one in how many lines of a column ends at its margin, at least.
const minAtMargin = 8

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

// itemStart is how an item of a list begins. A number or a letter without brackets
// may as well stand within a sentence: in 3. or A. Turing.
var (
	itemStart = doc.Pattern(`^([•·‧●○■□◆◇▪▫▶►※✓*–—-] |[①-⓿❶-➓㊀-㊉]|[（(]([0-9]{1,3}|[` + doc.OneToTen + `]{1,3}|[a-zA-Z]|[ivx]{2,4})[)）]|第[0-9` + doc.OneToTen + `百]{1,5}[条條章节節款项項][ \x{3000}]|` + bareNumber + `)`)
	bareStart = doc.Pattern(`^` + bareNumber)
)

const bareNumber = `([0-9]{1,3}|[` + doc.OneToTen + `]{1,3}|[a-zA-Z])([.、．)）] ?[^0-9\s]|[)）])`

// startsItem reports whether next begins an item below the lines so far.
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

// hang is where the text of an item begins, after a mark and a space that is wider
// than others.
func (l line) hang() (left float64, ok bool) {
	if len(l.words) < 2 || doc.Width(l.words[0].text) > maxMark {
		return 0, false
	}
	return l.words[1].left, l.words[1].left-l.words[0].right > 0.5*l.size
}

// maxMark is how wide a mark of an item is, in halves of a Chinese character.
const maxMark = 12

// goesOn reports whether next is a further line of the paragraph so far, in a
// column from left to margin: the line before it is full, and next does not begin
// like a paragraph. Where paragraphs are hanging, an indent does not begin one.
func goesOn(sofar []line, next line, left, margin float64, hanging bool) bool {
	last := sofar[len(sofar)-1]
	if last.breaksOff(next, left, margin) {
		return true
	}
	if !last.full(next, left, margin) || startsItem(last, next) {
		return false
	}
	shift := next.left - last.left
	if len(sofar) > 1 { // its further lines begin at one edge
		return shift < 0.6*next.size && shift > -0.6*next.size
	}
	if shift >= 0.6*next.size { // hanging below its number
		at, hangs := last.hang()
		return hanging || hangs && near(at, next.left, 0.5*next.size) || itemStart().MatchString(last.text)
	}
	indent := 0.8 * next.size
	return !hanging && (next.left-left < indent || last.left-left < indent)
}

// breaksOff reports whether l is prose in the middle of a sentence that next goes on
// with, by its small letter: whatever its indent, and where the right edge is ragged.
func (l line) breaksOff(next line, left, margin float64) bool {
	if !unicode.IsLower(firstRune(next.text)) || doc.EndsSentence(l.text) || itemStart().MatchString(next.text) || margin-left < minProse*l.size {
		return false
	}
	return l.full(next, left, margin) || len(l.words) > minProseWords && l.right-left > mostOfLine*(margin-left)
}

const mostOfLine = 0.75 // of a column, that a line of ragged prose takes

// full reports whether the first word of next had no more room on l.
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

// itemMark is what stands before an item of a list.
var itemMark = doc.Pattern(`^([•·‧●○■□◆◇▪▫▶►※✓*!–—-]|[①-⓿❶-➓㊀-㊉]|[（(]?([0-9]{1,3}|[` + doc.OneToTen + `]{1,3}|[a-zA-Z]|[ivxIVX]{1,4})[.、．:)）]*|第[0-9` + doc.OneToTen + `百]{1,5}[条條章节節款项項])$`)
