package sentence

import (
	"slices"
	"strings"
	"unicode"

	"footnote/corpus"
	"footnote/corpus/doc"
)

const (
	// maxHeadCell is the width limit of a header cell.
	maxHeadCell = 40
	// maxCaption is how many lines may be directly above a header: a title, a unit.
	maxCaption = 3
)

// HeadOf returns the header of the table that a row is in, cell by cell, or nil if the table
// has none or the sentence is in no table. It is as long as the table is wide; a row may be
// shorter.
func HeadOf(article *corpus.Article, passage, sentence int) (head []string) {
	head, _ = headOf(place{article, passage, sentence})
	return head
}

// headOf is like [HeadOf]. own means that the sentence is part of the header itself.
func headOf(here place) (head []string, own bool) {
	if !here.exists() {
		return nil, false
	}
	l := here.line()
	if !l.isRow() {
		return nil, false
	}
	top, rows, whole := l.table()
	if !whole {
		return headAbove(l), false
	}
	head, depth := tableHead(top, rows)
	return head, depth > 0 && l == top || depth > 1 && l == rows[0]
}

// tableHead returns the header of a table and the number of its rows, 0 to 2.
func tableHead(top line, rows []line) (head []string, depth int) {
	if !isHead(top, rows) {
		return nil, 0
	}
	head = cells(top.text())
	if len(rows) > 1 {
		if both := below(head, cells(rows[0].text()), cells(rows[1].text())); both != nil {
			return both, 2
		}
	}
	return head, 1
}

// below returns a header of two rows, of which the second subdivides what the first has over
// several columns (數量 大盆, 數量 小盆), or nil if the second row does not.
func below(head, second, row []string) []string {
	both := slices.Clone(head)
	divided := false
	for column, cell := range second {
		switch {
		case column >= len(head):
			return nil
		case cell == "" || cell == head[column]:
		case head[column] == "" || column > 0 && head[column-1] == head[column] || column+1 < len(head) && head[column+1] == head[column]:
			both[column] = strings.TrimSpace(head[column] + " " + cell)
			divided = divided || head[column] != ""
		default:
			return nil
		}
	}
	if !divided || !areHeads(second, [][]string{row}) {
		return nil
	}
	return both
}

// headAbove returns the header of a table that is too long to search line by line, such as a
// spreadsheet: the first row after the last blank line, or nil if that does not look like a
// header.
func headAbove(l line) []string {
	article, start := l.first.article, l.first.span().Start
	above := article.Text[article.Sections[l.first.section()].Span.Start:start]
	if blank := strings.LastIndex(above, "\n\n"); blank >= 0 {
		above = above[blank+len("\n\n"):]
	}
	first, above, found := strings.Cut(above, "\n")
	for range maxCaption {
		if found && len(cells(first)) < 2 {
			first, above, found = strings.Cut(above, "\n")
		}
	}
	head, row := cells(first), cells(l.text())
	if !found || len(head) < 2 || !areHeads(head, [][]string{row}) {
		return nil
	}
	second, _, _ := strings.Cut(above, "\n")
	if both := below(head, cells(second), row); both != nil {
		return both
	}
	if len(head) > 2 || slices.ContainsFunc(row[1:], isValue) {
		return head
	}
	return nil
}

// isHeadCell reports whether a cell may be the header of its column.
func isHeadCell(cell string) bool {
	return !isValue(cell) && doc.Width(cell) <= maxHeadCell && !doc.EndsSentence(cell)
}

// cells returns the cells of a row, including empty ones, or nil for other text.
func cells(text string) []string {
	text = strings.TrimSpace(text)
	if !strings.Contains(text, doc.CellMark) && !strings.HasPrefix(text, "| ") && !strings.HasSuffix(text, " |") {
		return nil
	}
	if strings.HasPrefix(text, "|") && strings.HasSuffix(text, "|") { // a table in plain text
		text = strings.Trim(text, "|")
	}
	all := strings.Split(text+" ", doc.CellMark)
	if strings.HasPrefix(text, "| ") { // the first cell is empty
		all = append([]string{""}, all...)
	}
	if last := len(all) - 1; strings.HasSuffix(strings.TrimSpace(all[last]), " |") {
		all[last] = strings.TrimSuffix(strings.TrimSpace(all[last]), "|")
		all = append(all, "")
	}
	for i, cell := range all {
		all[i] = strings.TrimSpace(strings.TrimPrefix(cell, "| "))
	}
	return all
}

