package corpus

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"footnote/corpus/doc"
	"footnote/internal/samples"
)

// fuzzed reads f and checks what every reading promises.
func fuzzed(t *testing.T, f doc.File) {
	t.Helper()
	a, err := new(Reader).Read(t.Context(), f)
	var bad *doc.Error
	switch {
	case err == nil:
		checkArticle(t, a)
	case !errors.As(err, &bad):
		t.Fatalf("%T: %v", err, err)
	}
}

func FuzzUnpack(f *testing.F) {
	f.Add(samples.Zip("a.txt", "文", "../b.txt", "文"))
	f.Add(samples.Zip("[Content_Types].xml", "", "word/document.xml", "<a/>"))
	f.Add(samples.Zip("META-INF/container.xml", `<container><rootfiles><rootfile full-path="O/p.opf"/></rootfiles></container>`))
	f.Add([]byte("PK\x05\x06" + strings.Repeat("\x00", 18)))
	f.Fuzz(func(t *testing.T, data []byte) {
		err := Files{}.Unpack(t.Context(), doc.File{Name: "x", Source: "x", Data: data}, func(found doc.File, err error) error {
			var bad *doc.Error
			if err != nil && (!errors.As(err, &bad) || bad.Source == "") || !utf8.ValidString(found.Source) {
				t.Errorf("%q: %T %v", found.Source, err, err)
			}
			if err == nil {
				fuzzed(t, found)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}
