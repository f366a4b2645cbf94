package sheet

import (
	"context"
	"encoding/xml"
	"errors"
	"strconv"
	"strings"

	"footnote/corpus/archive"
	"footnote/corpus/doc"
	"footnote/corpus/figure"
)

// readPictures reads the descriptions of a sheet's pictures from its drawings. A drawing that
// cannot be read is left out: the cells matter more.
func (b *workbook) readPictures(ctx context.Context, part string, t *table) error {
	of, err := b.Relations(ctx, part)
	if err != nil {
		return b.leaveOut(err)
	}
	for _, r := range of {
		if r.Kind != "drawing" || b.drawn[r.Target] {
			continue
		}
		b.drawn[r.Target] = true
		b.Expect(r.Target)
		before := *t
		if err := b.readDrawing(ctx, r.Target, t); err != nil {
			t.pictures, t.rest = before.pictures, before.rest
			if err := b.leaveOut(err); err != nil {
				return err
			}
		}
	}
	return nil
}

// leaveOut notes that a part is left out if the file is at fault, and returns any other error.
func (b *workbook) leaveOut(err error) error {
	var bad *doc.Error
	if !errors.As(err, &bad) {
		return err
	}
	b.LeaveOut(bad)
	return nil
}

func (b *workbook) readDrawing(ctx context.Context, part string, t *table) error {
	p := pictureReader{table: t, targets: map[string]string{}}
	shown, err := b.Relations(ctx, part)
	if err != nil {
		return err
	}
	for _, s := range shown {
		p.targets[s.ID] = s.Target
	}
	return b.Walk(ctx, part, p.visit)
}

// A pictureReader reads the pictures of one drawing.
type pictureReader struct {
	*table
	targets map[string]string // of the drawing's relations, by ID
	of      figure.Picture
	shown   bool // whether the current element is a picture, rather than a chart of cells
	row     int  // of the current anchor, from 1; 0 if it has none
	inRow   bool
	from    bool // whether inside the element for the anchor's first cell
	width   float64
	height  float64
}

func (p *pictureReader) visit(_ *archive.XML, token xml.Token) error {
	switch t := token.(type) {
	case xml.StartElement:
		p.start(t)
	case xml.CharData:
		if p.inRow && p.from {
			n, _ := strconv.Atoi(strings.TrimSpace(string(t)))
			p.row = min(max(n, 0), maxRow-1) + 1
		}
	case xml.EndElement:
		switch t.Name.Local {
		case "row":
			p.inRow = false
		case "from":
			p.from = false
		case "pic", "graphicFrame":
			return p.end()
		}
	}
	return nil
}

// maxRow is the maximum number of rows of an Excel sheet.
const maxRow = 1_048_576

func (p *pictureReader) start(e xml.StartElement) {
	switch e.Name.Local {
	case "oneCellAnchor", "twoCellAnchor", "absoluteAnchor":
		p.row, p.width, p.height = 0, 0, 0
	case "from":
		p.from = true
	case "row":
		p.inRow = true
	case "ext":
		if archive.Attribute(e, "cx") != "" {
			p.width, p.height = pixels(e, "cx"), pixels(e, "cy")
		}
	case "pic", "graphicFrame":
		p.of, p.shown = figure.Picture{}, e.Name.Local == "pic"
	case "cNvPr":
		p.of.Alt, p.of.Title = archive.Attribute(e, "descr"), archive.Attribute(e, "title")
		p.of.Decorative = isOn(archive.Attribute(e, "hidden"))
	case "decorative":
		p.of.Decorative = p.of.Decorative || isOn(archive.Attribute(e, "val"))
	case "blip":
		p.of.Source = archive.Attribute(e, "embed") + archive.Attribute(e, "link")
	}
}

func pixels(e xml.StartElement, name string) float64 {
	n, _ := strconv.ParseFloat(archive.Attribute(e, name), 64)
	return max(n, 0) * figure.EMU
}

func (p *pictureReader) end() error {
	of := p.of
	of.Width, of.Height = p.width, p.height
	if of.IsDecoration() {
		return nil
	}
	if target := p.targets[of.Source]; target != "" {
		of.Source = target
	}
	blocks := of.Blocks()
	switch {
	case len(blocks) == 0 && p.shown:
		p.rest = append(p.rest, of.Source)
	case len(blocks) > 0 && !p.shown: // a chart: its cells are read as text
		blocks[0].Pictures = nil
	}
	for _, b := range blocks {
		if p.row > 0 {
			b.Page, b.Unit = p.row, doc.Rows
		}
		p.pictures = append(p.pictures, b)
	}
	if len(p.pictures) > doc.MaxParagraphs {
		return doc.TooManyParagraphs()
	}
	return nil
}
