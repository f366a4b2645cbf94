package plain

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"footnote/corpus/doc"
)

const (
	// minColumn is the narrowest margin at which Chinese text is wrapped: twelve characters. Verse
	// and names, which are narrower, stay as they are.
	minColumn = 24

	// minFull is the minimum number of lines that reach the margin within a sentence for the text
	// to count as wrapped.
	minFull = 3

	// ragged is how much narrower than the margin a full line may be, because of an indent that
	// was added later or a character that was moved to the next line with a mark.
	ragged = 4
)

// A column is Chinese text whose lines end at a margin, not at the end of a sentence or a
// paragraph.
type column struct {
	margin int  // in halves of a Chinese character; 0 if there is none
	spaced bool // whether blank lines separate the lines, as in the output of some OCR
}

// columnOf finds out whether a text is set in a column.
func columnOf(lines []string) column {
	margin := commonWidth(lines)
	if margin == 0 {
		return column{}
	}
	c := column{margin: margin}
	adjacent, apart := c.tally(lines)
	switch {
	case apart.isColumn():
		c.spaced = true
	case !adjacent.isColumn():
		return column{}
	}
	return c
}

// commonWidth returns the width of most lines that end within a sentence, or 0 if no margin can
// be inferred from it.
func commonWidth(lines []string) int {
	var widths [maxWrapWidth + 1]int
	wider, all := 0, 0
	for _, line := range lines {
		line = strings.TrimRightFunc(line, unicode.IsSpace)
		if line == "" {
			continue
		}
		all++
		if w := doc.Width(line); w > maxWrapWidth {
			wider++
		} else if !doc.EndsSentence(line) {
			widths[w]++
		}
	}
	best, most := 0, 0
	for w := maxWrapWidth; w >= minColumn; w-- {
		n := 0
		for _, lines := range widths[w-ragged : w+1] {
			n += lines
		}
		if n > most {
			best, most = w, n
		}
	}
	for w := best + ragged; best > 0 && w <= maxWrapWidth; w++ {
		wider += widths[w]
	}
	if most < minFull || wider*10 > all {
		return 0
	}
	return best
}

// A tally counts the lines that end within a sentence, and those of them that reach the margin.
type tally struct{ open, full int }

// isColumn reports whether enough lines reach the margin. It allows for titles and list items,
// which do not.
func (t tally) isColumn() bool { return t.full >= minFull && t.full*10 >= t.open*7 }

// tally counts the lines directly above the next line, and those above a blank line.
func (c column) tally(lines []string) (adjacent, apart tally) {
	before, blank := "", false
	for _, line := range lines {
		line = strings.TrimRightFunc(line, unicode.IsSpace)
		if line == "" {
			blank = true
			continue
		}
		if before != "" && !doc.EndsSentence(before) {
			t := &adjacent
			if blank {
				t = &apart
			}
			t.open++
			if c.fills(before, line) {
				t.full++
			}
		}
		before, blank = line, false
	}
	return adjacent, apart
}

// fills reports whether a line reaches the margin, so that the first word of the next line had
// no room in it. A mark that may not begin a line leaves room for one more character.
func (c column) fills(line, next string) bool {
	w := doc.Width(line)
	return w <= c.margin+ragged && w+doc.Width(firstWord(next))+2 >= c.margin
}

// goesOn reports whether the next line continues the sentence of a line. apart says whether a
// blank line separates them.
func (c column) goesOn(line, next string, apart bool) bool {
	line = strings.TrimRightFunc(line, unicode.IsSpace)
	first, _ := utf8.DecodeRuneInString(next)
	return c.margin > 0 && (c.spaced || !apart) && line != "" && !doc.EndsSentence(line) &&
		!unicode.IsSpace(first) && !doc.IsListItem(next) && c.fills(line, next) && isChineseBreak(line, next)
}

// isChineseBreak reports whether a line end stands for nothing because it is next to Chinese
// characters. Between Korean words it stands for a space.
func isChineseBreak(line, next string) bool {
	last, _ := utf8.DecodeLastRuneInString(line)
	first, _ := utf8.DecodeRuneInString(next)
	return doc.LineBreak(line, next) == "" && !unicode.Is(unicode.Hangul, last) && !unicode.Is(unicode.Hangul, first)
}

// firstWord returns the beginning of a line that could not have been divided.
func firstWord(line string) string {
	for word := range doc.Words(strings.TrimLeftFunc(line, unicode.IsSpace)) {
		return word
	}
	return ""
}
