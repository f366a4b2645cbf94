package extract

import (
	"context"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"footnote/corpus"
	"footnote/corpus/doc"
	"footnote/rag/decide"
	"footnote/rag/expect"
	"footnote/rag/index"
	"footnote/rag/sentence"
)

// Told returns the text of a statement and, for a table row, its cells with their headers,
// which may name the year that is asked for.
func (s Statement) Told() string {
	if heads := sentence.HeadedIn(s.Article, s.Passage, s.Span); heads != "" {
		return s.Text() + "\n" + heads
	}
	return s.Text()
}

// LookUp returns the table row that a question is about: the only one whose name the question
// has. It returns false if there is no judge to read the cells, if none of them surely
// answers, or if another sentence answers better.
func LookUp(ctx context.Context, j decide.Judge, x *index.Index, q index.Query, r Request) (Statement, bool, error) {
	asked := r.terms(r.Folded)
	var found []Statement
	for _, p := range r.Passages {
		for i, span := range p.Article.Passages[p.Passage].Sentences {
			if row := sentence.Cells(p.Article, p.Passage, i); len(row) > 1 && r.has(asked, sentence.SubjectOf(row).Text) {
				found = append(found, Statement{Ref: p.Ref, Span: span, Lines: []corpus.Span{span}})
			}
		}
	}
	if len(found) != 1 || len(r.Compared) > 0 || !r.Expected(q.Text, found) {
		return Statement{}, false, nil
	}
	row, ok, err := decide.ReadRow(ctx, j, x, q, found[0].Ref, found[0].Span)
	return found[0], ok && row.Tells() && !r.saysBetter(row), err
}

// saysBetter reports whether a sentence outside of tables answers better than every cell of a
// row.
func (r Request) saysBetter(row decide.Row) bool {
	for _, p := range r.Passages {
		for i, answers := range p.Answers {
			if row.Below(answers) && len(sentence.Cells(p.Article, p.Passage, i)) == 0 {
				return true
			}
		}
	}
	return false
}

// Expected reports whether statements have what a question asks for: a number, a time, the
// year that it names, the cell of a row.
func (r Request) Expected(question string, statements []Statement) bool {
	if r.lacks(statements[0]) {
		return false
	}
	text, around := "", ""
	for _, s := range statements {
		text += s.Told() + "\n"
		around += s.Place() + "\n" + s.Ref.Told() + "\n"
	}
	return expect.Of(r.Folded).In(r.Fold(text)) && expect.HasYears(question, text, around)
}

// OfThatDay reports whether the first statement mentions the day that a question is about, if
// that is today or a neighbouring day. A statement about any day does not answer such a
// question.
func (r Request) OfThatDay(statements []Statement) bool {
	return len(statements) == 0 || expect.HasDay(r.Folded, r.Fold(statements[0].Text()))
}

// lacks reports whether a table row has nothing in the column that the question names, or
// lacks that column while another row about the same thing has it empty. The articles then do
// not say, however well other cells fit.
func (r Request) lacks(s Statement) bool {
	cells := sentence.CellsIn(s.Article, s.Passage, s.Span)
	if len(cells) == 0 {
		return false
	}
	asked := r.terms(r.Folded)
	if r.namesAny(asked, sentence.EmptyIn(s.Article, s.Passage, s.Span)...) {
		return true
	}
	for _, c := range cells {
		if c.Column > 0 && r.namesAny(asked, c) {
			return false
		}
	}
	for _, p := range r.Passages {
		for i, span := range p.Article.Passages[p.Passage].Sentences {
			other := sentence.Cells(p.Article, p.Passage, i)
			if len(other) > 0 && other[0] == cells[0] && r.namesAny(asked, sentence.EmptyIn(p.Article, p.Passage, span)...) {
				return true
			}
		}
	}
	return false
}

// lookedUp returns the row that a question looks up: the question names the row's subject and
// one of its other columns, and nothing else. It returns false if there is no such row, or
// more than one.
func (c *chooser) lookedUp() (Statement, bool) {
	asked := c.terms(c.Folded)
	var found []candidate
	for _, at := range c.all {
		if c.looksUp(asked, sentence.Cells(at.Article, at.Passage, at.sentence)) {
			found = append(found, at)
		}
	}
	if len(found) != 1 {
		return Statement{}, false
	}
	return c.whole(found[0]), true
}

// looksUp reports whether a question has the text of one cell of a row and names the column of
// another: 螺栓的數量, or 哪個品項在東倉.
func (c *chooser) looksUp(asked []string, row []sentence.Cell) bool {
	for _, known := range row {
		if !c.singlesOut(asked, known) {
			continue
		}
		for _, cell := range row {
			if cell.Column != known.Column && c.namesAny(asked, cell) && c.onlyAsks(asked, known.Text+" "+known.Head+" "+cell.Head) {
				return true
			}
		}
	}
	return false
}

// singlesOut reports whether a question has the text of a cell. If that is a number, the
// question must name the column too.
func (r Request) singlesOut(asked []string, c sentence.Cell) bool {
	return r.has(asked, c.Text) && (strings.ContainsFunc(c.Text, unicode.IsLetter) || r.namesAny(asked, c))
}

// isSingled reports whether the question has the text of a cell of this row. It then asks for
// that row and not for the whole table.
func (c *chooser) isSingled(at candidate) bool {
	asked := c.terms(c.Folded)
	return slices.ContainsFunc(sentence.Cells(at.Article, at.Passage, at.sentence), func(cell sentence.Cell) bool { return c.singlesOut(asked, cell) })
}

// onlyAsks reports whether a question has no words besides those of a text and question words.
func (r Request) onlyAsks(asked []string, beside string) bool {
	known := append(r.terms(beside), strings.Fields(asking)...)
	return !slices.ContainsFunc(asked, func(term string) bool {
		return (term < "\u0080" || utf8.RuneCountInString(term) == 1) && !slices.Contains(known, term) // a pair of Chinese characters is also there as single characters
	})
}

// asking are the terms that such a question may have besides, folded.
const asking = "是 有 的 多 少 几 个 本 座 人 位 件 元 间 名 家 什 么 哪 一 里 年 谁 在 了 吗 呢 请 问 " +
	"what which who when where how mani much is are was were do doe did has have had the a an of for in at on to from there"

// namesAny reports whether a question names the header of one of the cells.
func (r Request) namesAny(asked []string, cells ...sentence.Cell) bool {
	return slices.ContainsFunc(cells, func(c sentence.Cell) bool {
		return r.has(asked, year().ReplaceAllString(aside().ReplaceAllString(c.Head, ""), " $0 "))
	})
}

// has reports whether asked has all terms of a text.
func (r Request) has(asked []string, text string) bool {
	terms := r.terms(text)
	return len(terms) > 0 && !slices.ContainsFunc(terms, func(term string) bool { return !slices.Contains(asked, term) })
}

var (
	// aside matches what a header says besides the name of its column, usually the unit.
	aside = doc.Pattern(`\s*(?:（[^（）]*）|\([^()]*\)|\[[^\[\]]*\])`)
	// year matches a year, which counts as a word of its own: 2022年人口 may be asked for as
	// 2022年的人口.
	year = doc.Pattern(`[0-9]{2,4}年度?`)
)

func (r Request) terms(text string) []string {
	var terms []string
	for _, t := range r.Terms(strings.TrimSpace(text)) {
		terms = append(terms, t.Term)
	}
	return terms
}
