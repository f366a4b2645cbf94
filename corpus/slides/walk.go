package slides

import (
	"encoding/xml"
	"slices"
	"strconv"
	"strings"

	"footnote/corpus/archive"
	"footnote/corpus/doc"
)

// A walker reads the text of a slide, of its notes, or of a diagram on it.
type walker struct {
	tally *doc.Tally
	notes bool // whether it reads notes, of which only the body counts, not the picture of the slide
	open  bool // whether text counts in any element

	title  string
	cover  bool
	hidden bool
	shapes [][]string

	pictures
	targets map[string]string // the parts that the slide refers to, by identifier

	skip    archive.Skipping
	kind    string   // of the open placeholder; "none" outside any
	lines   []string // of the open shape
	text    strings.Builder
	inText  bool
	inTable bool
	grid    doc.Grid
	cells   [][]string // the lines of each cell in the open row
	across  int        // columns that the open cell spans
	down    int        // rows
	covered bool       // whether it is merged with the cell above or before
}

// leftOut reports whether an element contains no text of the slide: a fallback for a newer
// drawing, or a number or date that is filled in automatically.
func leftOut(e xml.StartElement) bool {
	kind := archive.Attribute(e, "type")
	return e.Name.Local == "Fallback" || e.Name.Local == "fld" && (kind == "slidenum" || strings.HasPrefix(kind, "datetime"))
}

func (w *walker) visit(_ *archive.XML, token xml.Token) error {
	if w.skip.Over(token, leftOut) {
		return nil
	}
	switch t := token.(type) {
	case xml.StartElement:
		w.pictures.start(t)
		w.start(t)
	case xml.EndElement:
		w.pictures.end(t.Name.Local, w.targets)
		return w.end(t.Name.Local)
	case xml.CharData:
		if w.inText {
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
		w.inTable, w.lines, w.cells, w.grid = true, nil, nil, doc.Grid{}
	case "tr":
		w.cells = nil
	case "tc":
		w.cells = append(w.cells, nil)
		w.across, w.down = span(e, "gridSpan"), span(e, "rowSpan")
		w.covered = isOn(archive.Attribute(e, "hMerge")) || isOn(archive.Attribute(e, "vMerge"))
	}
}

// span returns how many columns or rows a cell spans.
func span(e xml.StartElement, name string) int {
	n, _ := strconv.Atoi(archive.Attribute(e, name))
	return max(n, 1)
}

func isOn(value string) bool { return value == "1" || value == "true" }

func (w *walker) end(element string) error {
	switch element {
	case "t":
		w.inText = false
	case "p":
		return w.endParagraph()
	case "tc":
		return w.endCell()
	case "tr":
		return w.endRow()
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
		if last := len(w.cells) - 1; last >= 0 && !w.covered {
			w.cells[last] = append(w.cells[last], text)
		}
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
	last := len(w.cells) - 1
	if last < 0 || w.covered {
		return nil
	}
	text := doc.Cell(strings.Join(w.cells[last], "\n"))
	w.grid.Add(text, w.across, w.down)
	return w.tally.Add(text)
}

// endRow turns a row into a line. If the table serves for layout, the lines of its cells stay
// as they are.
func (w *walker) endRow() error {
	row, ok := w.grid.End()
	if ok {
		w.lines = append(w.lines, row)
	} else {
		w.lines = append(w.lines, slices.Concat(w.cells...)...)
	}
	w.cells = nil
	return w.tally.Add(row)
}

// endShape adds the lines of a shape, or leaves them out.
func (w *walker) endShape() {
	lines := w.lines
	w.lines = nil
	switch {
	case len(lines) == 0, w.notes && w.kind != "body", w.kind == "dt", w.kind == "ftr", w.kind == "hdr", w.kind == "sldNum":
	case (w.kind == "title" || w.kind == "ctrTitle") && w.title == "":
		w.title, w.cover = doc.OneLine(doc.Cell(strings.Join(lines, "\n"))), w.kind == "ctrTitle"
		if w.title == "" { // too long for a title
			w.shapes = append(w.shapes, lines)
		}
	default:
		w.shapes = append(w.shapes, lines)
	}
}
