package pdf

import (
	"fmt"
	"math"
	"slices"

	"github.com/klippa-app/go-pdfium/enums"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"

	"footnote/corpus/figure"
)

// The maximum numbers of objects, on one page and in a document, that are examined for pictures
// beside text.
const (
	mostOnPage = 2_000
	mostInAll  = 40_000
)

// A box is the position of a picture, in points from the lower left.
type box struct{ left, bottom, right, top float64 }

func (b box) width() float64  { return b.right - b.left }
func (b box) height() float64 { return b.top - b.bottom }

// touches reports whether two boxes overlap or lie side by side.
func (b box) touches(other box) bool {
	const near = 1
	return b.left <= other.right+near && other.left <= b.right+near && b.bottom <= other.top+near && other.bottom <= b.top+near
}

func (b box) with(other box) box {
	return box{min(b.left, other.left), min(b.bottom, other.bottom), max(b.right, other.right), max(b.top, other.top)}
}

// figures returns the positions of the pictures on a page that has text, without icons and
// without a scan of the page itself, over which OCR programs lay their text. It subtracts the
// number of objects that it examines from left, the number that may still be examined.
func (p page) figures(left *int) []box {
	counted, err := p.FPDFPage_CountObjects(&requests.FPDFPage_CountObjects{Page: p.request()})
	if err != nil {
		return nil
	}
	var all []box
	for i := range min(counted.Count, mostOnPage, *left) {
		object, err := p.FPDFPage_GetObject(&requests.FPDFPage_GetObject{Page: p.request(), Index: i})
		if err != nil {
			break
		}
		*left--
		if b, ok := p.figureAt(object.PageObject); ok {
			all = append(all, b)
		}
	}
	if len(all) == 0 {
		return nil
	}
	width, height := p.sides()
	return slices.DeleteFunc(merged(all), func(b box) bool {
		return b.width() < smallest || b.height() < smallest || b.width()*b.height() > mostOfPage*width*height
	})
}

const (
	smallest   = figure.Smallest / figure.Point
	mostOfPage = 0.8 // share of the page's area
)

// figureAt returns the position of an object if it is a picture.
func (p page) figureAt(object references.FPDF_PAGEOBJECT) (box, bool) {
	kind, err := p.FPDFPageObj_GetType(&requests.FPDFPageObj_GetType{PageObject: object})
	if err != nil || kind.Type != enums.FPDF_PAGEOBJ_IMAGE {
		return box{}, false
	}
	at, err := p.FPDFPageObj_GetBounds(&requests.FPDFPageObj_GetBounds{PageObject: object})
	if err != nil {
		return box{}, false
	}
	b := box{float64(at.Left), float64(at.Bottom), float64(at.Right), float64(at.Top)}
	return b, b.width() > 0 && b.height() > 0
}

// sides returns the width and height of the page in points, or infinity if they are not known.
func (p page) sides() (width, height float64) {
	w, err := p.FPDF_GetPageWidthF(&requests.FPDF_GetPageWidthF{Page: p.request()})
	h, also := p.FPDF_GetPageHeightF(&requests.FPDF_GetPageHeightF{Page: p.request()})
	if err != nil || also != nil {
		return math.Inf(1), math.Inf(1)
	}
	return float64(w.PageWidth), float64(h.PageHeight)
}

// merged merges boxes that touch, as programs cut one picture into strips.
func merged(all []box) []box {
	var apart []box
	for _, b := range all[:min(len(all), maxObjects)] {
		for again := true; again; { // a box that has grown may touch others
			again = false
			apart = slices.DeleteFunc(apart, func(other box) bool {
				if b.touches(other) {
					b, again = b.with(other), true
					return true
				}
				return false
			})
		}
		apart = append(apart, b)
	}
	return apart
}

// headHeight is the height, in points, below which a recurring picture is a logo: one and a half
// inches.
const headHeight = 108

// counted returns the names of pictures by page index, without those at the same position of
// several pages, such as logos.
func counted(pages map[int][]box) map[int][]string {
	place := func(b box) string {
		return fmt.Sprintf("%.0f %.0f %.0f %.0f", b.left, b.bottom, b.width(), b.height())
	}
	times := map[string]int{}
	for _, all := range pages {
		for _, b := range all {
			times[place(b)]++
		}
	}
	names := map[int][]string{}
	for page, all := range pages {
		for i, b := range all {
			if times[place(b)] < 3 || b.height() >= headHeight {
				names[page] = append(names[page], fmt.Sprintf("page %d, %d", page+1, i))
			}
		}
	}
	return names
}
