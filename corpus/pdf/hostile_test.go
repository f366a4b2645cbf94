package pdf

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"footnote/corpus/doc"
	"footnote/internal/long"
	"footnote/internal/samples"
)

// maxProcess is the memory that a process may use that reads hostile files.
const maxProcess = 300 << 20

// maxHostile is how long one may take. A test that waits longer ends.
const maxHostile = 30 * time.Second

func TestHostile(t *testing.T) {
	long.Skip(t, "half a minute; the race detector sees one goroutine after another here")
	engine := compiled(t)
	readInChild(t, engine)
}

// The interpreter keeps the same bounds, with the files that take most memory
// and most time.
func TestHostileInterpreted(t *testing.T) {
	long.Skip(t, "several files take all the time that they get")
	readInChild(t, "none")
}

func readInChild(t *testing.T, engine string) {
	out, memory, err := again(t.Context(), hostileVariable, engine)
	t.Logf("%d MB\n%s", memory>>20, out)
	if err != nil {
		t.Error(err)
	}
	if memory > maxProcess && !long.Raced {
		t.Errorf("used %d MB", memory>>20)
	}
}

// readHostile reads each hostile file, and after each a good one with the same
// reader.
func readHostile(engine string) error {
	files := samples.HostilePDFs()
	if engine == "none" {
		engine = ""
		most := []string{"10 million glyphs", "content bomb", "object stream bomb", "saves without end"}
		maps.DeleteFunc(files, func(name string, _ []byte) bool { return !slices.Contains(most, name) })
	}
	r := New(engine)
	r.interpreted = MaxTime // that a limit ends them is shown by a shorter one as well
	defer r.Close()
	good := samples.PDF("題", "者", [][]string{{"這是一個好的檔案。"}})
	for _, name := range slices.Sorted(maps.Keys(files)) {
		start := time.Now()
		ctx, cancel := context.WithTimeout(context.Background(), maxHostile)
		got, err := r.Paginate(ctx, files[name])
		cancel()
		fmt.Printf("%-22s %6.2f s, %d characters, %v\n", name, time.Since(start).Seconds(), utf8.RuneCountInString(strings.Join(got.Pages, "")), err)
		if err := bounded(got, err); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		if err := drawHostile(r, files[name]); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		got, err = r.Paginate(context.Background(), good)
		if err != nil || len(got.Pages) != 1 || got.Pages[0] != "這是一個好的檔案。" {
			return fmt.Errorf("after %s a good file is read as %q, %w", name, got.Pages, err)
		}
	}
	return nil
}

// drawHostile draws the first page, for whatever is asked for on it.
func drawHostile(r *Reader, raw []byte) error {
	start := time.Now()
	ctx, cancel := context.WithTimeout(context.Background(), maxHostile)
	defer cancel()
	everything := func(text []uint16) (all []int) {
		for i := range text {
			all = append(all, i)
		}
		return append(all, -1, len(text), 1<<30)
	}
	got, err := r.Draw(ctx, raw, 1, 1400, everything)
	fmt.Printf("%-22s %6.2f s, %d places, %v\n", "  drawn", time.Since(start).Seconds(), len(got.Places), err)
	var bad *doc.Error
	switch {
	case errors.As(err, &bad) && bad.Source == "" && bad.Reason != "":
		return nil
	case err != nil:
		return fmt.Errorf("drawing does not blame the file: %w", err)
	case got.Image.Rect.Dx() > 1400 || got.Image.Rect.Dy() > 1400:
		return fmt.Errorf("drawn as %v", got.Image.Rect)
	}
	for _, place := range got.Places {
		if !place.In(got.Image.Rect) {
			return fmt.Errorf("a character at %v of %v", place, got.Image.Rect)
		}
	}
	return nil
}

// bounded says what is wrong with a result, that of a hostile file included.
func bounded(got Paginated, err error) error {
	var bad *doc.Error
	switch {
	case errors.As(err, &bad) && bad.Source == "" && bad.Reason != "":
		return nil
	case err != nil:
		return fmt.Errorf("the file is not blamed: %w", err)
	case len(got.Pages) > MaxPages:
		return fmt.Errorf("%d pages", len(got.Pages))
	}
	for _, p := range got.Pages {
		if !utf8.ValidString(p) || strings.ContainsAny(p, "\r\x00\f") {
			return fmt.Errorf("odd characters in %.40q", p)
		}
	}
	if n := utf8.RuneCountInString(strings.Join(got.Pages, "")); n > 2*MaxCharacters {
		return fmt.Errorf("%d characters", n)
	}
	return nil
}

// Bytes that were changed at random end in text or in a clear error.
func TestMutations(t *testing.T) {
	r := New(compiled(t))
	defer r.Close()
	for i, font := range []samples.PDFFont{samples.UniGB, samples.UniCNS, samples.Identity} {
		good := samples.PDFDocument{Title: "題", Author: "者", Pages: [][]string{{"第一頁的文字", "English text"}, {"第二頁"}}, Font: font}.Bytes()
		for seed := range 20 {
			raw := mutated(good, uint64(100*i+seed))
			ctx, cancel := context.WithTimeout(t.Context(), maxHostile)
			got, err := r.Paginate(ctx, raw)
			cancel()
			if err := bounded(got, err); err != nil {
				t.Errorf("font %d, seed %d: %v", font, seed, err)
			}
		}
	}
}
