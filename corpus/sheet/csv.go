package sheet

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"footnote/corpus/doc"
	"footnote/corpus/repair"
)

// maxField is the maximum size of a cell in bytes.
const maxField = 1 << 20

// ParseText reads text with separators: commas, semicolons, tabs or bars, whichever its first
// lines use. A record is a row.
func ParseText(ctx context.Context, f doc.File) (doc.Document, error) {
	text, err := repair.Text(f, f.Charset)
	if err != nil {
		return doc.Document{}, err
	}
	separator, text := separatorOf(text, f)
	if strings.Count(text, string(separator)) > maxCells { // the reader holds a whole record, however many cells it has
		return doc.Document{}, tooManyCells()
	}
	r := csv.NewReader(strings.NewReader(text))
	r.Comma, r.LazyQuotes, r.FieldsPerRecord, r.ReuseRecord = separator, true, -1, true
	var t table
	number, line := 0, 0 // the number of the previous record, and the line where it ends
	for {
		record, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return doc.Document{}, &doc.Error{Reason: "is no table: " + err.Error(), Hint: "save it again as CSV"}
		}
		begins, _ := r.FieldPos(0)
		number += begins - line // blank lines count as rows
		line = begins
		for _, field := range record {
			line += strings.Count(field, "\n")
			if len(field) > maxField {
				return doc.Document{}, &doc.Error{Reason: fmt.Sprintf("has a cell of more than %d MiB in row %d", maxField>>20, number), Hint: "a quotation mark there may have no end; save it again as CSV"}
			}
		}
		if number%1024 == 0 && ctx.Err() != nil {
			return doc.Document{}, context.Cause(ctx)
		}
		one := newRow(number, record)
		if len(t.rows) > doc.MaxParagraphs {
			return doc.Document{}, doc.TooManyParagraphs()
		}
		if len(one.cells) > 0 {
			t.rows = append(t.rows, one)
		}
	}
	return document([]table{t})
}

func newRow(number int, fields []string) row {
	r := row{number: number}
	for column, field := range fields {
		if text := doc.Cell(field); text != "" {
			r.cells = append(r.cells, cell{column, text})
		}
	}
	return r
}

// separatorOf returns the separator that most of the first lines contain, and equally often. A
// first line such as "sep=;" names it, and is removed.
func separatorOf(text string, f doc.File) (rune, string) {
	if rest, found := strings.CutPrefix(text, "sep="); found && len(rest) > 1 && rest[1] == '\n' && strings.Contains(",;|\t", rest[:1]) {
		return rune(rest[0]), rest[2:]
	}
	if strings.Contains(f.Type, "tab-separated") || slices.Contains([]string{".tsv", ".tab"}, f.Ending()) {
		return '\t', text
	}
	best, most := ',', 0
	for _, candidate := range ",;\t|" {
		if n := regularity(text, candidate); n > most {
			best, most = candidate, n
		}
	}
	return best, text
}

// regularity counts the first lines of a text that contain a separator, outside quotation
// marks, as often as the first line that has any.
func regularity(text string, separator rune) int {
	const lines = 20
	first, count, alike, quoted := 0, 0, 0, false
	line := 0
	for _, r := range text[:min(len(text), 64<<10)] + "\n" {
		switch {
		case r == '"':
			quoted = !quoted
		case quoted:
		case r == separator:
			count++
		case r == '\n' && count > 0 && (first == 0 || count == first):
			first = count
			alike++
			fallthrough
		case r == '\n':
			if line++; line == lines {
				return alike
			}
			count = 0
		}
	}
	return alike
}
