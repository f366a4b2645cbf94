package scan

import (
	"bytes"
	"image"
	"image/jpeg"
	"image/png"

	"golang.org/x/image/draw"
)

const (
	// Side is the longer side of a page that is read, in pixels. For A4, that is 170 pixels per
	// inch, at which the small print of a scan is legible.
	Side = 2000
	// maxBytes is the maximum size of a picture that is sent. Base64 adds a third.
	maxBytes = 1 << 20
	// maxPNG is the maximum size of a PNG. Screenshots are smaller; scans are larger and sent as
	// JPEG.
	maxPNG = 512 << 10
)

// Look encodes a page for an Eye. It contains only the pixels of the file: no location, name or
// date.
func Look(img *image.RGBA) (Sight, error) {
	if isBlank(img) {
		return Sight{Blank: true}, nil
	}
	img = Whole(Scaled(img, Side))
	if data, err := asPNG(img); err == nil && len(data) <= maxPNG {
		return Sight{Data: data, Type: "image/png"}, nil
	}
	for {
		for _, quality := range []int{85, 70, 50} {
			var out bytes.Buffer
			if err := jpeg.Encode(&out, img, &jpeg.Options{Quality: quality}); err != nil {
				return Sight{}, &Failure{Reason: "its picture cannot be written", Err: err}
			}
			if out.Len() <= maxBytes {
				return Sight{Data: out.Bytes(), Type: "image/jpeg"}, nil
			}
		}
		img = Scaled(img, max(img.Rect.Dx(), img.Rect.Dy())*3/4)
	}
}

// isBlank reports whether a picture has only one colour.
func isBlank(img *image.RGBA) bool {
	first := img.Pix[img.PixOffset(img.Rect.Min.X, img.Rect.Min.Y):][:4]
	for y := img.Rect.Min.Y; y < img.Rect.Max.Y; y++ {
		row := img.Pix[img.PixOffset(img.Rect.Min.X, y):][:4*img.Rect.Dx()]
		for i := 0; i < len(row); i += 4 {
			if !bytes.Equal(row[i:i+4], first) {
				return false
			}
		}
	}
	return true
}

func asPNG(img image.Image) ([]byte, error) {
	var out bytes.Buffer
	err := (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(&out, img)
	return out.Bytes(), err
}

// Whole returns a part of a picture as a picture that begins at 0, 0.
func Whole(img *image.RGBA) *image.RGBA {
	if img.Rect.Min == (image.Point{}) && img.Stride == 4*img.Rect.Dx() {
		return img
	}
	out := image.NewRGBA(image.Rectangle{Max: img.Rect.Size()})
	draw.Draw(out, out.Rect, img, img.Rect.Min, draw.Src)
	return out
}
