package sentence

import (
	"slices"
	"strings"
	"unicode"

	"footnote/corpus"
	"footnote/corpus/doc"
)

// A Cell is one of a row, with what the head of the table says that it holds.
type Cell struct {
	Column int    `json:"column"` // from 0
	Head   string `json:"head"`   // may be empty
	Text   string `json:"text"`
}

func (c Cell) String() string {
	if c.Head == "" {
		return c.Text
	}
	return c.Head + ": " + c.Text
}

// Cells are the cells of a row that have a text, each with its head; of a sentence
// that is a part of a row, those that it has a part of. They are nil where the table
// has no head, of the head itself, and where the sentence stands in no table.
func Cells(article *corpus.Article, passage, sentence int) []Cell {
	here := place{article, passage, sentence}
	head, own := headOf(here)
	if head == nil || own {
		return nil
	}
	row := here.line()
	if slices.Equal(cells(row.text()), head) { // said again on the next page
		return nil
	}
	before := article.Text[row.span().Start:here.span().Start]
	column := strings.Count(before, doc.CellMark)
	texts := cells(here.text())
	if texts == nil {
		texts = []string{strings.TrimSpace(here.text())}
	}
	var all []Cell
	for i, text := range texts {
		c := Cell{Column: column + i, Text: text}
		if c.Column < len(head) {
			c.Head = head[c.Column]
		}
		if text != "" {
			all = append(all, c)
		}
	}
	return all
}

// SubjectOf is the cell that names what a row is about: the first that is no number of
// the row, or the very first.
func SubjectOf(row []Cell) Cell {
	for _, c := range row {
		if strings.ContainsFunc(c.Text, unicode.IsLetter) {
			return c
		}
	}
	return row[0]
}

// Headed is a row as a reader takes it, each cell behind its head: 品項: 螺栓; 數量:
// 400. It is empty where there are no [Cells].
func Headed(article *corpus.Article, passage, sentence int) string {
	var all []string
	for _, c := range Cells(article, passage, sentence) {
		all = append(all, c.String())
	}
	return strings.Join(all, "; ")
}

// Told is a sentence as a judge and a model read it: of a row, its cells behind the
// heads of their columns, which may stand far above: 煤炭, 2022年: 35万吨. The first
// column names what the row is about; a judge takes that better without its head.
func Told(article *corpus.Article, passage, sentence int) string {
	all := Cells(article, passage, sentence)
	if all == nil {
		return article.Quote(article.Passages[passage].Sentences[sentence])
	}
	var row []string
	for _, c := range all {
		if c.Column == 0 {
			c.Head = ""
		}
		row = append(row, c.String())
	}
	return strings.Join(row, ", ")
}

// HeadedIn is what the head of a table says of what a span of a passage quotes: one
// row [Headed]; the head as it stands where it is several rows of one table; else
// nothing.
func HeadedIn(article *corpus.Article, passage int, span corpus.Span) string {
	first, last := within(article, passage, span)
	if first == last {
		return Headed(article, passage, first)
	}
	head := HeadOf(article, passage, first)
	if head == nil || Cells(article, passage, first) == nil || !slices.Equal(head, HeadOf(article, passage, last)) {
		return ""
	}
	return strings.Join(head, doc.CellMark)
}

// CellsIn are the [Cells] of what a span of a passage quotes, nil where that is more
// than one row.
func CellsIn(article *corpus.Article, passage int, span corpus.Span) []Cell {
	if first, last := within(article, passage, span); first == last {
		return Cells(article, passage, first)
	}
	return nil
}

// EmptyIn are the cells of a row that have nothing under their heads, each with what
// one of the rows near it has there, if any has. The first column is left out. They
// are nil where a span of a passage quotes more than one row.
func EmptyIn(article *corpus.Article, passage int, span corpus.Span) []Cell {
	filled := map[int]bool{0: true}
	for _, c := range CellsIn(article, passage, span) {
		filled[c.Column] = true
	}
	if len(filled) == 1 {
		return nil
	}
	first, _ := within(article, passage, span)
	head := HeadOf(article, passage, first)
	var empty []Cell
	for column, name := range head {
		if !filled[column] && name != "" {
			empty = append(empty, Cell{Column: column, Head: name})
		}
	}
	if len(empty) > 0 {
		fill(empty, article, passage, head)
	}
	return empty
}

// fill puts into empty cells what other rows of the table have in their columns.
func fill(empty []Cell, article *corpus.Article, passage int, head []string) {
	for p := max(passage-1, 0); p <= min(passage+1, len(article.Passages)-1); p++ {
		for i := range article.Passages[p].Sentences {
			if !slices.Equal(HeadOf(article, p, i), head) {
				continue
			}
			for _, c := range Cells(article, p, i) {
				if n := slices.IndexFunc(empty, func(e Cell) bool { return e.Column == c.Column }); n >= 0 && empty[n].Text == "" {
					empty[n].Text = c.Text
				}
			}
		}
	}
}

// within are the first and the last sentence of a passage that lie in a span, -1
// where none does.
func within(article *corpus.Article, passage int, span corpus.Span) (first, last int) {
	first, last = -1, -1
	if article == nil || passage < 0 || passage >= len(article.Passages) {
		return first, last
	}
	for i, s := range article.Passages[passage].Sentences {
		if span.Start <= s.Start && s.End <= span.End {
			if last = i; first < 0 {
				first = i
			}
		}
	}
	return first, last
}
