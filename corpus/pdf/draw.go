package pdf

import (
	"context"
	"errors"
	"fmt"
	"image"
	"math"
	"time"
	"unicode/utf16"

	"github.com/klippa-app/go-pdfium/enums"
	wrong "github.com/klippa-app/go-pdfium/errors"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"

	"footnote/corpus/doc"
)

// A Drawing is a picture of a page, with the positions of some of its text.
type Drawing struct {
	Image *image.NRGBA // opaque
	// Places are the positions, in pixels of the picture, of the characters that were asked for. A
	// rectangle is empty if the character has no position, or is not on the picture.
	Places []image.Rectangle
	// Found is what find returned for this drawing. find may be called once for each of several
	// drawings.
	Found []int
	// Boxes reports whether many of the characters are shown as boxes, as their fonts are not in
	// the file.
	Boxes bool
}

// MaxDrawTime limits the time for drawing a page, during which others wait. Most pages take a
// fifth of a second.
const MaxDrawTime = 10 * time.Second

const (
	maxScale      = 4        // pixels per point of 1/72 inch
	maxSide       = 4000     // pixels
	maxTextOfPage = 100_000  // UTF-16 units that are passed to find
	maxPlaces     = 10_000   // maximum number of places
	drawingMemory = 96 << 20 // bytes: as for reading, with pictures and the bitmap in addition
)

// Draw makes a picture of a page, counted from 1, whose longer side has at most side pixels,
// from 1 to 4000. find gets the text of the page in UTF-16, as in the file, and returns the
// indexes of at most 10,000 characters whose positions are wanted.
//
// If the file is at fault, the error is a [*doc.Error] with an empty Source. If ctx ends first,
// the error is its cause.
func (r *Reader) Draw(ctx context.Context, raw []byte, number, side int, find func(text []uint16) []int) (Drawing, error) {
	if err := r.takeTurn(ctx); err != nil {
		return Drawing{}, err
	}
	defer r.endTurn()
	var drawn Drawing
	err := r.use(ctx, limit{MaxDrawTime, MaxTime, slowToDraw}, func(ctx context.Context, e *engine) (err error) {
		side := min(max(side, 1), maxSide)
		if drawn, err = e.draw(ctx, raw, number, side, find); err != nil || !drawn.Boxes || r.Font == nil {
			return err
		}
		if font, ok := r.Font(); ok {
			defer e.fonts.replace(font)()
			if again, err := e.draw(ctx, raw, number, side, find); err == nil {
				drawn = again
			}
		}
		return ctx.Err()
	})
	if err != nil {
		return Drawing{}, err
	}
	return drawn, nil
}

func slowToDraw(within time.Duration) error {
	return &doc.Error{Reason: fmt.Sprintf("is a PDF with a page that takes longer than %v to draw", within)}
}

func (e *engine) draw(ctx context.Context, raw []byte, number, side int, find func([]uint16) []int) (drawn Drawing, err error) {
	e.allow(drawingMemory, interpretedMemory)
	instance, end, err := e.instance(ctx)
	if err != nil {
		return drawn, err
	}
	defer end()
	defer func() {
		if recover() != nil {
			err = undrawn()
		}
	}()
	d, err := open(instance, raw)
	if err != nil {
		return drawn, err
	}
	p, err := d.page(number - 1)
	switch {
	case errors.Is(err, wrong.ErrPage), number < 1:
		return drawn, &doc.Error{Reason: fmt.Sprintf("is a PDF without a page %d", number)}
	case err != nil:
		return drawn, err
	}
	s, err := p.sheet(side)
	if err != nil {
		return drawn, err
	}
	text := p.utf16()
	drawn.Found = find(text)
	drawn.Places, drawn.Boxes = p.places(s, drawn.Found), p.showsBoxes(len(text))
	if drawn.Image, err = p.picture(s); err != nil {
		return drawn, err
	}
	return drawn, ctx.Err()
}

// undrawn is the error for a page that PDFium fails to draw.
func undrawn() error {
	return &doc.Error{Reason: "is a PDF with a page that cannot be drawn"}
}

