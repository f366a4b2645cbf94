package rtf

import (
	"cmp"
	"slices"
	"strings"

	"footnote/corpus/doc"
)

const (
	// maxColumns is the maximum number of cells in a row. Word allows 63.
	maxColumns = 1_000
	// alike is the distance, in twentieths of a point, up to which two edges count as the same: a
	// millimetre.
	alike = 57
	// maxHeld is the maximum number of cells in rows that wait for the following rows.
	maxHeld = 100_000
)

// A table is the part of the open table that was read. Its rows declare where on the page their
// cells end, and only all rows together show how many columns there are.
type table struct {
	rows  []row
	held  int // number of cells in the waiting rows
	grid  doc.Grid
	after int    // the number of blocks up to the end of its last row; 0 if it has no row yet
	cells []cell // of the current row
	edges []edge // of the cells of the row that is being defined
	edge  edge   // of the next one
	left  int    // of that row
	tally doc.Tally
}

type row struct {
	left  int
	cells []cell
	notes []string
}

type cell struct {
	text string // its paragraphs, one a line
	edge
}

// An edge is the definition of a cell.
type edge struct {
	right  int  // its position
	below  bool // whether it is merged with the cell above
	behind bool // whether it is merged with the cell before
}

func (r *reader) beginRow() { r.edges, r.edge, r.left = nil, edge{}, 0 }

func (r *reader) endEdge(at int) {
	if r.edge.right = at; len(r.edges) < maxColumns {
		r.edges = append(r.edges, r.edge)
	}
	r.edge = edge{}
}

func (r *reader) endCell() error {
	c := cell{text: r.takeText()}
	if len(r.cells) >= maxColumns {
		return nil
	}
	r.cells = append(r.cells, c)
	return r.tally.Add(c.text)
}

func (r *reader) endRow() error {
	one := row{r.left, r.cells, r.notes}
	for i := range one.cells {
		if i < len(r.edges) {
			one.cells[i].edge = r.edges[i]
		}
	}
	r.rows, r.held, r.cells, r.notes = append(r.rows, one), r.held+len(one.cells), nil, nil
	if r.held > maxHeld {
		return r.writeRows()
	}
	if len(r.blocks)+len(r.rows) > doc.MaxParagraphs {
		return doc.TooManyParagraphs()
	}
	return nil
}

func (r *reader) endTable() error {
	err := r.writeRows()
	r.grid, r.after = doc.Grid{}, 0
	return err
}

// writeRows turns the waiting rows into lines. If a row serves for layout, the paragraphs of
// its cells stay as they are.
func (r *reader) writeRows() error {
	rows, notes := r.rows, r.notes
	defer func() { r.notes = notes }() // restore the notes of the paragraph that ends the table
	r.rows, r.held = nil, 0
	columns := columnsOf(rows)
	for _, one := range rows {
		r.grid.Skip(column(columns, one.left))
		one.add(&r.grid, columns)
		text, ok := r.grid.End()
		if err := r.tally.Add(text); err != nil {
			return err
		}
		r.notes = one.notes
		if !ok {
			if err := r.addAll(one.paragraphs()); err != nil {
				return err
			}
			continue
		}
		before := len(r.blocks)
		if before > 0 && r.after == before {
			r.blocks[before-1].Gap = "\n"
		}
		r.after = before + 1
		if err := r.add(doc.Block{Text: text, Gap: "\n\n"}); err != nil {
			return err
		}
	}
	return nil
}

// add adds the cells of a row. Each spans the columns between its edges.
func (one row) add(grid *doc.Grid, columns []int) {
	at := column(columns, one.left)
	for i := 0; i < len(one.cells); i++ {
		c := one.cells[i]
		last := i
		for last+1 < len(one.cells) && one.cells[last+1].behind && one.cells[last+1].text == "" {
			last++
		}
		end := column(columns, one.cells[last].right)
		across := max(end-at, last-i+1)
		if at, i = at+across, last; c.below && c.text == "" {
			grid.Continue(across)
		} else {
			grid.Add(doc.Cell(c.text), across, 1)
		}
	}
}

func (one row) paragraphs() []string {
	var all []string
	for _, c := range one.cells {
		all = append(all, strings.Split(c.text, "\n")...)
	}
	return all
}

// columnsOf returns the positions at which columns begin, in order. It returns none if a row
// does not declare where its cells end, or if hardly any two rows have the same edges.
func columnsOf(rows []row) []int {
	var edges []int
	most := 0
	for _, one := range rows {
		edges = append(edges, one.left)
		right := one.left
		for _, c := range one.cells {
			if c.right <= right {
				return nil
			}
			right = c.right
			edges = append(edges, right)
		}
		most = max(most, len(one.cells))
		if len(edges) > 100*maxColumns {
			edges = distinct(edges)
		}
	}
	columns := distinct(edges)
	if len(columns) > 2*most+1 {
		return nil
	}
	return columns
}

// distinct sorts edges and keeps one of those that are alike.
func distinct(edges []int) []int {
	slices.SortFunc(edges, cmp.Compare)
	return slices.CompactFunc(edges, func(next, before int) bool { return next-before <= alike })
}

// column returns the column that begins at an edge, or 0 if no columns are known.
func column(columns []int, at int) int {
	i, _ := slices.BinarySearch(columns, at-alike)
	return min(i, max(len(columns)-1, 0))
}
