package sentence

import (
	"slices"
	"strings"

	"footnote/corpus"
	"footnote/corpus/doc"
)

// areHeads reports whether cells can be the headers of columns. They must be names; in a table
// of three or more columns they may also be neighbouring years or parts of years, alone or
// with a name (2022年销量), if no row has one in the same column.
func areHeads(head []string, rows [][]string) bool {
	first, last := -1, -1
	for column, cell := range head {
		switch {
		case isHeadCell(cell):
			continue
		case len(head) < 3 || !isOfPeriod(cell) || slices.ContainsFunc(rows, func(row []string) bool { return column < len(row) && isOfPeriod(row[column]) }):
			return false
		case first >= 0 && !areValues(rows, last+1, column):
			return false // 建成 | 1998年 | 拆除 | 2010年
		case first < 0:
			first = column
		}
		last = column
	}
	return true
}

// areValues reports whether the columns from..to-1 hold values in all rows.
func areValues(rows [][]string, from, to int) bool {
	for _, row := range rows {
		for column := from; column < min(to, len(row)); column++ {
			if row[column] != "" && !isValue(row[column]) {
				return false
			}
		}
	}
	return true
}

// isOfPeriod reports whether a cell is a year, a season or a month, as column headers may be,
// with or without a name.
func isOfPeriod(cell string) bool {
	return period().MatchString(cell) || doc.Width(cell) <= maxHeadCell && !doc.EndsSentence(cell) && ofPeriod().MatchString(cell)
}

var (
	period   = doc.Pattern(`(?i)^(?:` + aPeriod + `)$`)
	ofPeriod = doc.Pattern(`(?i)^(?:` + aPeriod + `)\s?[^0-9]*\p{L}[^0-9]*$|^[^0-9]*\p{L}[^0-9]*?[\s(（]?(?:` + aPeriod + `)[)）]?$`)
)

const (
	aPeriod    = year + `(?:\s?-?` + partOfYear + `)?|` + partOfYear + `(?:\s?` + fullYear + `)?`
	fullYear   = `(?:1[5-9]|20)[0-9]{2}`
	year       = `(?:FY|CY|民國|民国|昭和|平成|令和)?\s?(?:` + fullYear + `(?:[-–/][0-9]{2,4})?\s?(?:學年|学年|年)?|[0-9]{1,3}\s?(?:學年|学年|年))(?:度|底|末|[AEF])?`
	partOfYear = `(?:第?[一二三四1-4]季度?|Q[1-4]|[1-4]Q|H[12]|[12]H|[上下]半年|(?:[0-9]{1,2}|十?[一二三四五六七八九十])月(?:份|底)?)`
)

// mostTries is how many passages of a table are searched for its header. The first may begin
// with it, and a long table without one must not be searched for each passage.
const mostTries = 2

// HeadsAbove returns, for each passage of an article, the header of the table whose row it
// begins with. It is empty if the passage begins with something else, or with the header.
// HeadsAbove goes through the article once.
func HeadsAbove(article *corpus.Article) []string {
	heads := make([]string, len(article.Passages))
	head, tries := "", 0
	for i := range article.Passages {
		if i == 0 || !goesOn(article, i) {
			head, tries = "", 0
		}
		here := place{article, i, 0}
		if head == "" && tries < mostTries && here.exists() && here.line().isRow() {
			tries++
			if Cells(article, i, 0) != nil {
				head = strings.Join(HeadOf(article, i, 0), doc.CellMark)
			}
		}
		heads[i] = head
	}
	return heads
}

// goesOn reports whether there is no blank line between the beginning of the passage before
// and that of this one. Then both are in the same table, if they are in one.
func goesOn(article *corpus.Article, passage int) bool {
	before, p := article.Passages[passage-1], article.Passages[passage]
	return before.Section == p.Section && before.Start <= p.Start && !strings.Contains(article.Text[before.Start:p.Start], "\n\n")
}
