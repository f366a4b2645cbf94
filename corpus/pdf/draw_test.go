package pdf

import (
	"bytes"
	"testing"

	"footnote/corpus/pdf/boxfont"
	"footnote/internal/samples"
)

// Where a file lacks its fonts, one of the machine takes their place, for that page alone.
func TestFontOfMachine(t *testing.T) {
	r := New(compiled(t))
	defer r.Close()
	asked := 0
	// It is the box under another name, so what it draws is known.
	other := Font{"other.ttf", bytes.Replace(boxfont.TrueType(), []byte("Box"), []byte("Boy"), 1)}
	offered := func() (Font, bool) { asked++; return other, true }
	draw := func(raw []byte) Drawing {
		t.Helper()
		got, err := r.Draw(t.Context(), raw, 1, 400, func(text []uint16) []int { return []int{0, 1} })
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	missing := samples.PDF("題", "者", [][]string{{"渡輪每天三班。"}})
	without := draw(missing)
	if !without.Boxes {
		t.Error("boxes are not noticed")
	}
	r.Font = offered
	if got := draw(missing); got.Boxes || asked != 1 || !bytes.Equal(got.Image.Pix, without.Image.Pix) || got.Places[1].Empty() {
		t.Errorf("boxes %v, asked %d times, places %v", got.Boxes, asked, got.Places)
	}
	if got := draw(samples.HostilePDFs()["javascript"]); got.Boxes || asked != 1 {
		t.Errorf("Latin: boxes %v, asked %d times", got.Boxes, asked)
	}
	r.Font = func() (Font, bool) { asked++; return Font{}, false }
	if got := draw(missing); !got.Boxes || asked != 2 {
		t.Errorf("none offered: boxes %v, asked %d times", got.Boxes, asked)
	}
	r.Font = func() (Font, bool) { return Font{"broken.ttf", []byte("no font")}, true }
	if got := draw(missing); got.Image == nil {
		t.Error("a broken font leaves no picture")
	}
	if got := mustRead(t, r, missing); got[0] != "渡輪每天三班。" {
		t.Errorf("read as %q afterwards", got)
	}
}
