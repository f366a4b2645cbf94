package pdf

import (
	"math"

	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/structs"
)

// A rotation is the direction in which the text of a page runs: many files have turned pages.
// Positions are given as if the text ran from left to right.
type rotation int

const (
	upright rotation = iota
	upwards
	upsideDown
	downwards
)

// samplesOfPage is the number of characters of a page by which its rotation is determined.
const samplesOfPage = 25

// rotation returns the rotation of most of the sampled characters. characters is their total
// number on the page.
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

// turned returns the rectangle as it is on the page turned upright.
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

// height returns the height of a point on the page turned upright.
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
