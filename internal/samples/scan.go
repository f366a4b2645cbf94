package samples

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"strings"

	"golang.org/x/image/font"
	"golang.org/x/image/font/basicfont"
	"golang.org/x/image/math/fixed"
)

// ScanPages are the texts of the pages of [Scan], as a good model would transcribe them.
var ScanPages = []string{
	"# Report of the lighthouse\n\nThe lighthouse of Cape Miran was built in 1898.\nIt is 42 metres tall and stands on a cliff.",
	"## The lamp\n\nThe lamp can be seen from 27 sea miles.\nIt was converted to electricity in 1934.",
	"## The keepers\n\nThe last keeper left the tower in 1987.\nSince then a computer in the harbour turns on the lamp.",
}

// ScreenshotText is the text of [Screenshot], as a good model would transcribe it.
const ScreenshotText = "# Ferry timetable\n\nThe ferry to Stone Island leaves at 7:40, 12:15 and 18:05.\nA ticket costs 90 dollars."

// screenshotMarks is the number that [Marks] finds on [Screenshot].
const screenshotMarks = 7

// Scan makes a PDF. A page given by its number, from 1, is only a picture of that page's text; a
// page given as a string has that text as real text.
func Scan(pages ...any) []byte {
	const first = 4 // after the catalog, the list of pages and the font
	w := newPDFWriter()
	w.object("<</Type/Catalog/Pages 2 0 R>>")
	var kids strings.Builder
	for i := range pages {
		fmt.Fprintf(&kids, "%d 0 R ", first+3*i)
	}
	w.object(fmt.Sprintf("<</Type/Pages/Kids[%s]/Count %d/MediaBox[0 0 595 842]>>", kids.String(), len(pages)))
	w.object("<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>")
	for i, p := range pages {
		at := first + 3*i
		w.object(fmt.Sprintf("<</Type/Page/Parent 2 0 R/Contents %d 0 R/Resources<</XObject<</X %d 0 R>>/Font<</F 3 0 R>>>>>>", at+1, at+2))
		if text, isText := p.(string); isText {
			w.stream("", "BT /F 12 Tf 72 700 Td ("+text+") Tj ET")
			w.object("null")
			continue
		}
		number, _ := p.(int)
		w.stream("", "q 595 0 0 842 0 0 cm /X Do Q")
		img := drawnText(ScanPages[number-1], number, 595, 842)
		data := compress(img.Pix)
		w.object(fmt.Sprintf("<</Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream", img.Rect.Dx(), img.Rect.Dy(), len(data), data))
	}
	return w.finish("")
}

// Screenshot returns a PNG with a few lines of text.
func Screenshot() []byte {
	var out bytes.Buffer
	if err := png.Encode(&out, drawnText(ScreenshotText, screenshotMarks, 500, 300)); err != nil {
		panic(err) // cannot happen: a buffer accepts everything
	}
	return out.Bytes()
}

// SeenText returns the text that a good model would transcribe from one of the pictures above, which
// it recognizes by its marks. ok is false for any other picture.
func SeenText(img image.Image) (text string, ok bool) {
	switch n := Marks(img); {
	case n >= 1 && n <= len(ScanPages):
		return ScanPages[n-1], true
	case n == screenshotMarks:
		return ScreenshotText, true
	}
	return "", false
}

// markSide is the width of a mark at the top of a picture, in pixels of the original size.
const markSide = 12

// drawnText draws lines of text below a number of marks. By counting the marks, a fake model can
// tell pictures apart, whatever their resolution.
func drawnText(text string, marks, width, height int) *image.Gray {
	img := image.NewGray(image.Rect(0, 0, width, height))
	draw.Draw(img, img.Rect, image.White, image.Point{}, draw.Src)
	for n := range marks {
		left := 20 + 2*markSide*n
		draw.Draw(img, image.Rect(left, 0, left+markSide, 2*markSide), image.Black, image.Point{}, draw.Src)
	}
	pen := font.Drawer{Dst: img, Src: image.Black, Face: basicfont.Face7x13}
	y := 60
	for line := range strings.Lines(strings.ReplaceAll(text, "#", "")) {
		pen.Dot = fixed.P(30, y)
		pen.DrawString(strings.TrimSpace(line))
		y += 18
	}
	return img
}

// Marks counts the marks at the top of an upright picture.
func Marks(img image.Image) (n int) {
	b := img.Bounds()
	y := b.Min.Y + max(1, b.Dx()/100)
	dark := false
	for x := b.Min.X; x < b.Max.X; x++ {
		now := color.GrayModel.Convert(img.At(x, y)).(color.Gray).Y < 100
		if now && !dark {
			n++
		}
		dark = now
	}
	return n
}

// ScanPage returns the picture of a page of [Scan], by its number from 1.
func ScanPage(number int) *image.NRGBA {
	drawn := drawnText(ScanPages[number-1], number, 595, 842)
	img := image.NewNRGBA(drawn.Rect)
	draw.Draw(img, img.Rect, drawn, image.Point{}, draw.Src)
	return img
}
