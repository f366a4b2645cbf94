package pdf

import (
	"slices"
	"strings"
	"unicode"

	"footnote/corpus/doc"
)

const (
	minGutter = 0.8 // the least space between cells or columns, in heights of the font
	maxParts  = 100 // of one line
)

// A part is what stands between two wide spaces of a line.
type part struct {
	words       []word
	left, right float64
}

func newPart(words []word) part { return part{words, words[0].left, words[len(words)-1].right} }

// line is the part as a line of a font that says how large it is.
func (p part) line() line {
	l := newLine(p.words)
	l.exact = true
	return l
}

func (p part) text() string { return newLine(p.words).text }

func (p part) center() float64 { return (p.left + p.right) / 2 }

// parts divides the line at its wide spaces. A mark of a list stays with its item, and a
// label with a colon with its value.
func (l line) parts() []part {
	if l.size == 0 || l.spaced || len(l.words) == 0 {
		return nil
	}
	var all []part
	begin := 0
	for i := 1; i <= len(l.words); i++ {
		if i == len(l.words) || l.words[i].left-l.words[i-1].right > minGutter*l.size {
			all = append(all, newPart(l.words[begin:i]))
			begin = i
		}
	}
	if len(all) > maxParts {
		return []part{newPart(l.words)}
	}
	if len(all) == 2 && (itemMark().MatchString(all[0].text()) || strings.HasSuffix(all[0].text(), ":") || strings.HasSuffix(all[0].text(), "：")) {
		return []part{newPart(l.words)}
	}
	return all
}

// arrange puts the lines of a page into the order in which they are read, column by
// column, and makes rows of those of a table.
func arrange(page []line) []line {
	page = mergeRows(page)
	parts := make([][]part, len(page))
	for i, l := range page {
		parts[i] = l.parts()
	}
	var all []line
	for i := 0; i < len(page); {
		if n := columnRun(page[i:], parts[i:]); n > 0 {
			read, taken := readColumns(page[i:], parts[i:], n)
			all = append(all, read...)
			i += taken
			continue
		}
		if n := tableRun(page[i:], parts[i:]); n > 1 {
			all = append(all, rows(page[i:i+n], parts[i:i+n])...)
			i += n
			continue
		}
		all = append(all, page[i])
		i++
	}
	return all
}

// mergeRows makes one line of lines that follow each other at one height, as those of
// cells do.
func mergeRows(page []line) []line {
	var all []line
	for _, l := range page {
		if len(all) > 0 {
			before := &all[len(all)-1]
			shift := before.first - l.first
			if before.alike(l) && shift < 0.3*l.size && shift > -0.3*l.size && before.first == before.last && l.left >= before.right && !before.spaced && !l.spaced && len(before.words) < maxParts {
				l.words[0].gap = " "
				exact := before.exact && l.exact
				*before = newLine(slices.Concat(before.words, l.words))
				before.exact = exact
				continue
			}
		}
		all = append(all, l)
	}
	return all
}

// farthestRow is how far below each other the rows of a table stand, in heights of
// their font.
const farthestRow = 4.5

// tableRun is how many lines from the first on are rows of one table; 0 or 1 where
// they are of none.
func tableRun(page []line, parts [][]part) int {
	if len(parts[0]) < 2 {
		return 0
	}
	last, n := 0, 1 // the last row of several cells
	for i := 1; i < min(len(page), maxRun); i++ {
		drop := page[i-1].last - page[i].first
		if drop < 0.4*page[i].size || drop > farthestRow*page[i].size || !page[i].alike(page[i-1]) {
			break
		}
		if len(parts[i]) < 2 {
			if i-last > 2 || len(parts[i]) == 0 {
				break
			}
			continue // a further line of a cell, if another row follows
		}
		if !aligned(parts[last], parts[i], page[i].size) {
			break
		}
		last, n = i, i+1
	}
	if n == 2 && !mostlyNarrow(parts[0], page[0].size) && !mostlyNarrow(parts[1], page[0].size) || isProse(page[:n]) {
		return 0
	}
	return n
}

