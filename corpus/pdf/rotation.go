package pdf

import (
	"math"

	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/structs"
)

// A rotation is the direction in which a page is written, as many have it that are
// shown turned. Places are given as if it were written from left to right.
type rotation int

const (
	upright rotation = iota
	upwards
	upsideDown
	downwards
)

// samplesOfPage is how many characters of a page say how it is written.
const samplesOfPage = 25

// rotation is that of most of so many characters of the page.
func (p page) rotation(characters int) rotation {
	var votes [4]int
	for i := 0; i < characters; i += max(1, characters/samplesOfPage) {
		got, err := p.FPDFText_GetMatrix(&requests.FPDFText_GetMatrix{TextPage: p.text, Index: i})
		if err != nil {
			continue
		}
		a, b := float64(got.Matrix.A), float64(got.Matrix.B)
		switch {
		case math.Abs(a) < math.Abs(b) && b > 0:
			votes[upwards]++
		case math.Abs(a) < math.Abs(b):
			votes[downwards]++
		case a < 0:
			votes[upsideDown]++
		default:
			votes[upright]++
		}
	}
	most := upright
	for r, n := range votes {
		if n > votes[most] {
			most = rotation(r)
		}
	}
	return most
}

// turned is the rectangle where it stands on the page when that is upright.
func (r rotation) turned(of structs.FPDF_FS_RECTF) structs.FPDF_FS_RECTF {
	switch r {
	case upwards:
		return structs.FPDF_FS_RECTF{Left: of.Bottom, Right: of.Top, Bottom: -of.Right, Top: -of.Left}
	case upsideDown:
		return structs.FPDF_FS_RECTF{Left: -of.Right, Right: -of.Left, Bottom: -of.Top, Top: -of.Bottom}
	case downwards:
		return structs.FPDF_FS_RECTF{Left: -of.Top, Right: -of.Bottom, Bottom: of.Left, Top: of.Right}
	}
	return of
}

// height is that of a point of the page when that is upright.
func (r rotation) height(x, y float64) float64 {
	switch r {
	case upwards:
		return -x
	case upsideDown:
		return -y
	case downwards:
		return x
	}
	return y
}
