package samples

import "fmt"

// epub makes an EPUB 3 book. Its chapters have no headings; their titles are only in the table of
// contents.
func epub(title, author, date string, lines []line) []byte {
	chapters, titles := bookChapters(lines)
	manifest, spine, nav := "", "", ""
	parts := []part{
		{"mimetype", "application/epub+zip"},
		{"META-INF/container.xml", xmlHead + `<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="OEBPS/package.opf" media-type="application/oebps-package+xml"/></rootfiles></container>`},
	}
	for i, chapter := range chapters {
		name := fmt.Sprintf("text/chapter%02d.xhtml", i+1)
		parts = append(parts, part{"OEBPS/" + name, xhtml("", chapter)})
		manifest += fmt.Sprintf(`<item id="c%d" href="%s" media-type="application/xhtml+xml"/>`, i+1, name)
		spine += fmt.Sprintf(`<itemref idref="c%d"/>`, i+1)
		nav += fmt.Sprintf(`<li><a href="%s">%s</a></li>`, name, escape(titles[i]))
	}
	parts = append(parts,
		part{"OEBPS/cover.xhtml", xhtml("封面", `<p>`+escape(title)+`</p>`)},
		part{"OEBPS/nav.xhtml", xhtml("目次", `<nav epub:type="toc" xmlns:epub="http://www.idpf.org/2007/ops"><ol>`+nav+`</ol></nav>`)},
		part{"OEBPS/package.opf", xmlHead + `<package version="3.0" unique-identifier="id" xmlns="http://www.idpf.org/2007/opf"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="id">urn:footnote:sample</dc:identifier><dc:language>zh-Hant</dc:language><dc:title>` + escape(title) + `</dc:title><dc:creator>` + escape(author) + `</dc:creator><dc:date>` + date + `</dc:date></metadata>` +
			`<manifest><item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/><item id="cover" href="cover.xhtml" media-type="application/xhtml+xml"/>` + manifest + `</manifest>` +
			`<spine><itemref idref="cover"/><itemref idref="nav"/>` + spine + `</spine></package>`})
	return pack(parts...)
}

// bookChapters returns the paragraphs below each heading. The first heading is the title of the
// book, and the paragraphs below it are the foreword.
func bookChapters(lines []line) (chapters, titles []string) {
	for _, l := range lines[1:] {
		switch {
		case l.mark == "#":
			chapters, titles = append(chapters, ""), append(titles, l.text)
			continue
		case len(chapters) == 0:
			chapters, titles = append(chapters, ""), append(titles, "前言")
		}
		chapters[len(chapters)-1] += "<p>" + escape(l.text) + "</p>\n"
	}
	return chapters, titles
}

func xhtml(title, body string) string {
	head := "<title/>"
	if title != "" {
		head = "<title>" + escape(title) + "</title>"
	}
	return xmlHead + `<html xmlns="http://www.w3.org/1999/xhtml"><head>` + head + `</head><body>` + body + `</body></html>`
}