// isRow reports whether a line is a table row: a line with cells, next to another one.
func (l line) isRow() bool {
	if len(cells(l.text())) < 2 {
		return false
	}
	above, hasAbove := l.above()
	below, hasBelow := l.below()
	return hasAbove && (len(cells(above.text())) > 1 || isRuler(above.text())) || hasBelow && (len(cells(below.text())) > 1 || isRuler(below.text()))
}

// isRuler reports whether a text is the line below the header of a table in plain text:
// |---|---|.
func isRuler(text string) bool {
	return strings.Contains(text, "-") && strings.Contains(text, "|") && strings.Trim(text, "|-:+ \t") == ""
}

// table returns the first row of the table that a row is in, and some of the others. whole is
// false if the first row is too far above.
func (l line) table() (top line, rows []line, whole bool) {
	top = l
	apart := l.rowsApart()
	last := l
	for above := range l.upwards() {
		if last = above; len(cells(above.text())) < 2 && !isRuler(above.text()) || !apart && above.blankBelow() {
			whole = true
			break
		}
		if !isRuler(above.text()) {
			top = above
		}
	}
	if _, more := last.above(); !more {
		whole = true
	}
	return top, top.allRows()[1:], whole
}

// rowsApart reports whether the table has blank lines between its rows. If not, a blank line
// ends the table, and another may follow at once.
func (l line) rowsApart() bool {
	above, ok := l.above()
	if ok && len(cells(above.text())) > 1 && !above.blankBelow() {
		return false
	}
	return l.blankBelow()
}

// blankBelow reports whether a blank line, or nothing, is below a line.
func (l line) blankBelow() bool {
	below, ok := l.below()
	return !ok || strings.Count(l.first.article.Text[l.span().End:below.span().Start], "\n") > 1
}

// rows returns the rows from this one on, without a header.
func (l line) rows() []line {
	found := l.allRows()
	if len(found) < 2 || found[0] != l {
		return found
	}
	if above, ok := l.above(); ok && len(cells(above.text())) > 1 && (l.rowsApart() || !above.blankBelow()) {
		return found
	}
	_, depth := tableHead(l, found[1:])
	return found[depth:]
}

// allRows returns the rows from this one on.
func (l line) allRows() []line {
	apart := l.rowsApart()
	var found []line
	for len(found) <= maxItems {
		switch {
		case len(cells(l.text())) > 1:
			found = append(found, l)
		case !isRuler(l.text()):
			return found
		}
		below, ok := l.below()
		if !ok || !apart && l.blankBelow() {
			break
		}
		l = below
	}
	return found
}

// rowKind returns the kind of a row.
func (l line) rowKind() Kind {
	if _, own := headOf(l.first); own {
		return TableHead
	}
	return TableRow
}

// isHead reports whether the first row of a table says what its columns hold. It does if a
// ruler or Markdown marks it, or if its cells are short and without numbers, above a column of
// numbers or in a table of three or more columns.
func isHead(top line, rows []line) bool {
	head := cells(top.text())
	var below [][]string
	for _, row := range rows {
		below = append(below, cells(row.text()))
	}
	if len(rows) == 0 || !areHeads(head, below) {
		return false
	}
	if below, ok := top.below(); ok && isRuler(below.text()) {
		return true
	}
	if source := strings.ToLower(top.first.article.Source); strings.HasSuffix(source, ".md") || strings.HasSuffix(source, ".markdown") {
		return true
	}
	column := 0
	for column = 1; column < len(head); column++ {
		values := 0
		for _, row := range rows {
			if c := cells(row.text()); column < len(c) && isValue(c[column]) {
				values++
			}
		}
		if 2*values > len(rows) && len(rows) > 1 {
			return true
		}
	}
	return len(head) > 2
}

// isValue reports whether a cell holds a number, a price or a date, rather than a name for
// one.
func isValue(cell string) bool {
	digits, letters := 0, 0
	for _, r := range cell {
		switch {
		case unicode.IsDigit(r):
			digits++
		case unicode.IsLetter(r):
			letters++
		}
	}
	return digits > 0 && letters <= 2*digits+4 && !strings.ContainsAny(cell, "（(")
}
