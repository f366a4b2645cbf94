package picture

import (
	"bytes"
	"cmp"
	"image"
	"image/color"
	"image/png"
	"slices"
)

const (
	colours = 256
	bits    = 5 // of red, green and blue each, by which colours are told apart
	cells   = 1 << (3 * bits)
)

// encode writes a PNG of at most 256 colours. A page of text then has some 100 KB, a third of
// the size that it would have otherwise.
func encode(img *image.NRGBA) ([]byte, error) {
	palette, of := colourTable(img)
	out := image.NewPaletted(img.Rect, palette)
	for i := 0; i < len(img.Pix); i += 4 {
		out.Pix[i/4] = of[cell(img.Pix[i:])]
	}
	var buffer bytes.Buffer
	encoder := png.Encoder{CompressionLevel: png.DefaultCompression}
	err := encoder.Encode(&buffer, out)
	return buffer.Bytes(), err
}

func cell(pix []byte) int {
	const drop = 8 - bits
	return int(pix[0]>>drop)<<(2*bits) | int(pix[1]>>drop)<<bits | int(pix[2]>>drop)
}

// A tint is a group of nearly equal colours, with the number of pixels that have them.
type tint struct {
	cell    int
	n       int
	r, g, b int // means
}

func (t tint) channel(i int) int { return [3]int{t.r, t.g, t.b}[i] }

// colourTable returns a palette for a picture, and the index of the colour for each cell. It
// repeatedly divides the colour space where it is widest until there are enough colours.
func colourTable(img *image.NRGBA) (palette color.Palette, of []uint8) {
	all := tints(img)
	boxes := [][]tint{all}
	for len(boxes) < colours {
		widest, channel, most := -1, 0, 0
		for i, box := range boxes {
			for c := range 3 {
				if spread := spreadOf(box, c); len(box) > 1 && spread > most {
					widest, channel, most = i, c, spread
				}
			}
		}
		if widest < 0 {
			break
		}
		box := boxes[widest]
		slices.SortFunc(box, func(a, b tint) int { return cmp.Compare(a.channel(channel), b.channel(channel)) })
		at := middle(box)
		boxes[widest] = box[:at]
		boxes = append(boxes, box[at:])
	}
	of = make([]uint8, cells)
	for i, box := range boxes {
		r, g, b, n := 0, 0, 0, 0
		for _, t := range box {
			of[t.cell] = uint8(i)
			r, g, b, n = r+t.r*t.n, g+t.g*t.n, b+t.b*t.n, n+t.n
		}
		n = max(n, 1)
		palette = append(palette, color.NRGBA{uint8(r / n), uint8(g / n), uint8(b / n), 0xFF})
	}
	return palette, of
}

func tints(img *image.NRGBA) []tint {
	counts := make([]tint, cells)
	for i := 0; i < len(img.Pix); i += 4 {
		t := &counts[cell(img.Pix[i:])]
		t.n, t.r, t.g, t.b = t.n+1, t.r+int(img.Pix[i]), t.g+int(img.Pix[i+1]), t.b+int(img.Pix[i+2])
	}
	var all []tint
	for i, t := range counts {
		if t.n > 0 {
			all = append(all, tint{i, t.n, t.r / t.n, t.g / t.n, t.b / t.n})
		}
	}
	return all
}

func spreadOf(box []tint, channel int) int {
	low, high := 255, 0
	for _, t := range box {
		low, high = min(low, t.channel(channel)), max(high, t.channel(channel))
	}
	return high - low
}

// middle returns the index at which a box is divided into halves with an equal number of pixels
// and at least one tint each.
func middle(box []tint) int {
	sum, half := 0, 0
	for _, t := range box {
		sum += t.n
	}
	for i, t := range box[:len(box)-1] {
		if half += t.n; 2*half >= sum {
			return i + 1
		}
	}
	return len(box) - 1
}
