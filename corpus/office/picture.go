package office

import (
	"encoding/xml"
	"slices"
	"strconv"
	"strings"

	"footnote/corpus/archive"
	"footnote/corpus/doc"
	"footnote/corpus/figure"
)

// A drawing is an open drawing, of either of the two kinds in Word.
type drawing struct {
	figure.Picture
	within   int      // the length of path inside it
	inline   bool     // whether it is in a line of text, as a character is
	at       int      // the offset in the text of its paragraph, if it is inline
	sources  []string // the pictures in it, by their location in the file
	drawn    bool     // whether it is a chart or a diagram, which is not read either
	equation bool
}

// pictures are the pictures of the open paragraphs.
type pictures struct {
	drawings     []*drawing  // the open ones
	alternatives []doc.Block // texts of completed drawings
	uncounted    []string    // pictures without a text
}

func (p *pictures) drawing() *drawing {
	if len(p.drawings) == 0 {
		return nil
	}
	return p.drawings[len(p.drawings)-1]
}

// begin processes the start of an element of a drawing. path are the open elements, including
// this one.
func (p *pictures) begin(e xml.StartElement, path []string) {
	name := e.Name.Local
	if name == "drawing" || name == "pict" || name == "object" {
		p.drawings = append(p.drawings, &drawing{within: len(path)})
		return
	}
	d := p.drawing()
	if d == nil || slices.Contains(path[d.within:], "txbxContent") { // text in a text box does not describe the drawing
		return
	}
	switch name {
	case "inline":
		d.inline = true
	case "extent":
		d.Width, d.Height = number(archive.Attribute(e, "cx"))*figure.EMU, number(archive.Attribute(e, "cy"))*figure.EMU
	case "docPr", "cNvPr":
		if d.Alt == "" && d.Title == "" {
			d.Alt, d.Title = archive.Attribute(e, "descr"), archive.Attribute(e, "title")
		}
		if hidden := archive.Attribute(e, "hidden"); hidden != "" && name == "docPr" {
			d.Decorative = isOn(hidden)
		}
	case "decorative":
		d.Decorative = isOn(archive.Attribute(e, "val"))
	case "blip":
		if source := archive.Attribute(e, "embed") + archive.Attribute(e, "link"); source != "" {
			d.sources = append(d.sources, source)
		}
	case "graphicData":
		uri := archive.Attribute(e, "uri")
		d.drawn = d.drawn || strings.HasSuffix(uri, "/chart") || strings.HasSuffix(uri, "/chartex") || strings.HasSuffix(uri, "/diagram")
	case "shape":
		style := archive.Attribute(e, "style")
		d.Alt, d.inline = archive.Attribute(e, "alt"), !strings.Contains(style, "absolute")
		d.Width, d.Height = length(style, "width"), length(style, "height")
	case "imagedata":
		d.Title = archive.Attribute(e, "title")
		if source := archive.Attribute(e, "id") + archive.Attribute(e, "href"); source != "" {
			d.sources = append(d.sources, source)
		}
	case "OLEObject":
		program := archive.Attribute(e, "ProgID")
		d.equation = strings.HasPrefix(program, "Equation") || strings.HasPrefix(program, "MathType")
	}
}

// end returns the innermost drawing if it ends, and nil otherwise. path are the open elements,
// including the one that ends.
func (p *pictures) end(path []string) *drawing {
	d := p.drawing()
	if d == nil || d.within != len(path) {
		return nil
	}
	p.drawings = p.drawings[:len(p.drawings)-1]
	return d
}

// endDrawing keeps the pictures of a drawing until its paragraph ends.
func (w *walker) endDrawing(d *drawing) {
	if d == nil || d.equation || len(w.runs) > 0 && w.runs[len(w.runs)-1].hidden {
		return
	}
	p := w.paragraph()
	if p == nil || !d.inline || len(w.equations) > 0 { // the text of an open equation will be rewritten
		w.pictures.keep(d, w.noteKind)
		return
	}
	p.stretch.End(&p.text)
	d.at = p.text.Len()
	p.drawn = append(p.drawn, d)
}

// withWords returns the text of a paragraph, with those of its drawings that are words of its
// sentences. It keeps the pictures of all.
func (w *walker) withWords(p *paragraph) string {
	all := make([]figure.Inline, len(p.drawn))
	for i, d := range p.drawn {
		all[i] = figure.Inline{Picture: &d.Picture, At: d.at}
	}
	text := figure.Weave(p.text.String(), all)
	for _, d := range p.drawn {
		w.pictures.keep(d, w.noteKind)
	}
	return text
}

// keep keeps the pictures of a drawing until its paragraph ends. part is the part of the file,
// which makes identifiers unique.
func (p *pictures) keep(d *drawing, part string) {
	if d.IsDecoration() {
		return
	}
	blocks := d.Blocks()
	sources := d.sources
	if len(sources) == 0 && d.drawn {
		sources = []string{""}
	}
	for i := range sources {
		if sources[i] != "" {
			sources[i] = part + sources[i]
		}
	}
	if len(blocks) == 0 {
		p.uncounted = append(p.uncounted, sources...)
		return
	}
	blocks[0].Pictures = sources
	p.alternatives = append(p.alternatives, blocks...)
}

// addPictures adds the texts of the pictures of a paragraph that has ended, and counts those
// without a text.
func (w *walker) addPictures() {
	all := w.pictures.alternatives
	w.pictures.alternatives = nil
	for _, b := range all {
		w.add(b)
	}
	w.blocks, w.pictures.uncounted = figure.Attach(w.blocks, w.pictures.uncounted...)
}

func number(value string) float64 {
	n, err := strconv.ParseFloat(value, 64)
	if err != nil || n < 0 {
		return 0
	}
	return n
}

// length returns a length of a VML style such as "width:100pt", in pixels, or 0 if it is not
// known.
func length(style, name string) float64 {
	for declaration := range strings.SplitSeq(style, ";") {
		property, of, _ := strings.Cut(declaration, ":")
		if strings.TrimSpace(property) != name {
			continue
		}
		of = strings.TrimSpace(of)
		for unit, per := range map[string]float64{"pt": figure.Point, "in": figure.Inch, "cm": figure.Inch / 2.54, "mm": figure.Inch / 25.4, "px": 1} {
			if n, found := strings.CutSuffix(of, unit); found {
				return number(n) * per
			}
		}
	}
	return 0
}

// ofCell returns the text of a cell. It includes the texts of pictures only if the cell is in a
// row of a table.
func ofCell(blocks []doc.Block, row bool) string {
	if !row && !figure.Written(blocks) {
		return ""
	}
	return joinBlocks(figure.Unrepeated(blocks))
}
