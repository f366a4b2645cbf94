package scan

import (
	"image"
)

const (
	// tall is the ratio of height to width from which a picture, such as a long screenshot, is cut
	// into sheets. Scaled down as a whole, it would be illegible.
	tall = 2.5
	// sheetHeight is the height of a sheet as a multiple of its width.
	sheetHeight = 1.5
	// cutWithin is the part of a sheet, at its end, in which the best row for cutting is searched
	// for.
	cutWithin = 0.25
	// maxSheets is the maximum number of sheets of one picture.
	maxSheets = 100
)

// Sheets returns the parts of a picture that are read separately, from top to bottom: the whole
// picture, unless it is very tall. They are cut where the picture is empty.
func Sheets(img *image.RGBA) []*image.RGBA {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	if float64(h) <= tall*float64(w) {
		return []*image.RGBA{img}
	}
	size := max(int(sheetHeight*float64(w)), int(float64(h)/maxSheets/(1-cutWithin))+1, minSide)
	var all []*image.RGBA
	for top := 0; top < h; {
		end := top + size
		if h-end < size/4 { // the rest would be a narrow strip
			end = h
		} else {
			end = quietRow(img, end-int(cutWithin*float64(size)), end)
		}
		all = append(all, img.SubImage(image.Rect(0, top, w, end)).(*image.RGBA))
		top = end
	}
	return all
}

// quietRow returns the lowest of the rows between from and to with the fewest changes.
func quietRow(img *image.RGBA, from, to int) int {
	best, least := to, -1
	for y := to - 1; y > from; y-- {
		if n := changes(img, y); least < 0 || n < least {
			best, least = y, n
		}
		if least == 0 {
			break
		}
	}
	return best
}

// changes counts the pixels of a row that differ from the one before them.
func changes(img *image.RGBA, y int) (n int) {
	row := img.Pix[img.PixOffset(img.Rect.Min.X, y):][:4*img.Rect.Dx()]
	const slight = 24
	for i := 4; i < len(row); i += 4 {
		for c := range 3 {
			if d := int(row[i+c]) - int(row[i+c-4]); d > slight || d < -slight {
				n++
				break
			}
		}
	}
	return n
}
