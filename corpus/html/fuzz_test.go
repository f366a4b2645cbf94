package html

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"footnote/corpus/doc"
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

func FuzzPage(f *testing.F) {
	f.Add(sitePage(`<title>題</title><script type="application/ld+json">{"headline":"題"}</script>`, `<p hidden>暗<p>明。`, ""))
	f.Add(sitePage(`<style>.x{display:none}@media{a{b}}`, `</style><div class=x><table><tr><td hidden>a<td>b</table>`, "<dialog><svg/>"))
	f.Add(`<nav><b><p><i><p></b><table><a><tr><a><li hidden><ul><li></ul>`)
	f.Fuzz(func(t *testing.T, page string) {
		d, err := Parse(t.Context(), doc.File{Data: []byte(page)})
		fuzzed(t, d, err)
	})
}
