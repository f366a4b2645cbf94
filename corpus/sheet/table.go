// Package sheet reads tables: Excel workbooks (XLSX, ECMA-376) and text with
// separators (CSV, TSV).
package sheet

import (
	"fmt"
	"strings"

	"footnote/corpus/doc"
	"footnote/corpus/figure"
)

// The limits of a workbook.
const (
	// maxCells is the maximum number of cells of a file, including empty ones that keep the place
	// of others.
	maxCells = 2_000_000
	// maxBytes is the maximum size of the text of all cells: [doc.MaxCharacters] of Chinese. A few
	// bytes of a file may refer to the same long text many times.
	maxBytes = 3 * doc.MaxCharacters
	// maxColumn is the number of columns of an Excel sheet.
	maxColumn = 16_384
	// maxLooked is the maximum number of cells examined for merging.
	maxLooked = 50 * maxCells
)

// A table is one sheet.
type table struct {
	name    string
	rows    []row  // in order, without empty ones
	warning string // about the whole sheet; may be empty

	pictures []doc.Block // the texts of the pictures on it
	rest     []string    // the pictures without a text
}

// A row is the content of one row of a sheet.
type row struct {
	number int // as numbered by spreadsheet programs, from 1
	cells  []cell
}

// A cell is a cell with text, which is one line.
type cell struct {
	column int // from 0
	text   string
}

// A writer turns tables into blocks, within limits.
type writer struct {
	blocks       []doc.Block
	cells, bytes int
	waiting      []string // pictures on sheets that precede all text
}

// write adds a block for every row, and one for the name of the sheet unless it is empty.
func (w *writer) write(t table) error {
	w.waiting = append(w.waiting, t.rest...)
	if len(t.rows) == 0 && len(t.pictures) == 0 {
		return nil
	}
	if t.name != "" {
		w.blocks = append(w.blocks, doc.Block{Text: t.name, Level: 1, Gap: "\n\n"})
	}
	places := t.places()
	for i, r := range t.rows {
		text, err := w.line(r, places)
		if err != nil {
			return err
		}
		gap := "\n"
		if i+1 == len(t.rows) || t.rows[i+1].number > r.number+1 {
			gap = "\n\n"
		}
		w.blocks = append(w.blocks, doc.Block{Text: text, Gap: gap, Page: r.number, Unit: doc.Rows, Warning: t.warning})
		t.warning = ""
	}
	for _, b := range t.pictures {
		w.bytes += len(b.Text)
	}
	w.blocks = append(w.blocks, t.pictures...)
	w.blocks, w.waiting = figure.Attach(w.blocks, w.waiting...)
	switch {
	case len(w.blocks) > doc.MaxParagraphs:
		return doc.TooManyParagraphs()
	case w.bytes > maxBytes:
		return tooManyCells()
	}
	return nil
}

// places returns the position of each column in a line. Columns without text have none.
func (t table) places() map[int]int {
	last := -1
	used := map[int]bool{}
	for _, r := range t.rows {
		for _, c := range r.cells {
			used[c.column] = true
			last = max(last, c.column)
		}
	}
	places := map[int]int{}
	for column := range last + 1 {
		if used[column] {
			places[column] = len(places)
		}
	}
	return places
}

// line returns the text of a row.
func (w *writer) line(r row, places map[int]int) (string, error) {
	width := 0
	for _, c := range r.cells {
		width = max(width, places[c.column]+1)
		w.bytes += len(c.text)
	}
	w.cells += width
	w.bytes += width * len(doc.CellMark)
	if w.cells > maxCells || w.bytes > maxBytes {
		return "", tooManyCells()
	}
	all := make([]string, width)
	for _, c := range r.cells {
		all[places[c.column]] = c.text
	}
	return doc.Row(all), nil
}

// document returns the content of the tables.
func document(tables []table) (doc.Document, error) {
	var w writer
	for _, t := range tables {
		if err := w.write(t); err != nil {
			return doc.Document{}, err
		}
	}
	if len(w.blocks) == 0 {
		return doc.Document{}, &doc.Error{Reason: "is a sheet without any text", Hint: "check that it is the right file"}
	}
	w.blocks, _ = figure.Attach(w.blocks, w.waiting...)
	return doc.Document{Blocks: w.blocks}, nil
}

// isStandardName reports whether a name is one that programs give to sheets by default.
func isStandardName(name string) bool { return standardName().MatchString(strings.TrimSpace(name)) }

var standardName = doc.Pattern(`(?i)^(?:sheet|工作表|表格?|feuil|tabelle|hoja|シート)\s?[0-9]{0,2}$`)

func tooManyCells() error {
	return &doc.Error{Reason: fmt.Sprintf("has more than %d million cells or %d million characters", maxCells/1_000_000, doc.MaxCharacters/1_000_000), Hint: "split it into several files"}
}
