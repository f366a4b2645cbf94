package pdf

import (
	"slices"
	"strings"
	"unicode"

	"footnote/corpus/doc"
)

const (
	minGutter = 0.8 // the minimum space between cells or columns, as a multiple of the font's height
	maxParts  = 100 // maximum number of parts of a line
)

// A part is the text between two wide spaces of a line.
type part struct {
	words       []word
	left, right float64
}

func newPart(words []word) part { return part{words, words[0].left, words[len(words)-1].right} }

// line returns the part as a line in a font that declares its size.
func (p part) line() line {
	l := newLine(p.words)
	l.exact = true
	return l
}

func (p part) text() string { return newLine(p.words).text }

func (p part) center() float64 { return (p.left + p.right) / 2 }

// parts divides the line at its wide spaces. The mark of a list item stays with the item, and a
// label that ends with a colon with its value.
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

// arrange sorts the lines of a page in reading order, column by column, and merges the lines of
// table rows.
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

// mergeRows merges consecutive lines at the same height, such as those of the cells of a row.
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

// farthestRow is the maximum distance of table rows, as a multiple of the font's height.
const farthestRow = 4.5

// tableRun returns how many of the first lines are rows of one table, or 0 or 1 if there is
// none.
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
			continue // another line of a cell, if another row follows
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

// isProse reports whether at least half of the lines are long and begin with a small letter, as
// in prose whose wide spaces are drawings rather than characters.
func isProse(lines []line) bool {
	small := 0
	for _, l := range lines {
		if unicode.IsLower(firstRune(l.text)) && len(l.words) > minProseWords {
			small++
		}
	}
	return 2*small >= len(lines)
}

const minProseWords = 5 // a line of prose has more

// mostlyNarrow reports whether most cells of a row are narrow: two lines of prose may have wide
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

// aligned reports whether at least half of the spaces between the cells of a row lie below spaces
// of the row above, and the cells after them are aligned as well. The right edges of two last
// cells count only if these are narrow, as those of two lines of prose do so anyway.
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

// narrow reports whether a part is too narrow to be a piece of a line of prose.
func narrow(p part, size float64) bool { return p.right-p.left < 6*size }

func near(a, b, within float64) bool { return a-b < within && b-a < within }

// rows returns the lines as table rows. A line with a single cell, close below a row that has a
// cell in that column, continues that cell.
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

// rowText returns the text of a row. It has a cell mark even if only one cell has text, to be
// recognizable as a row.
func rowText(cells []string) string {
	row := doc.Row(cells)
	if row != "" && !strings.Contains(row, doc.CellMark) {
		row += strings.TrimRight(doc.CellMark, " ")
	}
	return row
}

// borders returns the positions between the columns of a table, by its rows with the most
// cells.
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

// split divides a part if a border lies in one of its spaces.
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