// A sheet is the picture of a page, and how positions on the page map to it.
type sheet struct {
	width, height int // pixels
	x0, y0        float64
	dx, dy        [2]float64 // of a step of one point to the right, and of one upwards
}

// fine is how many steps a pixel has where places are turned into those of the sheet,
// as PDFium gives whole numbers.
const fine = 64

// sheet is that of the page: as the page is shown, with what is cropped off and turned.
func (p page) sheet(side int) (s sheet, err error) {
	width, err := p.FPDF_GetPageWidthF(&requests.FPDF_GetPageWidthF{Page: p.request()})
	if err != nil {
		return s, undrawn()
	}
	height, err := p.FPDF_GetPageHeightF(&requests.FPDF_GetPageHeightF{Page: p.request()})
	if err != nil {
		return s, undrawn()
	}
	w, h := float64(width.PageWidth), float64(height.PageHeight)
	if !(w > 0 && h > 0 && w < maxPlace && h < maxPlace) {
		return s, undrawn()
	}
	scale := min(maxScale, float64(side)/max(w, h))
	s.width, s.height = max(1, int(math.Round(w*scale))), max(1, int(math.Round(h*scale)))
	const step = 1000 // points
	for i, at := range [][2]float64{{0, 0}, {step, 0}, {0, step}} {
		got, err := p.FPDF_PageToDevice(&requests.FPDF_PageToDevice{Page: p.request(), SizeX: s.width * fine, SizeY: s.height * fine, PageX: at[0], PageY: at[1]})
		if err != nil {
			return s, undrawn()
		}
		x, y := float64(got.DeviceX)/fine, float64(got.DeviceY)/fine
		switch i {
		case 0:
			s.x0, s.y0 = x, y
		case 1:
			s.dx = [2]float64{(x - s.x0) / step, (y - s.y0) / step}
		case 2:
			s.dy = [2]float64{(x - s.x0) / step, (y - s.y0) / step}
		}
	}
	return s, nil
}

func (s sheet) bounds() image.Rectangle { return image.Rect(0, 0, s.width, s.height) }

// pixels is the rectangle between two places of the page, as far as it is on the sheet.
func (s sheet) pixels(left, bottom, right, top float64) image.Rectangle {
	at := func(x, y float64) (float64, float64) {
		return s.x0 + x*s.dx[0] + y*s.dy[0], s.y0 + x*s.dx[1] + y*s.dy[1]
	}
	x1, y1 := at(left, bottom)
	x2, y2 := at(right, top)
	whole := func(v float64) int { return int(min(max(v, -maxSide), 2*maxSide)) }
	r := image.Rect(whole(math.Floor(min(x1, x2))), whole(math.Floor(min(y1, y2))), whole(math.Ceil(max(x1, x2))), whole(math.Ceil(max(y1, y2))))
	return r.Intersect(s.bounds())
}

// utf16 is the text of the page; of a longer one, the beginning.
func (p page) utf16() []uint16 {
	count, err := p.FPDFText_CountChars(&requests.FPDFText_CountChars{TextPage: p.text})
	if err != nil || count.Count <= 0 {
		return nil
	}
	text, err := p.FPDFText_GetText(&requests.FPDFText_GetText{TextPage: p.text, Count: min(count.Count, maxTextOfPage)})
	if err != nil {
		return nil
	}
	return utf16.Encode([]rune(text.Text))
}

// places are where the characters with these indexes stand on the sheet.
func (p page) places(s sheet, indexes []int) []image.Rectangle {
	all := make([]image.Rectangle, len(indexes))
	for i, index := range indexes[:min(len(indexes), maxPlaces)] {
		if box, ok := p.box(index); ok {
			all[i] = s.pixels(float64(box.Left), float64(box.Bottom), float64(box.Right), float64(box.Top))
		}
	}
	return all
}

