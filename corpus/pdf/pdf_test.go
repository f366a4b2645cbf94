package pdf

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"footnote/corpus/doc"
	"footnote/internal/samples"
)

// mutated changes, removes, doubles or cuts some bytes of raw.
func mutated(raw []byte, seed uint64) []byte {
	random := rand.New(rand.NewPCG(seed, 7))
	out := append([]byte(nil), raw...)
	for range 1 + random.IntN(20) {
		at := random.IntN(len(out))
		end := min(len(out), at+1+random.IntN(40))
		switch random.IntN(4) {
		case 0:
			out[at] = byte(random.IntN(256))
		case 1:
			out = append(out[:at], out[end:]...)
		case 2:
			out = append(out[:end], append([]byte(nil), out[at:]...)...)
		case 3:
			out[at] ^= 1 << random.IntN(8)
		}
	}
	return out
}

func TestPaginate(t *testing.T) {
	r := New(compiled(t))
	defer r.Close()
	pages := [][]string{
		{"人工智能的故事", "", "　　這是第一段的第一行它的文字一直寫到右邊的邊緣為止然後才換到下一行繼", "續寫下去，這裡結束。", "　　第二段很短。"},
		{"English is joined with a space where a line ends near the right margin of the page it", "stands on, and a second line ends the paragraph.", "", "Short heading", "", "𠮷野家在这里。"},
	}
	want := Paginated{
		Title: "標題：Title", Author: "王小明", Published: "2026-01-02",
		Pages: []string{
			"人工智能的故事\n這是第一段的第一行它的文字一直寫到右邊的邊緣為止然後才換到下一行繼續寫下去，這裡結束。\n第二段很短。\n",
			"English is joined with a space where a line ends near the right margin of the page it stands on, and a second line ends the paragraph.\nShort heading\n𠮷野家在这里。",
		},
	}
	for _, font := range []samples.PDFFont{samples.UniGB, samples.UniCNS, samples.Identity} {
		d := samples.PDFDocument{Title: want.Title, Author: want.Author, Created: "D:20260102230405-08'00'", Pages: pages, Font: font}
		if font == samples.UniCNS { // the collection has no simplified characters and not this one
			d.Pages = [][]string{pages[0], append(append([]string(nil), pages[1][:5]...), "吉野家在這裡。")}
		}
		got, err := r.Paginate(t.Context(), d.Bytes())
		if err != nil {
			t.Errorf("font %d: %v", font, err)
		}
		for i := range got.Pages {
			got.Pages[i] = strings.ReplaceAll(got.Pages[i], "吉野家在這裡。", "𠮷野家在这里。")
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("font %d (-want +got):\n%s", font, diff)
		}
	}
}

func TestPaginateErrors(t *testing.T) {
	r := New(compiled(t))
	defer r.Close()
	var many [][]string
	for range MaxPages + 1 {
		many = append(many, []string{"頁"})
	}
	for _, c := range []struct {
		name string
		raw  []byte
		want string
	}{
		{"no PDF", []byte("hello"), "is a damaged PDF"},
		{"empty", nil, "is a damaged PDF"},
		{"password", samples.HostilePDFs()["needs a password"], "is a PDF that needs a password"},
		{"no text", samples.PDF("題", "者", [][]string{{""}, {" "}}), "is a PDF that has no text, only pictures of it"},
		{"pages", samples.PDF("題", "者", many), "is a PDF with more than 500 pages"},
	} {
		_, err := r.Paginate(t.Context(), c.raw)
		var bad *doc.Error
		if !errors.As(err, &bad) || bad.Reason != c.want || bad.Source != "" || bad.Hint == "" {
			t.Errorf("%s: %#v, want %q", c.name, err, c.want)
		}
	}
}

func TestTooManyCharacters(t *testing.T) {
	e, err := startCached(compiled(t))
	if err != nil {
		t.Fatal(err)
	}
	defer e.close()
	instance, end, err := e.instance(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer end()
	d, err := open(instance, samples.PDF("題", "者", [][]string{{"一二三四"}, {"五六七八"}}))
	if err != nil {
		t.Fatal(err)
	}
	if pages, _, err := d.pages(t.Context(), 8); err != nil || len(pages) != 2 {
		t.Errorf("%v, %v", pages, err)
	}
	_, _, err = d.pages(t.Context(), 7)
	var bad *doc.Error
	if !errors.As(err, &bad) || bad.Reason != "is a PDF with more than 2000000 characters" {
		t.Errorf("%v", err)
	}
}

// Scripts in a PDF are not run, and do not hinder its text.
func TestJavaScript(t *testing.T) {
	r := New(compiled(t))
	defer r.Close()
	if got := mustRead(t, r, samples.HostilePDFs()["javascript"]); len(got) != 1 || got[0] != "harmless" {
		t.Errorf("%q", got)
	}
}

// A caller that gives up gets its own reason, and the next one is served.
func TestCancel(t *testing.T) {
	r := New(compiled(t))
	defer r.Close()
	gone := errors.New("gone")
	bomb := samples.HostilePDFs()["forms in forms"]
	ctx, cancel := context.WithCancelCause(t.Context())
	done := make(chan error, 1)
	go func() {
		_, err := r.Paginate(ctx, bomb)
		done <- err
	}()
	r.turn <- struct{}{} // either before it or after it
	<-r.turn
	cancel(gone)
	if err := <-done; !errors.Is(err, gone) {
		var bad *doc.Error
		if !errors.As(err, &bad) { // it had ended
			t.Errorf("%v", err)
		}
	}
	mustRead(t, r, samples.PDF("題", "者", [][]string{{"好。"}}))

	r.turn <- struct{}{} // somebody reads
	if _, err := r.Paginate(ctx, bomb); !errors.Is(err, gone) {
		t.Errorf("waited with a context that is over: %v", err)
	}
	<-r.turn
}

func TestConcurrent(t *testing.T) {
	r := New(compiled(t))
	var readers sync.WaitGroup
	for i := range 8 {
		readers.Go(func() {
			text := fmt.Sprintf("第%d個檔案。", i)
			got, err := r.Paginate(t.Context(), samples.PDF("題", "者", [][]string{{text}}))
			if err != nil || len(got.Pages) != 1 || got.Pages[0] != text {
				t.Errorf("%q, %v; want %q", got.Pages, err, text)
			}
		})
	}
	readers.Wait()
	for range 2 {
		if err := r.Close(); err != nil {
			t.Error(err)
		}
	}
	if _, err := r.Paginate(t.Context(), nil); !errors.Is(err, errClosed) {
		t.Errorf("read after Close: %v", err)
	}
}

func BenchmarkPaginate(b *testing.B) {
	r := New(compiled(b))
	defer r.Close()
	var pages [][]string
	for p := range 50 {
		var lines []string
		for l := range 30 {
			lines = append(lines, fmt.Sprintf("第%d頁第%d行的文字一直寫到右邊的邊緣為止然後才換到下一行繼續寫下去", p, l))
		}
		pages = append(pages, lines)
	}
	file := samples.PDF("題", "者", pages)
	for b.Loop() {
		if _, err := r.Paginate(b.Context(), file); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(50*b.N)/b.Elapsed().Seconds(), "pages/s")
}
