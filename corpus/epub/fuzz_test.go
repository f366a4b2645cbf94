package epub

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"footnote/corpus/doc"
	"footnote/internal/samples"
)

// fuzzed checks what every reading promises of what came of it.
func fuzzed(t *testing.T, d doc.Document, err error) {
	t.Helper()
	var bad *doc.Error
	if err != nil && !errors.As(err, &bad) {
		t.Fatalf("%T: %v", err, err)
	}
	if !utf8.ValidString(d.Title + d.Author + d.Published) {
		t.Fatalf("title %+q", d.Title)
	}
	for _, b := range d.Blocks {
		if !utf8.ValidString(b.Text) || strings.TrimSpace(b.Text) == "" || b.Level < 0 {
			t.Fatalf("block %+q of level %d", b.Text, b.Level)
		}
	}
}

func FuzzEPUB(f *testing.F) {
	f.Add(testContainer, `<package><metadata><title>題</title></metadata><manifest>`+chapter("a", "a.xhtml")+`</manifest><spine toc="n"><itemref idref="a"/></spine></package>`, `<html><body><p>文。</p></body></html>`, `<navPoint><navLabel>x</navLabel><content src="a.xhtml"/></navPoint>`)
	f.Add(`<rootfile full-path="O/../O/p.opf"/>`, `<item id="a" href="%2e%2e/a" properties="nav"/>`, `<title/><p hidden>`, ``)
	f.Fuzz(func(t *testing.T, container, opf, text, contents string) {
		d, err := parse(t, samples.Zip("META-INF/container.xml", container, "O/p.opf", opf, "O/a.xhtml", text, "O/n", contents))
		fuzzed(t, d, err)
	})
}
