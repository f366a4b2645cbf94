package doc

import "strings"

// CellMark separates the cells of a row.
const CellMark = " | "

// Row returns the text of a table row in one line. Empty cells keep their place, except at the
// end.
func Row(cells []string) string {
	for len(cells) > 0 && cells[len(cells)-1] == "" {
		cells = cells[:len(cells)-1]
	}
	return strings.TrimRight(strings.Join(cells, CellMark), " ")
}

// Cell returns the text of a cell in one line.
func Cell(text string) string {
	text = strings.TrimSpace(text)
	if !strings.ContainsAny(text, "\n\r\v\f\u2028\u2029") {
		return text
	}
	var out strings.Builder
	before := ""
	for _, line := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("\n\r\v\f\u2028\u2029", r) }) {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		if before != "" {
			out.WriteString(SoftBreak(before, line))
		}
		out.WriteString(line)
		before = line
	}
	return out.String()
}
