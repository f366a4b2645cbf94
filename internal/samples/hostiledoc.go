package samples

import (
	"archive/zip"
	"fmt"
	"io"
	"strings"
)

func hostileDocuments() []HostileFile {
	body := func(xml string) string {
		return xmlHead + `<w:document ` + wordML + `><w:body>` + xml + `</w:body></w:document>`
	}
	laughs := `<!DOCTYPE w [<!ENTITY a "哈哈哈哈">`
	for c := 'b'; c <= 'k'; c++ {
		laughs += fmt.Sprintf(`<!ENTITY %c "%s">`, c, strings.Repeat(fmt.Sprintf("&%c;", c-1), 10))
	}
	laughs += `]>`
	external := `<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]>`
	document := func(xml string) func(io.Writer) error {
		return writeBytes(pack(part{docxTypes, "<Types/>"}, part{docxMain, xml}))
	}
	return []HostileFile{
		{"laughs.docx", document(xmlHead + laughs + `<w:document ` + wordML + `><w:body>` + paragraph("", "x") + `&k;</w:body></w:document>`)},
		{"external.docx", document(xmlHead + external + `<w:document ` + wordML + `><w:body><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:body></w:document>`)},
		{"deep.docx", document(body(strings.Repeat("<w:tbl>", 1_000_000)))},
		{"attributes.docx", document(body("<w:p " + strings.Repeat(`a="" `, 2_000_000) + "/>"))},
		{"tables.docx", document(body(strings.Repeat("<w:tbl><w:tr><w:tc>", 80) + strings.Repeat("<w:p><w:r><w:t>格</w:t></w:r></w:p>", 100_000) + strings.Repeat("</w:tc></w:tr></w:tbl>", 80)))},
		{"huge.docx", packedDocument(docxMain, body(""), paragraph("", "同一段文字。"), 4*gibi)},
		{"full.docx", packedDocument(docxMain, body(""), paragraph("", "段。"), 15*mebi)},
		{"styles.docx", packedDocument("word/styles.xml", xmlHead+`<w:styles `+wordML+`></w:styles>`, `<w:style w:styleId="a"><w:basedOn w:val="a"/></w:style>`, gibi)},
		{"entityless.docx", document(body(`<w:p><w:r><w:t>&undefined;</w:t></w:r></w:p>`))},
		{"spine.epub", writeBytes(book(strings.Repeat(`<itemref idref="c"/>`, 100_000), `<item id="c" href="c.xhtml" media-type="application/xhtml+xml"/>`))},
		{"items.epub", writeBytes(book(`<itemref idref="c9"/>`, manifest(100_000)))},
		{"traversal.epub", writeBytes(book(`<itemref idref="c"/>`, `<item id="c" href="../../../etc/passwd" media-type="application/xhtml+xml"/>`))},
		{"self.epub", writeBytes(book(`<itemref idref="c"/>`, `<item id="c" href="package.opf" media-type="application/xhtml+xml"/>`))},
		{"laughs.epub", writeBytes(pack(part{"META-INF/container.xml", xmlHead + laughs + `<container><rootfiles><rootfile full-path="&k;"/></rootfiles></container>`}))},
		{"drm.epub", writeBytes(lockedBook())},
		{"chapter.epub", packedChapter},
	}
}

const (
	docxTypes = "[Content_Types].xml"
	docxMain  = "word/document.xml"
)

// packedDocument writes a Word document. The part name consists of whole, with piece repeated size
// bytes long before the end of its body or root element.
func packedDocument(name, whole, piece string, size int) func(io.Writer) error {
	return func(w io.Writer) error {
		middle := strings.LastIndex(whole, "</w:body>")
		if middle < 0 {
			middle = strings.LastIndex(whole, "</")
		}
		z := zip.NewWriter(w)
		for _, p := range []part{
			{docxTypes, "<Types/>"},
			{"word/_rels/document.xml.rels", relations(relationship+"styles", "styles.xml")},
		} {
			if err := addPart(z, p); err != nil {
				return err
			}
		}
		if name != docxMain {
			if err := addPart(z, part{docxMain, xmlHead + `<w:document ` + wordML + `><w:body>` + paragraph("", "正文。") + `</w:body></w:document>`}); err != nil {
				return err
			}
		}
		if err := addBomb(z, name, whole[:middle], piece, whole[middle:], size, 0); err != nil {
			return err
		}
		return z.Close()
	}
}

func addPart(z *zip.Writer, p part) error {
	w, err := z.Create(p.name)
	if err != nil {
		return err
	}
	_, err = io.WriteString(w, p.text)
	return err
}

func container(root string) part {
	return part{"META-INF/container.xml", xmlHead + `<container><rootfiles><rootfile full-path="` + root + `"/></rootfiles></container>`}
}

// book makes an EPUB of one chapter with the given spine and manifest.
func book(spine, manifest string) []byte {
	return pack(
		container("package.opf"),
		part{"package.opf", xmlHead + `<package><metadata/><manifest>` + manifest + `</manifest><spine>` + spine + `</spine></package>`},
		part{"c.xhtml", xhtml("章", "<p>只有这一章有字。</p>")},
	)
}

func manifest(n int) string {
	var out strings.Builder
	for i := range n {
		fmt.Fprintf(&out, `<item id="c%d" href="c.xhtml?%d" media-type="application/xhtml+xml"/>`, i, i)
	}
	return out.String()
}

func lockedBook() []byte {
	return pack(
		container("package.opf"),
		part{"package.opf", xmlHead + `<package><manifest><item id="c" href="c.xhtml" media-type="application/xhtml+xml"/></manifest><spine><itemref idref="c"/></spine></package>`},
		part{"c.xhtml", string(noise(4096))},
		part{"META-INF/encryption.xml", xmlHead + `<encryption><EncryptedData><EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#aes128-cbc"/><CipherData><CipherReference URI="c.xhtml"/></CipherData></EncryptedData></encryption>`},
	)
}

// packedChapter writes an EPUB whose only chapter has four gigabytes.
func packedChapter(w io.Writer) error {
	z := zip.NewWriter(w)
	for _, p := range []part{
		container("package.opf"),
		{"package.opf", xmlHead + `<package><manifest><item id="c" href="c.xhtml" media-type="application/xhtml+xml"/></manifest><spine><itemref idref="c"/></spine></package>`},
	} {
		if err := addPart(z, p); err != nil {
			return err
		}
	}
	if err := addBomb(z, "c.xhtml", "<html><body>", "<p>又一段。</p>", "</body></html>", 4*gibi, 0); err != nil {
		return err
	}
	return z.Close()
}
