package pdf

import "slices"

// These are the minimum height in lines and width, as a multiple of the font's height, of two
// columns that a file contains line by line rather than one after the other. Cells of tables
// are narrower, and end at different positions.
const (
	minColumnLines = 4
	minColumnWidth = 8
	fullLines      = 0.7 // minimum share of a column's lines that reach its edge
	maxRun         = 500 // maximum number of lines examined together; a page has fewer
)

// columnRun returns how many of the first lines contain two columns side by side, or 0.
func columnRun(page []line, parts [][]part) int {
	n := 0
	var left, right []part
	for n < min(len(page), maxRun) && len(parts[n]) == 2 {
		p := parts[n]
		if n > 0 {
			drop := page[n-1].last - page[n].first
			if drop < 0.4*page[n].size || drop > 2.6*page[n].size || !near(left[n-1].left, p[0].left, 3*page[n].size) || !near(right[n-1].left, p[1].left, 3*page[n].size) {
				break
			}
		}
		left, right = append(left, p[0]), append(right, p[1])
		n++
	}
	if n < minColumnLines || !isColumn(left, page[0].size) || !isColumn(right, page[0].size) {
		return 0
	}
	return n
}

// isColumn reports whether parts below each other are lines of prose.
func isColumn(parts []part, size float64) bool {
	edge := parts[0].right
	for _, p := range parts {
		edge = max(edge, p.right)
	}
	full := 0
	for _, p := range parts {
		if p.right > edge-1.6*size {
			full++
		}
	}
	begin := slices.MinFunc(parts, func(a, b part) int { return int(a.left - b.left) }).left
	return edge-begin > minColumnWidth*size && float64(full) >= fullLines*float64(len(parts))
}

// readColumns returns the first n lines column by column, together with the lines below them
// that belong to one of the two columns. taken is the number of lines used.
func readColumns(page []line, parts [][]part, n int) (read []line, taken int) {
	var left, right []line
	for _, p := range parts[:n] {
		left, right = append(left, p[0].line()), append(right, p[1].line())
	}
	border := parts[0][1].left
	for _, p := range parts[:n] {
		border = min(border, p[1].left)
	}
	for taken = n; taken < len(page); taken++ {
		l := page[taken]
		drop := page[taken-1].last - l.first
		if len(parts[taken]) != 1 || drop < 0.4*l.size || drop > 2.6*l.size {
			break
		}
		switch {
		case l.left >= border-0.5*l.size:
			right = append(right, l)
		case l.right < border:
			left = append(left, l)
		default:
			return append(left, right...), taken
		}
	}
	return append(left, right...), taken
}
