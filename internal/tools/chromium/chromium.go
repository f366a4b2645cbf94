// Package chromium makes pictures of pages of HTML, for the tools that draw what the
// program says.
package chromium

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"time"
)

// highest is how many pixels of a page are looked at.
const highest = 2400

// narrowest is how wide a window is at least: Chromium has none below 500 pixels.
const narrowest = 1000

// Find is the program that makes the pictures: the one that is named, or else the one
// that is installed.
func Find(named string) (string, error) {
	if named != "" {
		return exec.LookPath(named)
	}
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", errors.New("there is no Chromium: install it, name it with --chromium, or take the pages alone with --html")
}

// Draw writes a PNG of a page to a file: so many pixels of its width, and as many rows as
// are not black on the left, in at most so many colours, which are 2 to 256.
func Draw(ctx context.Context, program string, page []byte, width, colours int, to string) error {
	folder, err := os.MkdirTemp("", "chromium")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	from, shot := filepath.Join(folder, "page.html"), filepath.Join(folder, "page.png")
	if err := os.WriteFile(from, page, 0o600); err != nil {
		return err
	}
	const most = time.Minute
	ctx, cancel := context.WithTimeout(ctx, most)
	defer cancel()
	// The window may be wider than the page, so the page has its own width.
	command := exec.CommandContext(ctx, program, "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--user-data-dir="+folder,
		fmt.Sprintf("--window-size=%d,%d", max(width, narrowest), highest), "--screenshot="+shot, "file://"+from)
	if said, err := command.CombinedOutput(); err != nil {
		return fmt.Errorf("%w: %.300s", err, said)
	}
	raw, err := os.ReadFile(shot)
	if err != nil {
		return err
	}
	drawn, err := png.Decode(bytes.NewReader(raw))
	if err != nil {
		return fmt.Errorf("what Chromium has written: %w", err)
	}
	var out bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&out, reduced(drawn, cut(drawn, width), colours)); err != nil {
		return err
	}
	return os.WriteFile(to, out.Bytes(), 0o666)
}

// cut is the part of a picture that the page takes: what is below it is black.
func cut(drawn image.Image, width int) image.Rectangle {
	area := drawn.Bounds()
	area.Max.X = min(area.Max.X, area.Min.X+width)
	for area.Max.Y > area.Min.Y+1 {
		if r, g, b, _ := drawn.At(area.Min.X, area.Max.Y-1).RGBA(); r+g+b > 0 {
			break
		}
		area.Max.Y--
	}
	return area
}

// reduced is a part of a picture in those of its colours that it has most of, all
// others as the one that comes nearest.
func reduced(drawn image.Image, area image.Rectangle, colours int) *image.Paletted {
	counts := map[color.RGBA]int{}
	for y := area.Min.Y; y < area.Max.Y; y++ {
		for x := area.Min.X; x < area.Max.X; x++ {
			counts[coarse(drawn.At(x, y))]++
		}
	}
	var all []color.RGBA
	for c := range counts {
		all = append(all, c)
	}
	slices.SortFunc(all, func(a, b color.RGBA) int {
		return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(number(a), number(b)))
	})
	palette := make(color.Palette, 0, colours)
	for _, c := range chosen(all, colours) {
		palette = append(palette, c)
	}
	out := image.NewPaletted(image.Rect(0, 0, area.Dx(), area.Dy()), palette)
	nearest := map[color.RGBA]uint8{}
	for y := range area.Dy() {
		for x := range area.Dx() {
			c := coarse(drawn.At(area.Min.X+x, area.Min.Y+y))
			at, known := nearest[c]
			if !known {
				at = uint8(palette.Index(c))
				nearest[c] = at
			}
			out.SetColorIndex(x, y, at)
		}
	}
	return out
}

// apart is how far colours are from each other of which both are kept, as long as there
// are others.
const apart = 40

// chosen are so many of the colours, which are in the order of how much there is of them:
// first those that no other one comes near, so that a few letters keep theirs.
func chosen(all []color.RGBA, most int) []color.RGBA {
	if len(all) <= most {
		return all
	}
	var kept, rest []color.RGBA
	for _, c := range all {
		near := slices.ContainsFunc(kept, func(k color.RGBA) bool {
			return distance(c.R, k.R)+distance(c.G, k.G)+distance(c.B, k.B) < apart
		})
		if near || len(kept) == most {
			rest = append(rest, c)
		} else {
			kept = append(kept, c)
		}
	}
	return append(kept, rest[:most-len(kept)]...)
}

func distance(a, b uint8) int { return max(int(a), int(b)) - min(int(a), int(b)) }

// coarse is a colour without its last two bits, which nobody sees.
func coarse(c color.Color) color.RGBA {
	r, g, b, _ := c.RGBA()
	step := func(v uint32) uint8 { return uint8(v>>8) &^ 3 }
	return color.RGBA{step(r), step(g), step(b), 0xff}
}

func number(c color.RGBA) int { return int(c.R)<<16 | int(c.G)<<8 | int(c.B) }
