package office

import (
	"bytes"
	"encoding/xml"
	"strings"

	"footnote/corpus/archive"
	"footnote/corpus/doc"
)

// A walker collects the text of one part of a Word document, token by token.
type walker struct {
	styles   map[string]paragraphStyle
	lists    *listCounter
	notes    map[string]note // by kind and identifier; removed when they are placed
	noteKind string          // the kind of notes, if the part contains notes

	title  string
	blocks []doc.Block

	path       []string // local names of the open elements
	skipped    int      // the length of path inside the element that is being skipped; 0 if none is
	paragraphs []*paragraph
	rows       []*tableRow
	tables     []*table
	runs       []run
	equations  []equation
	fields     []bool // for each open field, whether its code is being read
	choices    []bool // for each open group of alternatives, whether one was used
	contents   bool   // whether a table of contents follows
	note       string // identifier of the open note
	carried    string // text of a paragraph whose end was deleted
	pending    []string
	pictures   pictures
}

type paragraph struct {
	text    bytes.Buffer
	stretch doc.Stretch
	style   string
	level   int // -1 for that of the style
	item    listItem
	notes   []string
	drawn   []*drawing // those in its lines
	deleted bool       // whether its end was deleted, not its text
}

func (w *walker) visit(r *archive.XML, token xml.Token) error {
	switch t := token.(type) {
	case xml.Directive:
		return r.Fail("has a document type, which no DOCX has")
	case xml.StartElement:
		w.path = append(w.path, t.Name.Local)
		if w.skipped == 0 {
			w.start(t)
		}
	case xml.EndElement:
		if w.skipped == 0 {
			w.endMath()
			w.end(t.Name.Local)
		}
		w.path = w.path[:len(w.path)-1]
		if len(w.path) < w.skipped {
			w.skipped = 0
		}
	case xml.CharData:
		if w.skipped == 0 && w.parent(0) == "t" {
			w.write(string(t))
		}
	}
	return nil
}

// parent returns the n-th open element, counted from the innermost.
func (w *walker) parent(n int) string {
	if n >= len(w.path) {
		return ""
	}
	return w.path[len(w.path)-1-n]
}

func (w *walker) skip() { w.skipped = len(w.path) }

// write adds visible text to the innermost paragraph.
func (w *walker) write(text string) {
	hidden := len(w.runs) > 0 && w.runs[len(w.runs)-1].hidden
	for _, code := range w.fields {
		hidden = hidden || code
	}
	if p := w.paragraph(); p != nil && !hidden && text != "" {
		p.stretch.Begin(&p.text, w.shifted())
		p.text.WriteString(text)
	}
}

func (w *walker) paragraph() *paragraph {
	if len(w.paragraphs) == 0 {
		return nil
	}
	return w.paragraphs[len(w.paragraphs)-1]
}

func (w *walker) row() *tableRow {
	if len(w.rows) == 0 {
		return nil
	}
	return w.rows[len(w.rows)-1]
}

func (w *walker) start(e xml.StartElement) {
	if isMath(e.Name) {
		w.startMath(e)
	}
	w.pictures.begin(e, w.path)
	switch e.Name.Local {
	case "p":
		w.paragraphs = append(w.paragraphs, &paragraph{level: -1})
	case "r":
		w.runs = append(w.runs, run{})
	case "tbl":
		w.tables = append(w.tables, &table{})
	case "tr":
		w.rows = append(w.rows, &tableRow{})
	case "tc":
		if row := w.row(); row != nil {
			row.cells = append(row.cells, tableCell{across: 1})
		}
	case "gridBefore", "gridSpan", "vMerge":
		w.span(e.Name.Local, archive.Attribute(e, "val"))
	case "tab", "ptab":
		if w.parent(1) == "r" {
			w.write("\t")
		}
	case "br", "cr":
		if kind := archive.Attribute(e, "type"); kind == "" || kind == "textWrapping" {
			w.write("\n")
		}
	case "noBreakHyphen":
		w.write("-")
	case "fldChar":
		w.field(archive.Attribute(e, "fldCharType"))
	case "AlternateContent":
		w.choices = append(w.choices, false)
	case "Choice", "Fallback":
		w.choose()
	case "del", "moveFrom":
		w.delete()
	case "rt", "pPrChange", "rPrChange", "trPrChange", "tcPrChange", "tblPrChange", "sectPrChange": // readings above characters, and former properties
		w.skip()
	case "docPartGallery":
		w.contents = archive.Attribute(e, "val") == "Table of Contents"
	case "sdtContent":
		if w.contents {
			w.contents = false
			w.skip()
		}
	case "footnote", "endnote":
		w.note = archive.Attribute(e, "id")
		if archive.Attribute(e, "type") != "" { // separators between text and notes
			w.skip()
		}
	default:
		w.property(e)
	}
}

// property processes a property of the innermost paragraph or run.
func (w *walker) property(e xml.StartElement) {
	p := w.paragraph()
	if p == nil {
		return
	}
	value := archive.Attribute(e, "val")
	switch e.Name.Local {
	case "pStyle":
		p.style = value
	case "outlineLvl":
		p.level = outlineLevel(value)
	case "numId":
		p.item.number = value
	case "ilvl":
		p.item.level = listLevel(value)
	case "footnoteReference", "endnoteReference":
		p.notes = append(p.notes, strings.TrimSuffix(e.Name.Local, "Reference")+archive.Attribute(e, "id"))
	case "vanish":
		w.hide(isOn(value))
	case "vertAlign":
		w.shift(value)
	case "rStyle":
		w.hide(w.styles[value].hidden)
		w.shift(w.styles[value].shift)
	}
}

// hide hides the innermost run. For the mark that ends a paragraph, the same property hides
// nothing.
func (w *walker) hide(hidden bool) {
	if len(w.runs) > 0 && w.parent(1) == "rPr" && w.parent(2) == "r" {
		w.runs[len(w.runs)-1].hidden = hidden
	}
}

func (w *walker) field(kind string) {
	last := len(w.fields) - 1
	switch {
	case kind == "begin":
		w.fields = append(w.fields, true)
	case kind == "separate" && last >= 0:
		w.fields[last] = false
	case kind == "end" && last >= 0:
		w.fields = w.fields[:last]
	}
}

// choose uses the first of several alternatives and skips the others.
func (w *walker) choose() {
	last := len(w.choices) - 1
	if last < 0 {
		return
	}
	if w.choices[last] {
		w.skip()
	}
	w.choices[last] = true
}

// delete leaves out what a tracked change deleted: text, a row, or the end of a paragraph.
func (w *walker) delete() {
	switch {
	case w.parent(1) == "trPr" && w.row() != nil:
		w.row().deleted = true
	case w.parent(1) == "rPr" && w.parent(2) == "pPr" && w.paragraph() != nil:
		w.paragraph().deleted = true
	default:
		w.skip()
	}
}

func (w *walker) end(name string) {
	w.endDrawing(w.pictures.end(w.path))
	switch name {
	case "p":
		w.endParagraph()
	case "r":
		w.runs = w.runs[:max(len(w.runs)-1, 0)]
	case "tr":
		w.endRow()
	case "tbl":
		w.tables = w.tables[:max(len(w.tables)-1, 0)]
	case "AlternateContent":
		w.choices = w.choices[:max(len(w.choices)-1, 0)]
	case "tc", "body", "txbxContent":
		w.endCarried()
	case "footnote", "endnote":
		w.endCarried()
		w.endNote()
	}
}
