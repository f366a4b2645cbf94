package samples

import (
	"fmt"
	"strings"
)

const (
	wordML       = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`
	relationship = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
)

// docx makes a Word document from lines. It also contains text that must not be read: a deleted
// sentence, a hidden one, and the code of a field.
func docx(title, author, date string, lines []line) []byte {
	return pack(
		part{"[Content_Types].xml", xmlHead + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/><Override PartName="/word/numbering.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"/><Override PartName="/word/footnotes.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`},
		part{"_rels/.rels", relations(relationship+"officeDocument", "word/document.xml", "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties", "docProps/core.xml")},
		part{"word/_rels/document.xml.rels", relations(relationship+"styles", "styles.xml", relationship+"numbering", "numbering.xml", relationship+"footnotes", "footnotes.xml")},
		part{"word/document.xml", xmlHead + `<w:document ` + wordML + `><w:body>` + docxBody(lines) + `<w:sectPr/></w:body></w:document>`},
		part{"word/styles.xml", xmlHead + `<w:styles ` + wordML + `><w:style w:type="paragraph" w:styleId="a"><w:name w:val="Normal"/></w:style><w:style w:type="paragraph" w:styleId="a3"><w:name w:val="Title"/><w:basedOn w:val="a"/></w:style><w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style></w:styles>`},
		part{"word/numbering.xml", xmlHead + `<w:numbering ` + wordML + `><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="第%1条"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>`},
		part{"word/footnotes.xml", xmlHead + `<w:footnotes ` + wordML + `><w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>` + docxNotes(lines) + `</w:footnotes>`},
		part{"docProps/core.xml", xmlHead + `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>` + escape(title) + `</dc:title><dc:creator>` + escape(author) + `</dc:creator><dcterms:created xsi:type="dcterms:W3CDTF">` + date + `T09:30:00Z</dcterms:created></cp:coreProperties>`},
	)
}

// relations returns a relationships part. pairs are types, each followed by its target.
func relations(pairs ...string) string {
	var out strings.Builder
	out.WriteString(xmlHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`)
	for i := 0; i+1 < len(pairs); i += 2 {
		fmt.Fprintf(&out, `<Relationship Id="rId%d" Type="%s" Target="%s"/>`, i/2+1, pairs[i], pairs[i+1])
	}
	out.WriteString(`</Relationships>`)
	return out.String()
}

func docxBody(lines []line) string {
	var out strings.Builder
	for i, l := range lines {
		table := l.mark == "|"
		if table && lines[i-1].mark != "|" {
			out.WriteString("<w:tbl>")
		}
		out.WriteString(docxLine(l))
		if table && lines[i+1].mark != "|" {
			out.WriteString("</w:tbl>")
		}
		if l.mark == "#" {
			out.WriteString(docxNoise)
		}
	}
	return out.String()
}

// docxNoise is in the file but not part of its text.
const docxNoise = `<w:p><w:del w:id="1" w:author="x"><w:r><w:delText>这一句已经删掉了。</w:delText></w:r></w:del>` +
	`<w:r><w:rPr><w:vanish/></w:rPr><w:t>这一句是隐藏的。</w:t></w:r>` +
	`<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> DATE \@ "yyyy" </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>`

func docxLine(l line) string {
	switch l.mark {
	case "#":
		return paragraph(`<w:pStyle w:val="a3"/>`, l.text)
	case "##":
		return paragraph(`<w:pStyle w:val="1"/>`, l.text)
	case "1.":
		return paragraph(`<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>`, l.text)
	case "^1":
		return ""
	case "|":
		row := "<w:tr>"
		for cell := range strings.SplitSeq(l.text, "|") {
			row += "<w:tc>" + paragraph("", cell) + "</w:tc>"
		}
		return row + "</w:tr>"
	}
	return paragraph("", l.text)
}

// paragraph returns a Word paragraph. Its text is split into two runs, as editing often leaves it.
func paragraph(properties, text string) string {
	text, noted := strings.CutSuffix(text, "^1")
	half := len([]rune(text)) / 2
	out := "<w:p><w:pPr>" + properties + "</w:pPr>" + run(string([]rune(text)[:half])) + run(string([]rune(text)[half:]))
	if noted {
		out += `<w:r><w:footnoteReference w:id="1"/></w:r>`
	}
	return out + "</w:p>"
}

func run(text string) string {
	return `<w:r><w:t xml:space="preserve">` + escape(text) + `</w:t></w:r>`
}

func docxNotes(lines []line) string {
	out := ""
	for _, l := range lines {
		if l.mark == "^1" {
			out += `<w:footnote w:id="1">` + paragraph("", l.text) + `</w:footnote>`
		}
	}
	return out
}
