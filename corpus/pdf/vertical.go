package pdf

import (
	"cmp"
	"slices"

	"github.com/klippa-app/go-pdfium/structs"
)

// vertical reports whether text runs downwards from one character to the next.
func vertical(from, to structs.FPDF_FS_RECTF) bool {
	size := from.Top - from.Bottom
	shift := to.Left - from.Left
	return shift < 0.3*size && shift > -0.3*size && from.Bottom-to.Bottom > 0.6*size
}

// turn sets the position of a vertical word as if it were written from left to right, below the
// columns to the right of it.
func (w *word) turn(from, to structs.FPDF_FS_RECTF) {
	w.left, w.right = -float64(from.Top), -float64(to.Bottom)
	w.bottom, w.top = float64(from.Left), float64(from.Right)
	w.turned = true
}

// columnsOf returns each column of vertical words as a line, from right to left, followed by the
// rest of the page. If most of the page is not vertical, it returns the page as it is.
func columnsOf(page []line) []line {
	var turned []word
	var others []line
	length := 0
	for _, l := range page {
		var rest []word
		for _, w := range l.words {
			if w.turned {
				turned = append(turned, w)
				continue
			}
			rest = append(rest, w)
			length -= len(w.text)
		}
		if len(rest) > 0 {
			others = append(others, newLine(rest))
		}
	}
	for _, w := range turned {
		length += len(w.text)
	}
	if length <= 0 {
		return page
	}
	slices.SortStableFunc(turned, func(a, b word) int { return cmp.Compare(b.bottom, a.bottom) })
	var lines []line
	for begin, end := 0, 0; begin < len(turned); begin = end {
		for end = begin; end < len(turned) && turned[begin].bottom-turned[end].bottom < 0.5*turned[begin].size(); end++ {
		}
		column := slices.Clone(turned[begin:end])
		slices.SortStableFunc(column, func(a, b word) int { return cmp.Compare(a.left, b.left) })
		for i := 1; i < len(column); i++ {
			if column[i].left-column[i-1].right < 0.5*column[i].size() {
				column[i].gap = ""
			}
		}
		lines = append(lines, newLine(column))
	}
	return append(lines, others...)
}
