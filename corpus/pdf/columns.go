package pdf

import "slices"

// Columns that a file has line by line, not one after the other, are so many lines
// high and so wide, in heights of their font, at least. Cells are narrower, and end at
// different places.
const (
	minColumnLines = 4
	minColumnWidth = 8
	fullLines      = 0.7 // so large a part of the lines of a column goes to its edge
	maxRun         = 500 // lines are looked at together; a page has fewer
)

// columnRun is how many lines from the first on hold two columns side by side; 0
// where they do not.
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

// isColumn reports whether the parts below each other are lines of prose.
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

// readColumns returns n lines of two columns column by column, with the lines below
// them that are in one of both, and how many lines it took.
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
