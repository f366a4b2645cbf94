// Package sheet reads tables: Excel workbooks (XLSX, ECMA-376) and text with
// separators (CSV, TSV).
package sheet

import (
	"fmt"
	"strings"

	"footnote/corpus/doc"
)

// What a workbook may hold.
const (
	// maxCells bounds the cells of a file, those included that are empty and keep
	// the place of others.
	maxCells = 2_000_000
	// maxBytes bounds the text of all of them: [doc.MaxCharacters] of Chinese. A few
	// bytes of a file may stand for a long text, again and again.
	maxBytes = 3 * doc.MaxCharacters
	// maxColumn is the last column that a sheet of Excel has.
	maxColumn = 16_384
	// maxLooked bounds how many cells are looked at for those that are merged.
	maxLooked = 50 * maxCells
)

// A table is one sheet.
type table struct {
	name    string
	rows    []row  // in order; only those with something in them
	warning string // about all of it; may be empty
}

// A row is what is in one row of a sheet.
type row struct {
	number int // as the program that shows it numbers it, from 1
	cells  []cell
}

// A cell is one that has text, which is one line.
type cell struct {
	column int // from 0
	text   string
}

// A writer makes blocks of tables within limits.
type writer struct {
	blocks       []doc.Block
	cells, bytes int
}

// write adds a block for every row, and one for the name of the sheet where
// it is not empty.
func (w *writer) write(t table) error {
	if len(t.rows) == 0 {
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
	if len(w.blocks) > doc.MaxParagraphs {
		return doc.TooManyParagraphs()
	}
	return nil
}

// places is where each column stands in a line: columns without any text have no
// place.
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

// line is the text of a row.
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

// document is what the tables hold.
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
	return doc.Document{Blocks: w.blocks}, nil
}

// isStandardName reports the name that a program gives to a sheet by itself.
func isStandardName(name string) bool { return standardName().MatchString(strings.TrimSpace(name)) }

var standardName = doc.Pattern(`(?i)^(?:sheet|工作表|表格?|feuil|tabelle|hoja|シート)\s?[0-9]{0,2}$`)

func tooManyCells() error {
	return &doc.Error{Reason: fmt.Sprintf("has more than %d million cells or %d million characters", maxCells/1_000_000, doc.MaxCharacters/1_000_000), Hint: "split it into several files"}
}
