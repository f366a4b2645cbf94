package sheet

import (
	"cmp"
	"context"
	"encoding/xml"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"footnote/corpus/archive"
	"footnote/corpus/doc"
)

// A sheetReader reads the cells of one sheet.
type sheetReader struct {
	*workbook
	table
	filtered bool         // whether a filter hides rows
	hidden   map[int]bool // by column, from 0
	merged   []area

	row    row
	skip   bool // whether the open row is hidden
	cell   cell
	kind   string // the type of its value
	style  int
	text   strings.Builder
	inside string // the element whose text is being read

	formula bool // whether the open cell has a formula
	missing int  // number of formulas without a saved value
}

// An area is a range of merged cells. Both corners are inclusive.
type area struct{ top, left, bottom, right int } // rows from 1, columns from 0

func (b *workbook) table(ctx context.Context, s sheetPart) (table, error) {
	r := sheetReader{workbook: b, table: table{name: s.name}, hidden: map[int]bool{}}
	b.Expect(s.part)
	if err := b.Walk(ctx, s.part, r.visit); err != nil {
		return table{}, err
	}
	// Programs write rows in order; sort those of files that do not.
	slices.SortStableFunc(r.rows, func(x, y row) int { return cmp.Compare(x.number, y.number) })
	if r.missing > 0 {
		r.warning = fmt.Sprintf("cells with a formula whose value was not saved: %d; open the file in Excel or LibreOffice and save it", r.missing)
	}
	if err := b.readPictures(ctx, s.part, &r.table); err != nil {
		return table{}, err
	}
	return r.table, r.merge()
}

func (r *sheetReader) visit(_ *archive.XML, token xml.Token) error {
	switch t := token.(type) {
	case xml.StartElement:
		r.start(t)
	case xml.CharData:
		if r.inside != "" && !r.skip {
			r.text.Write(t)
		}
	case xml.EndElement:
		return r.end(t.Name.Local)
	}
	return nil
}

func (r *sheetReader) start(e xml.StartElement) {
	switch e.Name.Local {
	case "sheetPr":
		r.filtered = isOn(archive.Attribute(e, "filterMode"))
	case "col":
		first, _ := strconv.Atoi(archive.Attribute(e, "min"))
		last, _ := strconv.Atoi(archive.Attribute(e, "max"))
		for column := max(first, 1); isOn(archive.Attribute(e, "hidden")) && column <= min(last, maxColumn); column++ {
			r.hidden[column-1] = true
		}
	case "row":
		next := r.row.number + 1
		if n, err := strconv.Atoi(archive.Attribute(e, "r")); err == nil && n > 0 {
			next = n
		}
		r.row = row{number: next}
		r.cell.column = -1
		r.skip = isOn(archive.Attribute(e, "hidden")) && !r.filtered
	case "c":
		r.startCell(e)
	case "v", "t":
		r.inside = e.Name.Local
	case "f":
		r.formula = true
	case "rPh":
		r.inside = ""
	case "mergeCell":
		if m, ok := parseArea(archive.Attribute(e, "ref")); ok && (m.bottom > m.top || m.right > m.left) {
			r.merged = append(r.merged, m)
		}
	}
}

func (r *sheetReader) startCell(e xml.StartElement) {
	column := r.cell.column + 1
	if _, c, ok := parseReference(archive.Attribute(e, "r")); ok {
		column = c
	}
	r.cell, r.formula = cell{column: column}, false
	r.kind = archive.Attribute(e, "t")
	r.style, _ = strconv.Atoi(archive.Attribute(e, "s"))
	r.text.Reset()
}

func (r *sheetReader) end(element string) error {
	switch element {
	case "v", "t":
		r.inside = ""
	case "c":
		text := r.shown()
		if r.formula && text == "" && !r.skip {
			r.missing++
		}
		if text != "" && !r.skip && !r.hidden[r.cell.column] && r.cell.column < maxColumn {
			if r.cells++; r.cells > maxCells {
				return tooManyCells()
			}
			r.row.cells = append(r.row.cells, cell{r.cell.column, text})
		}
	case "row":
		if len(r.row.cells) > 0 {
			r.rows = append(r.rows, r.row)
		}
	}
	return nil
}

// shown returns the text of the open cell as displayed.
func (r *sheetReader) shown() string {
	value := strings.TrimSpace(r.text.String())
	switch r.kind {
	case "s":
		i, err := strconv.Atoi(value)
		if err != nil || i < 0 || i >= len(r.strings) {
			return ""
		}
		return r.strings[i]
	case "b":
		return map[string]string{"1": "TRUE", "0": "FALSE"}[value]
	case "", "n":
		if r.style >= 0 && r.style < len(r.formats) {
			return r.formats[r.style].show(value, r.epoch)
		}
		return general(value)
	}
	return doc.Cell(value) // a text in the sheet itself or from a formula, a date, an error
}

// maxAcross is the maximum width of a text that counts for each of the columns over which it is
// merged. A longer one is no column heading.
const maxAcross = 200

// merge makes a cell that is merged over several rows count for each row that is not empty.
// Over several columns, it counts for those that are not empty, in rows that have something
// beside it; otherwise it is a title.
func (r *sheetReader) merge() error {
	columns, looked := slices.Sorted(maps.Keys(r.places())), 0
	for _, m := range r.merged {
		first, found := slices.BinarySearchFunc(r.rows, m.top, func(x row, n int) int { return cmp.Compare(x.number, n) })
		if !found {
			continue
		}
		if looked += len(r.rows[first].cells); looked > maxLooked {
			return tooManyCells()
		}
		i := slices.IndexFunc(r.rows[first].cells, func(c cell) bool { return c.column == m.left })
		if i < 0 {
			continue
		}
		text := r.rows[first].cells[i].text
		for at := first; at < len(r.rows) && r.rows[at].number <= m.bottom; at++ {
			row := &r.rows[at]
			looked += len(row.cells)
			last := m.left
			if doc.Width(text) <= maxAcross && slices.ContainsFunc(row.cells, func(c cell) bool { return c.column < m.left || c.column > m.right }) {
				last = m.right
			}
			from, _ := slices.BinarySearch(columns, m.left)
			for _, column := range columns[from:] {
				if column > last {
					break
				}
				if at == first && column == m.left {
					continue
				}
				if r.cells++; r.cells > maxCells {
					return tooManyCells()
				}
				row.cells = append(row.cells, cell{column, text})
			}
		}
	}
	return nil
}

// parseArea parses a range such as "A2:B4".
func parseArea(text string) (area, bool) {
	from, to, _ := strings.Cut(text, ":")
	top, left, ok := parseReference(from)
	bottom, right, also := parseReference(to)
	return area{top, left, bottom, right}, ok && also
}

// parseReference parses "B4" as row 4 and column 1.
func parseReference(text string) (row, column int, ok bool) {
	letters := 0
	for letters < len(text) && letters < 4 && text[letters] >= 'A' && text[letters] <= 'Z' {
		column = column*26 + int(text[letters]-'A') + 1
		letters++
	}
	row, err := strconv.Atoi(text[letters:])
	return row, column - 1, err == nil && letters > 0 && row > 0
}
