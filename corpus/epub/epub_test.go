package epub

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"footnote/corpus/archive"
	"footnote/corpus/doc"
	"footnote/corpus/figure"
	"footnote/internal/doctest"
	"footnote/internal/samples"
)

const testContainer = `<container><rootfiles><rootfile full-path="O/p.opf"/></rootfiles></container>`

// epubOf is a book with that manifest, spine and guide, and those files.
func epubOf(version, metadata, manifest, spine string, files ...string) []byte {
	opf := `<package version="` + version + `"><metadata>` + metadata + `</metadata><manifest>` + manifest + `</manifest>` + spine + `</package>`
	return samples.Zip(append([]string{"mimetype", "application/epub+zip", "META-INF/container.xml", testContainer, "O/p.opf", opf}, files...)...)
}

func chapter(id, href string) string {
	return `<item id="` + id + `" href="` + href + `" media-type="application/xhtml+xml"/>`
}

func TestEPUB(t *testing.T) {
	const metadata = `<title>書名</title><creator>甲某</creator><creator>乙某</creator><date>2020-05-06T00:00:00Z</date>`
	ncx := `<?xml version="1.0"?><!DOCTYPE ncx PUBLIC "-//x" "x.dtd"><ncx><navMap><navPoint><navLabel><text>第二章的題</text></navLabel><content src="t/b%20c.xhtml#x"/></navPoint></navMap></ncx>`
	nav := `<html><body><nav><ol><li><a href="t/a.xhtml">不用</a></li><li><a href="t/b%20c.xhtml"><b>第二章</b>的題</a></li><li><a href="t/b%20c.xhtml#y">小節</a></li></ol></nav></body></html>`
	texts := []string{"O/t/a.xhtml", `<html><head><title/><style/></head><body><h1>第一章</h1><p>甲文。</p></body></html>`, "O/t/b c.xhtml", `<html><body><p>乙文。</p><p hidden="hidden">暗。</p></body></html>`,
		"O/cover.xhtml", `<html><body><p>封面。</p></body></html>`, "O/toc.xhtml", `<html><body><p>目次。</p></body></html>`, "O/notes.xhtml", `<html><body><p>附記。</p></body></html>`}
	items := chapter("a", "t/a.xhtml") + chapter("b", "t/b%20c.xhtml") + chapter("cover", "cover.xhtml") + chapter("t", "toc.xhtml") + chapter("n", "notes.xhtml")
	refs := `<itemref idref="cover"/><itemref idref="t"/><itemref idref="b"/><itemref idref="a"/><itemref idref="b"/><itemref idref="n" linear="no"/><itemref idref="none"/>`
	two := epubOf("2.0", metadata, items+`<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>`, `<spine toc="ncx">`+refs+`</spine><guide><reference type="toc" href="toc.xhtml"/></guide>`, append(texts, "O/toc.ncx", ncx)...)
	three := epubOf("3.0", metadata, items+`<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="x nav"/>`, `<spine>`+strings.Replace(refs, `<itemref idref="t"/>`, `<itemref idref="nav"/>`, 1)+`</spine>`, append(texts, "O/nav.xhtml", nav)...)
	for name, data := range map[string][]byte{"EPUB 2": two, "EPUB 3": three} {
		t.Run(name, func(t *testing.T) {
			d, err := parse(t, data)
			if err != nil {
				t.Fatal(err)
			}
			got := []string{doctest.Outline(d), d.Title, d.Author, d.Published}
			if diff := cmp.Diff([]string{"1第二章的題|乙文。|1第一章|甲文。", "書名", "甲某、乙某", "2020-05-06"}, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// Chapters in folders of their own may each have a picture of the same name, or show the same
// one.
func TestPictureNames(t *testing.T) {
	text := `<html><body><p>文。<img src="fig2.png"/><img src="../logo%20a.png"/><img src="https://x.example/a.png"/></p></body></html>`
	d, err := parse(t, epubOf("3.0", "", chapter("a", "c1/t.xhtml")+chapter("b", "c2/t.xhtml"), `<spine><itemref idref="a"/><itemref idref="b"/></spine>`, "O/c1/t.xhtml", text, "O/c2/t.xhtml", text))
	if n, failed := figure.Settle(&d, nil); n != 4 || err != nil || failed != nil {
		t.Errorf("%d pictures, %v, %v", n, err, failed)
	}
}

func parse(t *testing.T, data []byte) (doc.Document, error) {
	t.Helper()
	z, err := archive.Open(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	return Parse(t.Context(), z)
}

func TestBrokenEPUB(t *testing.T) {
	spine := `<spine><itemref idref="a"/></spine>`
	locked := func(algorithm, file string) []string {
		return []string{"O/a.xhtml", `<html><body><p>文。</p></body></html>`, "META-INF/encryption.xml", `<encryption><EncryptedData><EncryptionMethod Algorithm="` + algorithm + `"/><CipherReference URI="` + file + `"/></EncryptedData></encryption>`}
	}
	for _, c := range []struct {
		name string
		data []byte
		want string // empty: it is read
	}{
		{"no package", samples.Zip("META-INF/container.xml", testContainer), "without a package file"},
		{"package outside", samples.Zip("META-INF/container.xml", `<rootfile full-path="../../p.opf"/>`), "points out of itself"},
		{"absolute chapter", epubOf("3.0", "", chapter("a", "/etc/passwd"), spine), "points out of itself"},
		{"chapter outside", epubOf("3.0", "", chapter("a", "../../a.xhtml"), spine), "points out of itself"},
		{"backslashes", epubOf("3.0", "", chapter("a", `..\..\a.xhtml`), spine), "points out of itself"},
		{"encoded", epubOf("3.0", "", chapter("a", `%2e%2e/%2e%2e/a.xhtml`), spine), "points out of itself"},
		{"script for an address", epubOf("3.0", "", chapter("a", "javascript:x"), spine), "points out of itself"},
		{"chapter missing", epubOf("3.0", "", chapter("a", "a.xhtml"), spine), "holds no text"},
		{"itself as chapter", epubOf("3.0", "", chapter("a", "p.opf"), spine), "holds no text"},
		{"encrypted chapter", epubOf("3.0", "", chapter("a", "a.xhtml"), spine, locked("http://www.w3.org/2001/04/xmlenc#aes128-cbc", "O/a.xhtml")...), "encrypted (DRM)"},
		{"encrypted font", epubOf("3.0", "", chapter("a", "a.xhtml"), spine, locked("http://www.idpf.org/2008/embedding", "O/f.otf")...), ""},
		{"binary chapter", epubOf("3.0", "", chapter("a", "a.xhtml"), spine, "O/a.xhtml", "a\x00b\x01"), `part, "O/a.xhtml"`},
		{"laughs", epubOf("3.0", "<title>&lol;</title>", chapter("a", "a.xhtml"), spine), "not well formed"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := parse(t, c.data)
			var bad *doc.Error
			if c.want == "" && err == nil {
				return
			}
			if !errors.As(err, &bad) || c.want == "" || !strings.Contains(bad.Reason, c.want) {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
}

// A novel in parts has thousands of chapters.
func TestManyChapters(t *testing.T) {
	const chapters = 2_500
	var manifest, spine strings.Builder
	var files []string
	for i := range chapters {
		id := fmt.Sprintf("c%d", i)
		manifest.WriteString(chapter(id, id+".xhtml"))
		fmt.Fprintf(&spine, `<itemref idref="%s"/>`, id)
		files = append(files, "O/"+id+".xhtml", "<html><body><p>章"+id+"。</p></body></html>", "O/"+id+".png", "\x89PNG")
	}
	d, err := parse(t, epubOf("3.0", "", manifest.String(), "<spine>"+spine.String()+"</spine>", files...))
	if err != nil || len(d.Blocks) != chapters || d.Blocks[chapters-1].Text != "章c2499。" {
		t.Errorf("%d blocks, %v", len(d.Blocks), err)
	}
}
