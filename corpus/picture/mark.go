package picture

import (
	"image"
	"image/color"
)

// linesOf returns the rectangles of the lines, horizontal or vertical, formed by characters in
// order.
func linesOf(characters []image.Rectangle) []image.Rectangle {
	var lines []image.Rectangle
	down := false // whether the last line is vertical
	for _, c := range characters {
		if c.Empty() {
			continue
		}
		if n := len(lines); n > 0 {
			last := lines[n-1]
			size := min(last.Dx(), last.Dy(), max(c.Dx(), c.Dy()))
			single := last.Dx() < 2*size && last.Dy() < 2*size
			across := overlap(last.Min.Y, last.Max.Y, c.Min.Y, c.Max.Y) && apart(last.Min.X, last.Max.X, c.Min.X, c.Max.X) <= 2*size
			below := overlap(last.Min.X, last.Max.X, c.Min.X, c.Max.X) && apart(last.Min.Y, last.Max.Y, c.Min.Y, c.Max.Y) <= size
			switch {
			case across && (!down || single):
				lines[n-1], down = last.Union(c), false
				continue
			case below && (down || single):
				lines[n-1], down = last.Union(c), true
				continue
			}
		}
		lines, down = append(lines, c), false
	}
	return lines
}

// overlap reports whether two ranges share at least half of the shorter one.
func overlap(a1, a2, b1, b2 int) bool {
	return 2*(min(a2, b2)-max(a1, b1)) > min(a2-a1, b2-b1)
}

// apart returns the distance of two ranges, negative if they overlap.
func apart(a1, a2, b1, b2 int) int { return max(a1, b1) - min(a2, b2) }

// What marks a line: a highlighter, with an edge that is seen on a dark page too.
var (
	ink  = color.NRGBA{0xFF, 0xE8, 0x6B, 0xFF}
	edge = color.NRGBA{0xE0, 0x7B, 0x00, 0xFF}
)

const (
	margin  = 2 // pixels around a line
	thick   = 2 // pixels of the edge
	darkest = 90
)

// mark highlights lines on the picture. Text under them stays as dark as it was.
func mark(img *image.NRGBA, lines []image.Rectangle) {
	var merged []image.Rectangle
	for _, l := range lines {
		merged = append(merged, l.Inset(-margin-thick).Intersect(img.Rect))
	}
	for i, l := range merged {
		highlight(img, l, merged[:i])
	}
	for i, l := range merged {
		for n := range thick {
			frame(img, l.Inset(n), merged, i)
		}
	}
}

// highlight applies the ink to the part of r that has none yet.
func highlight(img *image.NRGBA, r image.Rectangle, done []image.Rectangle) {
	dark := brightness(img, r) < darkest
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			if within(image.Pt(x, y), done) {
				continue
			}
			c := img.NRGBAAt(x, y)
			if dark {
				c.R, c.G, c.B = lighter(c.R, ink.R), lighter(c.G, ink.G), lighter(c.B, ink.B)
			} else {
				c.R, c.G, c.B = over(c.R, ink.R), over(c.G, ink.G), over(c.B, ink.B)
			}
			img.SetNRGBA(x, y, c)
		}
	}
}

func over(paper, ink uint8) uint8 { return uint8(int(paper) * int(ink) / 255) }

// lighter adds a quarter of the ink to a dark page.
func lighter(paper, ink uint8) uint8 { return uint8(min(255, int(paper)+int(ink)/4)) }

func within(p image.Point, all []image.Rectangle) bool {
	for _, r := range all {
		if p.In(r) {
			return true
		}
	}
	return false
}

// brightness returns the mean of green in a rectangle.
func brightness(img *image.NRGBA, r image.Rectangle) int {
	sum, n := 0, 0
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			sum, n = sum+int(img.NRGBAAt(x, y).G), n+1
		}
	}
	return sum / max(n, 1)
}

// frame draws the outline of a line, except inside other lines.
func frame(img *image.NRGBA, r image.Rectangle, all []image.Rectangle, own int) {
	put := func(x, y int) {
		p := image.Pt(x, y)
		for i, other := range all {
			if i != own && p.In(other.Inset(thick)) {
				return
			}
		}
		if p.In(img.Rect) {
			img.SetNRGBA(x, y, edge)
		}
	}
	for x := r.Min.X; x < r.Max.X; x++ {
		put(x, r.Min.Y)
		put(x, r.Max.Y-1)
	}
	for y := r.Min.Y; y < r.Max.Y; y++ {
		put(r.Min.X, y)
		put(r.Max.X-1, y)
	}
}
