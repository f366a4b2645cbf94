package decide

import (
	"context"
	"math"

	"footnote/corpus"
	"footnote/rag/index"
	"footnote/rag/sentence"
)

const (
	// mostCells is the largest number of cells of a row that a judge reads one by one.
	mostCells = 24
	// emptyMargin is by how much an empty cell, if it were filled, must answer better than all
	// others, and fillableFrom the log odds that it must answer with at least. On 57 rows with
	// and without the requested cell, these make no mistake.
	emptyMargin  = 0.5
	fillableFrom = 0.0
	// noCell is the log odds below which no cell of a row answers: the table has no such
	// column.
	noCell = -1.5
	// surelyCell is the log odds from which on a cell surely answers, if it exceeds every
	// other cell of its row by aheadMargin.
	surelyCell  = 2.5
	aheadMargin = 1.5
)

// A Row says how well the cells of a table row answer a question, each read by itself. For an
// empty cell, what another row has in its column is read instead.
type Row struct{ best, next, empty float64 } // log odds: of the best and second-best filled cells, and of the best empty cell

// ReadRow has a judge read a span of a passage cell by cell. It returns false if there is no
// judge, or if the span is not a table row or has too many cells.
func ReadRow(ctx context.Context, j Judge, x *index.Index, q index.Query, r index.Ref, span corpus.Span) (Row, bool, error) {
	cells := sentence.CellsIn(r.Article, r.Passage, span)
	empty := sentence.EmptyIn(r.Article, r.Passage, span)
	if j == nil || len(cells) < 2 || len(cells)+len(empty) > mostCells {
		return Row{}, false, nil
	}
	subject := sentence.SubjectOf(cells)
	section := r.Article.Sections[r.Article.Passages[r.Passage].Section].Title
	var texts [][]string
	read := func(cells []sentence.Cell) {
		for _, c := range cells {
			if c.Column != subject.Column && c.Text != "" {
				texts = append(texts, folded(x, r.Article.Title, section, subject.Text+", "+c.String()))
			}
		}
	}
	read(cells)
	filled := len(texts)
	read(empty)
	says, err := j.Question(ctx, asked(q), texts)
	if err != nil {
		return Row{}, false, err
	}
	row := Row{math.Inf(-1), math.Inf(-1), math.Inf(-1)}
	for i, a := range says {
		switch odds := float64(a.Sentences[headings]); {
		case i >= filled:
			row.empty = max(row.empty, odds)
		case odds > row.best:
			row.best, row.next = odds, row.best
		default:
			row.next = max(row.next, odds)
		}
	}
	return row, true, nil
}

// Lacks reports whether the row does not answer: an empty cell would if it were filled, or
// none of the columns is what is asked for.
func (r Row) Lacks() bool {
	return r.best < noCell || r.empty >= max(fillableFrom, r.best+emptyMargin)
}

// Tells reports whether one cell of the row surely answers.
func (r Row) Tells() bool {
	return r.best >= surelyCell && r.best >= max(r.next, r.empty)+aheadMargin
}

// Below reports whether every cell answers worse than a sentence with the given log odds.
func (r Row) Below(answers float64) bool { return r.best < answers }
