// Package picture draws a page of a PDF, or a picture, as a PNG, and marks sentences on it if
// the page has them as text. It finds a sentence by its letters, as an article's text was
// cleaned and its columns were put in order.
package picture

import (
	"context"
	"errors"
	"fmt"
	"image"
	"slices"

	"footnote/corpus/doc"
	"footnote/corpus/pdf"
	"footnote/corpus/scan"
)

// Side is the longer side of a picture in pixels, unless the page is very small. Text of ten
// points is then 16 pixels high.
const Side = 1400

// A Drawer draws pages: a [*pdf.Reader].
type Drawer interface {
	Draw(ctx context.Context, raw []byte, number, side int, find func(text []uint16) []int) (pdf.Drawing, error)
}

// A Picture is a page with marks.
type Picture struct {
	PNG           []byte
	Width, Height int
	// Marked says for each quotation whether it was found on the page.
	Marked []bool
	// Boxes reports whether most of the page is drawn as boxes because its fonts are not in the
	// file.
	Boxes bool
}

// Draw draws the page of the PDF, or the picture, in raw and marks the quotations that are
// found. On a picture, none is.
//
// If the file is at fault, the error is a [*doc.Error] with an empty Source. If ctx ends first,
// the error is its cause.
func Draw(ctx context.Context, drawer Drawer, raw []byte, page Page) (Picture, error) {
	p := Picture{Marked: make([]bool, len(page.Quotations))}
	if scan.Kind(raw) != "" {
		err := p.show(raw, page.Number)
		return p, err
	}
	var tried [][][]int // indexes of characters, by drawing that was tried and by quotation
	drawn, err := drawer.Draw(ctx, raw, page.Number, Side, func(text []uint16) []int {
		on := newLetters(text)
		runs := make([][]int, len(page.Quotations))
		for i, q := range page.Quotations {
			runs[i] = on.find(q)
		}
		tried = append(tried, runs)
		return slices.Concat(runs...)
	})
	if err != nil {
		return Picture{}, err
	}
	at := slices.IndexFunc(tried, func(runs [][]int) bool { return slices.Equal(slices.Concat(runs...), drawn.Found) })
	if at < 0 {
		return Picture{}, errors.New("draw a page: what was found is of no text")
	}
	places := drawn.Places
	var lines []image.Rectangle
	for i, run := range tried[at] {
		own := linesOf(places[:len(run)])
		places = places[len(run):]
		p.Marked[i] = len(own) > 0
		lines = append(lines, own...)
	}
	mark(drawn.Image, lines)
	p.Width, p.Height, p.Boxes = drawn.Image.Rect.Dx(), drawn.Image.Rect.Dy(), drawn.Boxes
	p.PNG, err = encode(drawn.Image)
	return p, err
}

// show draws the sheet of a picture with that number.
func (p *Picture) show(raw []byte, number int) error {
	img, err := scan.Decode(raw)
	if err != nil {
		return err
	}
	sheets := scan.Sheets(img)
	if number < 1 || number > len(sheets) {
		return &doc.Error{Reason: fmt.Sprintf("is a picture without a page %d", number)}
	}
	sheet := scan.Whole(scan.Scaled(sheets[number-1], Side))
	p.Width, p.Height = sheet.Rect.Dx(), sheet.Rect.Dy()
	p.PNG, err = encode(&image.NRGBA{Pix: sheet.Pix, Stride: sheet.Stride, Rect: sheet.Rect})
	return err
}
