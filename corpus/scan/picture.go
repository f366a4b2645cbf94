package scan

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"net/http"

	"golang.org/x/image/draw"
	"golang.org/x/image/webp"

	"footnote/corpus/doc"
)

// The limits of a picture. Its size is checked before anything is unpacked.
const (
	maxSide   = 30_000      // pixels
	maxMemory = 160_000_000 // bytes when unpacked: 40 million pixels in most formats
	minSide   = 16          // pixels: a smaller picture has no text
	minArea   = 2_000       // pixels: nor does an icon
)

// Kind returns the media type of a picture that can be read, by its bytes, or "" for anything
// else.
func Kind(raw []byte) string {
	switch kind := http.DetectContentType(raw); kind {
	case "image/png", "image/jpeg", "image/webp", "image/gif":
		return kind
	}
	return ""
}

// Decode unpacks a picture, upright and on white. Of an animation, it returns the first frame.
// If the file is at fault, the error is a [*doc.Error] with an empty Source.
func Decode(raw []byte) (img *image.RGBA, err error) {
	kind := Kind(raw)
	decode, measure := decoders(kind)
	if decode == nil {
		return nil, &doc.Error{Reason: "is not a PNG, JPEG, WebP or GIF"}
	}
	defer func() {
		if recover() != nil {
			img, err = nil, damaged()
		}
	}()
	size, err := measure(bytes.NewReader(raw))
	if err != nil {
		return nil, damaged()
	}
	head := jpegHead{orientation: 1, baseline: true}
	if kind == "image/jpeg" {
		head = readJPEGHead(raw)
	}
	switch {
	case size.Width < 1 || size.Height < 1:
		return nil, damaged()
	case size.Width < minSide || size.Height < minSide || size.Width*size.Height < minArea:
		return nil, &doc.Error{Reason: fmt.Sprintf("is a picture of %d × %d pixels, too small for text", size.Width, size.Height)}
	case size.Width > maxSide || size.Height > maxSide || memoryOf(size, head) > maxMemory:
		return nil, &doc.Error{Reason: fmt.Sprintf("is a picture of %d × %d pixels, which is too large", size.Width, size.Height), Hint: "save it with fewer pixels; 2000 for the width of a page are enough"}
	}
	unpacked, err := decode(bytes.NewReader(raw))
	if err != nil {
		return nil, damaged()
	}
	return upright(onWhite(unpacked), head.orientation), nil
}

func damaged() error {
	return &doc.Error{Reason: "is a damaged picture", Hint: "open it in a program for pictures and save it anew"}
}

type (
	decoder  func(*bytes.Reader) (image.Image, error)
	measurer func(*bytes.Reader) (image.Config, error)
)

func decoders(kind string) (decoder, measurer) {
	switch kind {
	case "image/png":
		return func(r *bytes.Reader) (image.Image, error) { return png.Decode(r) }, func(r *bytes.Reader) (image.Config, error) { return png.DecodeConfig(r) }
	case "image/jpeg":
		return func(r *bytes.Reader) (image.Image, error) { return jpeg.Decode(r) }, func(r *bytes.Reader) (image.Config, error) { return jpeg.DecodeConfig(r) }
	case "image/webp":
		return func(r *bytes.Reader) (image.Image, error) { return webp.Decode(r) }, func(r *bytes.Reader) (image.Config, error) { return webp.DecodeConfig(r) }
	case "image/gif":
		return func(r *bytes.Reader) (image.Image, error) { return gif.Decode(r) }, func(r *bytes.Reader) (image.Config, error) { return gif.DecodeConfig(r) }
	}
	return nil, nil
}

// memoryOf returns the number of bytes needed to unpack a picture, whatever it is converted to
// afterwards.
func memoryOf(size image.Config, head jpegHead) int {
	each := 4
	switch size.ColorModel {
	case color.RGBA64Model, color.NRGBA64Model:
		each = 8
	}
	if !head.baseline { // the decoder may keep all coefficients until the end
		each = 16
	}
	return size.Width * size.Height * each
}

// onWhite returns a picture on a white background.
func onWhite(img image.Image) *image.RGBA {
	size := img.Bounds().Size()
	out := image.NewRGBA(image.Rectangle{Max: size})
	draw.Draw(out, out.Rect, image.White, image.Point{}, draw.Src)
	draw.Draw(out, out.Rect, img, img.Bounds().Min, draw.Over)
	return out
}

// Opaque returns a picture without transparency. It reuses the pixels of img.
func Opaque(img *image.NRGBA) *image.RGBA {
	return &image.RGBA{Pix: img.Pix, Stride: img.Stride, Rect: img.Rect}
}

// upright turns and mirrors a picture according to its EXIF orientation.
func upright(img *image.RGBA, orientation int) *image.RGBA {
	if orientation < 2 || orientation > 8 {
		return img
	}
	w, h := img.Rect.Dx(), img.Rect.Dy()
	size := image.Rect(0, 0, w, h)
	if orientation >= 5 {
		size = image.Rect(0, 0, h, w)
	}
	out := image.NewRGBA(size)
	for y := range size.Dy() {
		for x := range size.Dx() {
			fromX, fromY := x, y
			switch orientation {
			case 2:
				fromX = w - 1 - x
			case 3:
				fromX, fromY = w-1-x, h-1-y
			case 4:
				fromY = h - 1 - y
			case 5:
				fromX, fromY = y, x
			case 6:
				fromX, fromY = y, h-1-x
			case 7:
				fromX, fromY = w-1-y, h-1-x
			case 8:
				fromX, fromY = w-1-y, x
			}
			copy(out.Pix[out.PixOffset(x, y):][:4], img.Pix[img.PixOffset(fromX, fromY):][:4])
		}
	}
	return out
}

// Scaled returns a picture whose longer side has at most side pixels.
func Scaled(img *image.RGBA, side int) *image.RGBA {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	if max(w, h) <= side {
		return img
	}
	scale := float64(side) / float64(max(w, h))
	out := image.NewRGBA(image.Rect(0, 0, max(1, int(float64(w)*scale+.5)), max(1, int(float64(h)*scale+.5))))
	draw.BiLinear.Scale(out, out.Rect, img, img.Rect, draw.Src, nil)
	return out
}
