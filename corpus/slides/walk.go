package slides

import (
	"encoding/xml"
	"strings"

	"footnote/corpus/archive"
	"footnote/corpus/doc"
)

// A walker reads the text of one slide, its notes or a drawing of it.
type walker struct {
	tally *doc.Tally
	notes bool // only the body is read, not the picture of the slide
	open  bool // text counts wherever it stands

	title  string
	cover  bool
	hidden bool
	shapes [][]string

	skip    int      // depth of what is left out
	kind    string   // of the open placeholder; "none" outside of any
	lines   []string // of the open shape
	text    strings.Builder
	inText  bool
	inTable bool
	cells   []string // of the open row
	above   []string // of the row above
	down    bool     // the open cell is merged with the one above
	inCell  []string // lines of the open cell
}

// leftOut are elements that hold no text of the slide: what stands in for a newer
// drawing, and numbers and dates that are filled in.
func leftOut(e xml.StartElement) bool {
	kind := archive.Attribute(e, "type")
	return e.Name.Local == "Fallback" || e.Name.Local == "fld" && (kind == "slidenum" || strings.HasPrefix(kind, "datetime"))
}

func (w *walker) visit(_ *archive.XML, token xml.Token) error {
	switch t := token.(type) {
	case xml.StartElement:
		if w.skip > 0 || leftOut(t) {
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
		if w.inText && w.skip == 0 {
			w.text.Write(t)
		}
	}
	return nil
}

func (w *walker) start(e xml.StartElement) {
	switch e.Name.Local {
	case "sld":
		show := archive.Attribute(e, "show")
		w.hidden = show == "0" || show == "false"
	case "sp":
		w.kind, w.lines = "none", nil
	case "ph":
		w.kind = archive.Attribute(e, "type")
	case "t":
		w.inText = true
	case "br":
		w.text.WriteString("\n")
	case "tab":
		if w.inText {
			w.text.WriteString("\t")
		}
	case "tbl":
		w.inTable, w.lines, w.above = true, nil, nil
	case "tr":
		w.cells = nil
	case "tc":
		w.inCell, w.down = nil, archive.Attribute(e, "vMerge") == "1" || archive.Attribute(e, "vMerge") == "true"
	}
}

func (w *walker) end(element string) error {
	switch element {
	case "t":
		w.inText = false
	case "p":
		return w.endParagraph()
	case "tc":
		return w.endCell()
	case "tr":
		w.lines = append(w.lines, doc.Row(w.cells))
		w.above = w.cells
	case "tbl":
		w.inTable = false
		w.shapes = append(w.shapes, w.lines)
		w.lines = nil
	case "sp":
		w.endShape()
	}
	return nil
}

func (w *walker) endParagraph() error {
	text := strings.TrimSpace(w.text.String())
	w.text.Reset()
	if text == "" {
		return nil
	}
	if w.inTable {
		w.inCell = append(w.inCell, text)
		return nil
	}
	for line := range strings.SplitSeq(text, "\n") {
		if line = strings.TrimSpace(line); line != "" {
			w.lines = append(w.lines, line)
		}
	}
	return w.tally.Add(text)
}

func (w *walker) endCell() error {
	text := doc.Cell(strings.Join(w.inCell, "\n"))
	if at := len(w.cells); w.down && text == "" && at < len(w.above) {
		text = w.above[at]
	}
	w.cells = append(w.cells, text)
	return w.tally.Add(text)
}

// endShape takes the lines of a shape, or leaves them out.
func (w *walker) endShape() {
	lines := w.lines
	w.lines = nil
	switch {
	case len(lines) == 0, w.notes && w.kind != "body", w.kind == "dt", w.kind == "ftr", w.kind == "hdr", w.kind == "sldNum":
	case (w.kind == "title" || w.kind == "ctrTitle") && w.title == "":
		w.title, w.cover = doc.OneLine(doc.Cell(strings.Join(lines, "\n"))), w.kind == "ctrTitle"
		if w.title == "" { // too long for one
			w.shapes = append(w.shapes, lines)
		}
	default:
		w.shapes = append(w.shapes, lines)
	}
}
