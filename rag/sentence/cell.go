package sentence

import (
	"slices"
	"strings"
	"unicode"

	"footnote/corpus"
	"footnote/corpus/doc"
)

// A Cell is a cell of a table row, with what the table's header says about it.
type Cell struct {
	Column int    `json:"column"` // from 0
	Head   string `json:"head"`   // the header of the column; may be empty
	Text   string `json:"text"`
}

func (c Cell) String() string {
	if c.Head == "" {
		return c.Text
	}
	return c.Head + ": " + c.Text
}

// Cells returns the cells of a row that have text, each with its header. For a sentence that
// is part of a row, these are the cells that it has a part of. Cells returns nil if the table
// has no header, and for the header itself or a sentence outside of tables.
func Cells(article *corpus.Article, passage, sentence int) []Cell {
	here := place{article, passage, sentence}
	head, own := headOf(here)
	if head == nil || own {
		return nil
	}
	row := here.line()
	if slices.Equal(cells(row.text()), head) { // the header, repeated on the next page
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

// SubjectOf returns the cell that names what a row is about: the first one with a letter, or
// else the very first.
func SubjectOf(row []Cell) Cell {
	for _, c := range row {
		if strings.ContainsFunc(c.Text, unicode.IsLetter) {
			return c
		}
	}
	return row[0]
}

// Headed returns a row as a reader understands it, each cell after its header: 品項: 螺栓;
// 數量: 400. It returns "" if there are no [Cells].
func Headed(article *corpus.Article, passage, sentence int) string {
	var all []string
	for _, c := range Cells(article, passage, sentence) {
		all = append(all, c.String())
	}
	return strings.Join(all, "; ")
}

// Told returns a sentence as a judge and a model read it. For a row, these are its cells after
// the headers of their columns, which may be far above: 煤炭, 2022年: 35万吨. The first column
// names what the row is about; a judge understands it better without its header.
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

// HeadedIn describes what a span of a passage quotes, by the table's header: a single row as
// in [Headed]; for several rows of one table, the header alone; otherwise "".
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

// CellsIn returns the [Cells] of the row that a span of a passage quotes, or nil if it is more
// than one row.
func CellsIn(article *corpus.Article, passage int, span corpus.Span) []Cell {
	if first, last := within(article, passage, span); first == last {
		return Cells(article, passage, first)
	}
	return nil
}

// EmptyIn returns the empty cells of the row that a span of a passage quotes, each with the
// text that a row nearby has in that column, if any has. It leaves out the first column. It
// returns nil if the span is more than one row.
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

// fill sets the text of empty cells to what other rows of the table have in their columns.
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

// within returns the first and the last sentence of a passage that are inside a span, or -1 if
// none is.
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
