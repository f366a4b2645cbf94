package decide

import (
	"context"
	"math"

	"footnote/corpus"
	"footnote/rag/index"
	"footnote/rag/sentence"
)

const (
	// mostCells is how many cells of a row a judge reads one by one.
	mostCells = 24
	// emptier is how much better an empty cell must answer than all others, were it
	// filled, and fillable the log odds that it must answer with at least. Of 57 rows
	// with and without the cell that was asked for, these are right about all.
	emptier  = 0.5
	fillable = 0.0
	// noCell is the log odds below which none of the cells of a row answers: the table
	// has no such column.
	noCell = -1.5
	// surelyCell is the log odds from which on a cell surely answers, if it does so by
	// ahead more than any other of its row.
	surelyCell = 2.5
	ahead      = 1.5
)

// A Row is how well the cells of a row of a table answer a question, each read by
// itself, and in place of an empty one what another row has there.
type Row struct{ best, next, empty float64 } // log odds, of the cells that are filled and of the others

// ReadRow has a judge read a span of a passage cell by cell; false where it is no row
// of a table, where that is very wide, and without a judge.
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

// Lacks reports that the row does not answer: it would if an empty cell were filled, or
// none of its columns is what is asked for.
func (r Row) Lacks() bool {
	return r.best < noCell || r.empty >= max(fillable, r.best+emptier)
}

// Tells reports that one cell of the row surely answers.
func (r Row) Tells() bool {
	return r.best >= surelyCell && r.best >= max(r.next, r.empty)+ahead
}

// Below reports that each cell answers worse than a sentence with some log odds.
func (r Row) Below(answers float64) bool { return r.best < answers }
