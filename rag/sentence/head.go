package sentence

import (
	"slices"
	"strings"

	"footnote/corpus"
	"footnote/corpus/doc"
)

// areHeads reports cells that may say what their columns hold: names, and in a table
// of three columns and more also years and parts of years beside each other, alone or
// with a name (2022年销量), which none of the rows has in the same column.
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

// areValues reports columns, from one up to another, that hold values in all rows.
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

// isOfPeriod reports a year, a season or a month, as columns are called, with or
// without the name of what they hold of it.
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

// mostTries is how many passages of a table are asked for its head: the first may
// begin with it, and a long table without one is not gone through for each.
const mostTries = 2

// HeadsAbove are, of each passage of an article, the head of the table whose row it
// begins with; empty where it begins with something else, or with the head. It goes
// through the article once.
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

// goesOn reports a passage with no blank line between the beginning of the one before
// it and its own: both are of one table, if they are of any.
func goesOn(article *corpus.Article, passage int) bool {
	before, p := article.Passages[passage-1], article.Passages[passage]
	return before.Section == p.Section && before.Start <= p.Start && !strings.Contains(article.Text[before.Start:p.Start], "\n\n")
}