// picture draws the page on white, with its annotations and what its form holds.
func (p page) picture(s sheet) (*image.NRGBA, error) {
	made, err := p.FPDFBitmap_CreateEx(&requests.FPDFBitmap_CreateEx{Width: s.width, Height: s.height, Format: enums.FPDF_BITMAP_FORMAT_BGRX, Pointer: uint64(0)})
	if err != nil {
		return nil, undrawn()
	}
	if _, err := p.FPDFBitmap_FillRect(&requests.FPDFBitmap_FillRect{Bitmap: made.Bitmap, Width: s.width, Height: s.height, Color: 0xFFFFFFFF}); err != nil {
		return nil, undrawn()
	}
	const flags = enums.FPDF_RENDER_FLAG_ANNOT | enums.FPDF_RENDER_FLAG_REVERSE_BYTE_ORDER | enums.FPDF_RENDER_FLAG_RENDER_LIMITEDIMAGECACHE
	if _, err := p.FPDF_RenderPageBitmap(&requests.FPDF_RenderPageBitmap{Bitmap: made.Bitmap, Page: p.request(), SizeX: s.width, SizeY: s.height, Flags: flags}); err != nil {
		return nil, undrawn()
	}
	p.drawForm(s, made.Bitmap, flags)
	drawn, err := p.FPDFBitmap_GetBuffer(&requests.FPDFBitmap_GetBuffer{Bitmap: made.Bitmap})
	if err != nil || len(drawn.Buffer) != 4*s.width*s.height {
		return nil, undrawn()
	}
	img := image.NewNRGBA(s.bounds())
	copy(img.Pix, drawn.Buffer) // the buffer goes with the instance
	for i := 3; i < len(img.Pix); i += 4 {
		img.Pix[i] = 0xFF
	}
	return img, nil
}

// drawForm draws what was filled into fields. A page without is drawn all the same.
func (p page) drawForm(s sheet, onto references.FPDF_BITMAP, flags enums.FPDF_RENDER_FLAG) {
	counted, err := p.FPDFPage_GetAnnotCount(&requests.FPDFPage_GetAnnotCount{Page: p.request()})
	if err != nil || counted.Count == 0 || counted.Count > maxAnnotations {
		return
	}
	f := &form{document: p.document}
	defer f.close()
	if f.open() {
		_, _ = p.FPDF_FFLDraw(&requests.FPDF_FFLDraw{FormHandle: f.ref, Bitmap: onto, Page: p.request(), SizeX: s.width, SizeY: s.height, Flags: flags})
	}
}

const (
	sampledForBoxes = 40   // characters of a page that say whether its fonts are there
	mostBoxes       = 0.25 // of them, that a picture may show as boxes
)

// showsBoxes reports whether too many of so many characters of the page are drawn as
// boxes. Latin fonts that are not in the file are drawn by others.
func (p page) showsBoxes(characters int) bool {
	looked, boxes := 0, 0
	fonts := map[references.FPDF_PAGEOBJECT]bool{}
	for i := 0; i < characters; i += max(1, characters/sampledForBoxes) {
		char, err := p.FPDFText_GetCharIndexFromTextIndex(&requests.FPDFText_GetCharIndexFromTextIndex{TextPage: p.text, NTextIndex: i})
		if err != nil {
			continue
		}
		object, err := p.FPDFText_GetTextObject(&requests.FPDFText_GetTextObject{TextPage: p.text, Index: char.CharIndex})
		if err != nil {
			continue // a space or a line end that PDFium made
		}
		box, known := fonts[object.TextObject]
		if !known {
			box = p.isBoxFont(object.TextObject)
			fonts[object.TextObject] = box
		}
		if looked++; box {
			boxes++
		}
	}
	return float64(boxes) > mostBoxes*float64(looked)
}

func (p page) isBoxFont(of references.FPDF_PAGEOBJECT) bool {
	font, err := p.FPDFTextObj_GetFont(&requests.FPDFTextObj_GetFont{PageObject: of})
	if err != nil {
		return false
	}
	embedded, err := p.FPDFFont_GetIsEmbedded(&requests.FPDFFont_GetIsEmbedded{Font: font.Font})
	if err != nil || embedded.IsEmbedded {
		return false
	}
	name, err := p.FPDFFont_GetFamilyName(&requests.FPDFFont_GetFamilyName{Font: font.Font})
	return err == nil && name.FamilyName == "Box"
}
