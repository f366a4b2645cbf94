package corpus

import (
	"archive/zip"
	"context"
	"errors"
	"strings"
	"testing"
	"unicode/utf8"
)

// fuzzed reads f and checks what every reading promises.
func fuzzed(t *testing.T, f File) {
	t.Helper()
	a, err := new(Reader).Read(t.Context(), f)
	var bad *ReadError
	switch {
	case err == nil:
		checkArticle(t, a)
	case !errors.As(err, &bad):
		t.Fatalf("%T: %v", err, err)
	}
}

// The parts are fuzzed rather than the archive, which hides them from the fuzzer.
func FuzzDOCX(f *testing.F) {
	f.Add(`<w:p><w:pPr><w:pStyle w:val="H"/><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>文。</w:t></w:r></w:p>`, testStyles, testNumbering, testNotes)
	f.Add(`<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl><w:del><w:r/></w:del><w:r><w:fldChar w:fldCharType="end"/></w:r>`, "<w:styles>", "", "")
	f.Add(`<mc:AlternateContent><mc:Choice/><mc:Fallback/></mc:AlternateContent></w:tc></w:p>`, "", `<w:num w:numId="1"><w:lvlOverride w:ilvl="99"><w:startOverride w:val="-5"/></w:lvlOverride></w:num>`, "<w:footnote>")
	f.Fuzz(func(t *testing.T, body, styles, numbering, notes string) {
		fuzzed(t, File{Data: zipped(t, "[Content_Types].xml", "", "word/document.xml", `<w:document xmlns:w="w" xmlns:mc="m"><w:body>`+body+`</w:body></w:document>`,
			"word/_rels/document.xml.rels", testRelations, "word/styles.xml", styles, "word/numbering.xml", numbering, "word/footnotes.xml", notes)})
	})
}

func FuzzEPUB(f *testing.F) {
	f.Add(testContainer, `<package><metadata><title>題</title></metadata><manifest>`+chapter("a", "a.xhtml")+`</manifest><spine toc="n"><itemref idref="a"/></spine></package>`, `<html><body><p>文。</p></body></html>`, `<navPoint><navLabel>x</navLabel><content src="a.xhtml"/></navPoint>`)
	f.Add(`<rootfile full-path="O/../O/p.opf"/>`, `<item id="a" href="%2e%2e/a" properties="nav"/>`, `<title/><p hidden>`, ``)
	f.Fuzz(func(t *testing.T, container, opf, text, contents string) {
		fuzzed(t, File{Data: zipped(t, "META-INF/container.xml", container, "O/p.opf", opf, "O/a.xhtml", text, "O/n", contents)})
	})
}

func FuzzUnpack(f *testing.F) {
	f.Add(archiveOf(f, &zip.FileHeader{Name: "a.txt"}, &zip.FileHeader{Name: "../b.txt"}))
	f.Add(zipped(f, "[Content_Types].xml", "", "word/document.xml", "<a/>"))
	f.Add(zipped(f, "META-INF/container.xml", testContainer))
	f.Add([]byte("PK\x05\x06" + strings.Repeat("\x00", 18)))
	f.Fuzz(func(t *testing.T, data []byte) {
		err := Unpack(t.Context(), File{Name: "x", Source: "x", Data: data}, func(found File, err error) error {
			var bad *ReadError
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

func FuzzPage(f *testing.F) {
	f.Add(sitePage(`<title>題</title><script type="application/ld+json">{"headline":"題"}</script>`, `<p hidden>暗<p>明。`, ""))
	f.Add(sitePage(`<style>.x{display:none}@media{a{b}}`, `</style><div class=x><table><tr><td hidden>a<td>b</table>`, "<dialog><svg/>"))
	f.Add(`<nav><b><p><i><p></b><table><a><tr><a><li hidden><ul><li></ul>`)
	f.Fuzz(func(t *testing.T, page string) {
		d, err := parseWeb(context.Background(), File{Data: []byte(page)})
		if err == nil && !utf8.ValidString(d.title) {
			t.Errorf("title %q", d.title)
		}
		fuzzed(t, File{Name: "x.html", Source: "https://a.example/", Data: []byte(page)})
	})
}
