// Package chromium draws HTML pages as PNG pictures with Chromium, for the tools that show
// what the program prints or sends.
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

const (
	// windowHeight is the height of the window in pixels. What is below it is not drawn.
	windowHeight = 2400
	// minWindowWidth is safely above 500 pixels, below which Chromium makes no window.
	minWindowWidth = 1000
)

// Find returns the path of the Chromium to use: the named program or, if named is empty,
// whichever is installed.
func Find(named string) (string, error) {
	if named != "" {
		return exec.LookPath(named)
	}
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", errors.New("no Chromium is installed: install one, name the program with --chromium, or write only the pages with --html")
}

// Draw writes a picture of page to the file to. The picture is width pixels wide, ends
// where the left edge of the page turns black, and has at most colours colours (2 to 256).
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
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	// The window may be wider than the page, so the page sets its own width.
	command := exec.CommandContext(ctx, program, "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--user-data-dir="+folder,
		fmt.Sprintf("--window-size=%d,%d", max(width, minWindowWidth), windowHeight), "--screenshot="+shot, "file://"+from)
	if output, err := command.CombinedOutput(); err != nil {
		return fmt.Errorf("%w: %.300s", err, output)
	}
	raw, err := os.ReadFile(shot)
	if err != nil {
		return err
	}
	drawn, err := png.Decode(bytes.NewReader(raw))
	if err != nil {
		return fmt.Errorf("decode Chromium's screenshot: %w", err)
	}
	var out bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&out, quantise(drawn, crop(drawn, width), colours)); err != nil {
		return err
	}
	return os.WriteFile(to, out.Bytes(), 0o666)
}

// crop returns the area that the page covers. What is below the page is black.
func crop(drawn image.Image, width int) image.Rectangle {
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

// quantise returns an area of a picture with at most so many colours. Each other colour
// becomes the nearest of these.
func quantise(drawn image.Image, area image.Rectangle, colours int) *image.Paletted {
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
		return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(packed(a), packed(b)))
	})
	palette := make(color.Palette, 0, colours)
	for _, c := range choose(all, colours) {
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

// minDistance is the distance below which two colours count as similar.
const minDistance = 40

// choose returns at most most of the colours, which are sorted by frequency, the most
// frequent first. It prefers colours that are not similar to one already chosen, so that a
// few letters in a rare colour keep it.
func choose(all []color.RGBA, most int) []color.RGBA {
	if len(all) <= most {
		return all
	}
	var kept, rest []color.RGBA
	for _, c := range all {
		near := slices.ContainsFunc(kept, func(k color.RGBA) bool {
			return distance(c.R, k.R)+distance(c.G, k.G)+distance(c.B, k.B) < minDistance
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

// coarse clears the two lowest bits of each channel, which makes no visible difference.
func coarse(c color.Color) color.RGBA {
	r, g, b, _ := c.RGBA()
	step := func(v uint32) uint8 { return uint8(v>>8) &^ 3 }
	return color.RGBA{step(r), step(g), step(b), 0xff}
}

func packed(c color.RGBA) int { return int(c.R)<<16 | int(c.G)<<8 | int(c.B) }
