package decide

import (
	"context"
	"math"
	"strings"
	"unicode"

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
)

// Fills reports whether a span of a passage, if it is one row of a table, has a text in
// the cell that a question asks for. A judge reads the cells one by one, and in place of
// an empty one what another row has there: if that is what would answer, the row does
// not.
func Fills(ctx context.Context, j Judge, x *index.Index, q index.Query, r index.Ref, span corpus.Span) (bool, error) {
	cells := sentence.CellsIn(r.Article, r.Passage, span)
	empty := sentence.EmptyIn(r.Article, r.Passage, span)
	if j == nil || len(cells) < 2 || len(cells)+len(empty) > mostCells {
		return true, nil
	}
	subject := cells[0]
	if !strings.ContainsFunc(subject.Text, unicode.IsLetter) { // a number of the row
		subject = cells[1]
	}
	section := r.Article.Sections[r.Article.Passages[r.Passage].Section].Title
	var texts [][]string
	read := func(cells []sentence.Cell) (n int) {
		for _, c := range cells {
			if c.Column != subject.Column && c.Text != "" {
				texts = append(texts, folded(x, r.Article.Title, section, subject.Text+", "+c.String()))
				n++
			}
		}
		return n
	}
	filled := read(cells)
	read(empty)
	says, err := j.Question(ctx, asked(q), texts)
	if err != nil {
		return false, err
	}
	best := [2]float64{math.Inf(-1), math.Inf(-1)} // of the cells that are filled, of the empty ones
	for i, a := range says {
		of := 0
		if i >= filled {
			of = 1
		}
		best[of] = max(best[of], float64(a.Sentences[headings]))
	}
	return best[0] >= noCell && !(best[1] >= max(fillable, best[0]+emptier)), nil
}
