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
	// maxSpaces bounds the spaces that one mark stands for.
	maxSpaces = 100
	// maxRepeated bounds the cells and rows that one stands for: more are those of an
	// empty rest.
	maxRepeated = 100
	// maxColumns bounds the cells of a row, and maxRows the rows that one goes over.
	maxColumns = 1_000
	maxRows    = 65_536
)

// leftOut are elements that hold no text of the document.
var leftOut = map[string]bool{
	"tracked-changes": true, "annotation": true, "table-of-content": true, "alphabetical-index": true, "illustration-index": true, "table-index": true,
	"note-citation": true, "ruby-text": true, "sequence-decls": true, "variable-decls": true, "font-face-decls": true, "object": true,
	"desc": true, "forms": true, "bibliography-configuration": true, "scripts": true,
}

// A walker reads the text.
type walker struct {
	blocks []doc.Block
	title  string
	tally  doc.Tally

	styles     shifts
	skip       int // depth of what is left out
	paragraphs []*paragraph
	tables     []table
	notes      []string // of the paragraphs that are open
	inNote     int
	note       []string // paragraphs of the open one
}

// A paragraph is an open one: a text box in it has others.
type paragraph struct {
	text    bytes.Buffer
	level   int
	style   string
	spans   []doc.Shift // of those that are open
	stretch doc.Stretch
}

// A table is an open one: a cell may hold another.
type table struct {
	grid     doc.Grid
	cells    []cell // of the open row
	inCell   bool   // the last of them is open
	repeated int    // rows that the open one stands for
	after    int    // how many blocks there were with its last row; 0 is that it has none
}

// A cell is one of an open row. What it covers follows it without a text.
type cell struct {
	paragraphs   []string
	across, down int // columns and rows that it goes over
	times        int // how many cells it stands for
}

func (w *walker) visit(_ *archive.XML, token xml.Token) error {
	switch t := token.(type) {
	case xml.StartElement:
		if w.skip > 0 || leftOut[t.Name.Local] {
			w.skip++
			return nil
		}
		w.start(t)
	case xml.EndElement:
		if w.skip > 0 {
			w.skip--
			return nil
		}
		return w.end(t.Name.Local)
	case xml.CharData:
		if p := w.paragraph(); p != nil && w.skip == 0 {
			p.write(collapse(string(t)))
		}
	}
	return nil
}

// collapse makes one space of white space, which is how a file is laid out.
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
		w.inNote++
	case "table":
		w.tables = append(w.tables, table{})
	case "table-row":
		if t != nil {
			t.cells, t.inCell, t.repeated = nil, false, number(e, "number-rows-repeated", maxRepeated)
		}
	case "table-cell":
		if t != nil && len(t.cells) == maxColumns {
			w.skip++
		} else if t != nil {
			t.cells = append(t.cells, cell{nil, number(e, "number-columns-spanned", maxColumns), number(e, "number-rows-spanned", maxRows), number(e, "number-columns-repeated", maxRepeated)})
			t.inCell = true
		}
	case "covered-table-cell":
		w.skip++
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
		w.inNote = max(w.inNote-1, 0)
		if text := doc.Cell(strings.Join(w.note, "\n")); text != "" && w.inNote == 0 {
			w.notes = append(w.notes, text)
		}
		if w.inNote == 0 {
			w.note = nil
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