// isProse reports whether most of the lines go on with a small letter, as those of a
// text do in which something was drawn that is no character.
func isProse(lines []line) bool {
	small := 0
	for _, l := range lines {
		if unicode.IsLower(firstRune(l.text)) && len(l.words) > minProseWords {
			small++
		}
	}
	return 2*small >= len(lines)
}

const minProseWords = 5

// mostlyNarrow reports a row of which most cells are narrow: two lines of prose may have wide
// spaces below each other.
func mostlyNarrow(row []part, size float64) bool {
	n := 0
	for _, p := range row {
		if narrow(p, size) {
			n++
		}
	}
	return 2*n >= len(row)
}

// aligned reports whether half of the spaces between cells stand below those of a row
// above, and the cells after them below the cells there. The edges of the column of a
// text align by themselves.
func aligned(above, below []part, size float64) bool {
	n := 0
	for k := 1; k < len(below); k++ {
		for j := 1; j < len(above); j++ {
			a, b := above[j], below[k]
			common := min(a.left, b.left) - max(above[j-1].right, below[k-1].right)
			mayEdge := j < len(above)-1 || k < len(below)-1 || narrow(a, size) && narrow(b, size)
			if common > 0.5*size && (near(a.left, b.left, 0.6*size) || near(a.center(), b.center(), 0.8*size) || mayEdge && near(a.right, b.right, 0.6*size)) {
				n++
				break
			}
		}
	}
	return 2*n >= min(len(above), len(below))-1 && n > 0
}

// narrow reports a part that is no piece of a line of prose.
func narrow(p part, size float64) bool { return p.right-p.left < 6*size }

func near(a, b, within float64) bool { return a-b < within && b-a < within }

// rows are the lines as rows. A line that is narrower than a row from the next, and
// has no cell but below one of the row before it, is a further line of that cell.
func rows(page []line, parts [][]part) []line {
	borders := borders(parts)
	var all []line
	var cells []string
	flush := func() {
		if cells == nil {
			return
		}
		all[len(all)-1].text = rowText(cells)
		all[len(all)-1].row = true
		cells = nil
	}
	for i, l := range page {
		if cells != nil && len(parts[i]) == 1 && page[i-1].last-l.first < 1.5*l.size {
			at := column(parts[i][0], borders)
			if at < len(cells) && cells[at] != "" {
				cells[at] += doc.LineBreak(cells[at], l.text) + l.text
				continue
			}
		}
		flush()
		all = append(all, l)
		cells = make([]string, len(borders)+1)
		for _, p := range parts[i] {
			for _, p := range split(p, borders, l.size) {
				at := column(p, borders)
				if cells[at] != "" {
					cells[at] += " "
				}
				cells[at] += p.text()
			}
		}
	}
	flush()
	return all
}

// rowText is the text of a row, which is seen to be one even where one cell is full.
func rowText(cells []string) string {
	row := doc.Row(cells)
	if row != "" && !strings.Contains(row, doc.CellMark) {
		row += strings.TrimRight(doc.CellMark, " ")
	}
	return row
}

// borders are where the columns of a table meet, by its rows with most cells.
func borders(parts [][]part) []float64 {
	most := 0
	for _, row := range parts {
		most = max(most, len(row))
	}
	var full [][]part
	for _, row := range parts {
		if len(row) == most {
			full = append(full, row)
		}
	}
	var all []float64
	for k := 1; k < most; k++ {
		right, left := full[0][k-1].right, full[0][k].left
		for _, row := range full[1:] {
			if r, l := max(right, row[k-1].right), min(left, row[k].left); r < l {
				right, left = r, l
			}
		}
		all = append(all, (right+left)/2)
	}
	return all
}

func column(p part, borders []float64) int {
	at, _ := slices.BinarySearch(borders, p.center())
	return at
}

// split divides a part where a border runs through one of its spaces.
func split(p part, borders []float64, size float64) []part {
	var all []part
	begin := 0
	for i := 1; i < len(p.words); i++ {
		left, right := p.words[i-1].right, p.words[i].left
		crosses := slices.ContainsFunc(borders, func(b float64) bool { return left-0.1*size < b && b < right+0.1*size })
		if crosses && right-left > 0.2*size {
			all = append(all, newPart(p.words[begin:i]))
			begin = i
		}
	}
	return append(all, newPart(p.words[begin:]))
}
