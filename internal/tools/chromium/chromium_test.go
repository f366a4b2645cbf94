package chromium

import (
	"image"
	"image/color"
	"testing"
)

func TestCropAndQuantise(t *testing.T) {
	drawn := image.NewRGBA(image.Rect(0, 0, 40, 40))
	for y := range 30 {
		for x := range 20 {
			drawn.Set(x, y, color.RGBA{0x30, 0x34, 0x38, 0xff})
		}
	}
	for n := range 600 { // more colours than a palette can have
		drawn.Set(n%20, n/20, color.RGBA{uint8(4 * (n % 60)), uint8(4 * (n / 60)), 0x80, 0xff})
	}
	area := crop(drawn, 20)
	if want := image.Rect(0, 0, 20, 30); area != want {
		t.Errorf("cropped to %v, want %v", area, want)
	}
	got := quantise(drawn, area, 256)
	if len(got.Palette) != 256 || got.Bounds() != image.Rect(0, 0, 20, 30) {
		t.Errorf("%d colours in %v", len(got.Palette), got.Bounds())
	}
	if kept := choose([]color.RGBA{{R: 200}, {R: 204}, {B: 200}, {R: 208}}, 3); kept[0].R != 200 || kept[1].B != 200 || kept[2].R != 204 {
		t.Errorf("%v", kept)
	}
	few := quantise(drawn, image.Rect(0, 0, 1, 1), 256)
	if r, g, b, _ := few.At(0, 0).RGBA(); len(few.Palette) != 1 || r>>8 != 0 || g>>8 != 0 || b>>8 != 0x80 {
		t.Errorf("%v", few.At(0, 0))
	}
}
