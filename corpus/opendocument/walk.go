package opendocument

import (
	"bytes"
	"encoding/xml"
	"strconv"
	"strings"

	"footnote/corpus/archive"
	"footnote/corpus/doc"
)

const (
	// maxSpaces is the maximum number of spaces that one element stands for.
	maxSpaces = 100
	// maxRepeated is the maximum number of repetitions of a cell or row. Larger numbers are those
	// of an empty remainder.
	maxRepeated = 100
	// maxColumns is the maximum number of cells in a row, and maxRows that of rows that a cell
	// spans.
	maxColumns = 1_000
	maxRows    = 65_536
)

// leftOut are elements without text of the document.
var leftOut = map[string]bool{
	"tracked-changes": true, "annotation": true, "table-of-content": true, "alphabetical-index": true, "illustration-index": true, "table-index": true,
	"note-citation": true, "ruby-text": true, "sequence-decls": true, "variable-decls": true, "font-face-decls": true, "object": true,
	"forms": true, "bibliography-configuration": true, "scripts": true,
}

// A walker reads the text.
type walker struct {
	blocks []doc.Block
	title  string
	tally  doc.Tally

	styles     shifts
	skip       archive.Skipping
	paragraphs []*paragraph
	tables     []table
	notes      []doc.Block // the notes of the open paragraphs, with the texts of their pictures
	inNote     int
	note       []string    // the paragraphs of the open note
	before     []doc.Block // texts of pictures before the open note
	pictures   pictures
}

// A paragraph is an open paragraph. A text box in it contains others.
type paragraph struct {
	text    bytes.Buffer
	level   int
	style   string
	spans   []doc.Shift // of the open spans
	stretch doc.Stretch
	frames  []*frame // those in its lines
}

// A table is an open table. Its cells may contain others.
type table struct {
	grid     doc.Grid
	cells    []cell // of the current row
	inCell   bool   // whether the last of cells is open
	is       bool   // whether it has a row with several texts
	repeated int    // how many times the current row is repeated
	after    int    // the number of blocks up to the end of its last row; 0 if it has no row yet
}

// A cell is a cell of the current row. The cells that it covers follow it without a text.
type cell struct {
	paragraphs   []string
	pictures     []doc.Block // texts of the pictures in it
	across, down int         // columns and rows that it spans
	times        int         // how many times it is repeated
}

func (w *walker) visit(_ *archive.XML, token xml.Token) error {
	if w.skip.Over(token, func(e xml.StartElement) bool {
		if e.Name.Local == "object" {
			w.pictures.object(e)
		}
		return leftOut[e.Name.Local]
	}) {
		return nil
	}
	switch t := token.(type) {
	case xml.StartElement:
		if t.Name.Local == "table" && len(w.paragraphs)+len(w.tables)+w.inNote == 0 { // pictures before it are not in its first cell
			if err := w.addPictures(); err != nil {
				return err
			}
		}
		w.pictures.start(t)
		w.start(t)
	case xml.EndElement:
		w.endFrame(w.pictures.end(t.Name))
		return w.end(t.Name.Local)
	case xml.CharData:
		if p := w.paragraph(); !w.pictures.says(t) && p != nil {
			p.write(collapse(string(t)))
		}
	}
	return nil
}

// collapse replaces white space, which only lays out the file, with single spaces.
func collapse(text string) string {
	if !strings.ContainsAny(text, "\t\r\n") && !strings.Contains(text, "  ") {
		return text
	}
	var out strings.Builder
	space := false
	for _, r := range text {
		if r == ' ' || r == '\t' || r == '\r' || r == '\n' {
			space = true
			continue
		}
		if space {
			out.WriteByte(' ')
			space = false
		}
		out.WriteRune(r)
	}
	if space {
		out.WriteByte(' ')
	}
	return out.String()
}

func (w *walker) paragraph() *paragraph {
	if len(w.paragraphs) == 0 {
		return nil
	}
	return w.paragraphs[len(w.paragraphs)-1]
}

func (w *walker) table() *table {
	if len(w.tables) == 0 {
		return nil
	}
	return &w.tables[len(w.tables)-1]
}

func number(e xml.StartElement, name string, most int) int {
	n, _ := strconv.Atoi(archive.Attribute(e, name))
	return min(max(n, 1), most)
}

func (w *walker) start(e xml.StartElement) {
	p, t := w.paragraph(), w.table()
	switch e.Name.Local {
	case "p", "h":
		level := 0
		if e.Name.Local == "h" {
			level = number(e, "outline-level", 9)
		}
		w.paragraphs = append(w.paragraphs, &paragraph{level: level, style: archive.Attribute(e, "style-name")})
	case "s":
		if p != nil {
			p.write(strings.Repeat(" ", number(e, "c", maxSpaces)))
		}
	case "tab":
		if p != nil {
			p.write("\t")
		}
	case "line-break":
		if p != nil {
			p.write("\n")
		}
	case "span":
		if p != nil {
			p.spans = append(p.spans, w.styles.of(archive.Attribute(e, "style-name"), p.shift()))
		}
	case "note":
		if w.inNote++; w.inNote == 1 {
			w.before = w.pictures.take()
		}
	case "table":
		w.tables = append(w.tables, table{})
	case "table-row":
		if t != nil {
			t.cells, t.inCell, t.repeated = nil, false, number(e, "number-rows-repeated", maxRepeated)
		}
	case "table-cell":
		if t != nil && len(t.cells) == maxColumns {
			w.skip.Begin()
		} else if t != nil {
			t.cells = append(t.cells, cell{nil, nil, number(e, "number-columns-spanned", maxColumns), number(e, "number-rows-spanned", maxRows), number(e, "number-columns-repeated", maxRepeated)})
			t.inCell = true
		}
	case "covered-table-cell":
		w.skip.Begin()
	}
}

func (w *walker) end(element string) error {
	t := w.table()
	switch element {
	case "p", "h":
		return w.endParagraph()
	case "span":
		if p := w.paragraph(); p != nil {
			p.spans = p.spans[:max(len(p.spans)-1, 0)]
		}
	case "note":
		if w.inNote = max(w.inNote-1, 0); w.inNote == 0 {
			w.endNote()
		}
	case "table-cell":
		if t != nil {
			t.inCell = false
		}
	case "table-row":
		if t != nil {
			return w.endRow(t)
		}
	case "table":
		if t != nil {
			w.tables = w.tables[:len(w.tables)-1]
			if len(w.tables) == 0 && len(w.blocks) > 0 {
				w.blocks[len(w.blocks)-1].Gap = "\n\n"
			}
		}
	}
	return nil
}
