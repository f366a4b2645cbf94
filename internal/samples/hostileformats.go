package samples

import (
	"archive/zip"
	"encoding/base64"
	"fmt"
	"io"
	"strings"
)

// hostileFormats returns hostile files in the formats of [Formats].
func hostileFormats() []HostileFile {
	long := strings.Repeat("長", 500_000)
	return []HostileFile{
		{"strings.xlsx", writeBytes(workbookOf(`<sst><si><t>`+long+`</t></si></sst>`, strings.Repeat(`<row><c t="s"><v>0</v></c></row>`, 100_000)))},
		{"full.xlsx", packedPart("xl/worksheets/sheet1.xml", `<worksheet><sheetData>`, `<row><c><v>1</v></c><c><v>2</v></c><c><v>3</v></c></row>`, `</sheetData></worksheet>`, 15*mebi, workbookParts("")...)},
		{"huge.xlsx", packedPart("xl/worksheets/sheet1.xml", `<worksheet><sheetData>`, `<row><c><v>1</v></c></row>`, `</sheetData></worksheet>`, 4*gibi, workbookParts("")...)},
		{"shared.xlsx", packedPart("xl/sharedStrings.xml", `<sst>`, `<si><t>字</t></si>`, `</sst>`, 15*mebi, workbookParts(`<row><c t="s"><v>0</v></c></row>`)...)},
		{"merged.xlsx", writeBytes(workbookOf("", strings.Repeat(`<row><c><v>1</v></c></row>`, 50_000)+`</sheetData><mergeCells>`+strings.Repeat(`<mergeCell ref="A1:A1048576"/>`, 100_000)+`</mergeCells><sheetData>`))},
		{"wide.xlsx", writeBytes(workbookOf("", strings.Repeat(`<row><c r="A1"><v>1</v></c><c r="XFD1"><v>1</v></c></row>`, 50_000)))},
		{"cells.csv", repeated("", "a,", "\n", nearlyMost)},
		{"lines.csv", repeated("", "a,b\n", "", nearlyMost)},
		{"quotes.csv", repeated("", "\"\"\"", "", nearlyMost)},
		{"open.csv", repeated("\"", "a,b\n", "", nearlyMost)},
		{"cues.srt", repeated("", "00:00:01,000 --> 00:00:02,000\n字\n", "", nearlyMost)},
		{"tags.vtt", repeated("WEBVTT\n\n00:01.000 --> 00:02.000\n", "<v ", "\n", nearlyMost)},
		{"full.pptx", packedPart("ppt/slides/s.xml", `<sld><sp>`, `<p><r><t>字。</t></r></p>`, `</sp></sld>`, 15*mebi, deckParts()...)},
		{"merged.pptx", packedPart("ppt/slides/s.xml", `<sld><tbl><tr><tc><p><r><t>`+long+`</t></r></p></tc></tr>`, `<tr><tc vMerge="1"/></tr>`, `</tbl></sld>`, 8*mebi, deckParts()...)},
		{"deep.eml", repeated("", "Content-Type: message/rfc822\n\nFrom: a@b.example\n", "\n\nx", nearlyMost)},
		{"parts.eml", repeated("From: a@b.example\nContent-Type: multipart/mixed; boundary=b\n\n", "--b\n\nx\n", "", nearlyMost)},
		{"fields.eml", repeated("From: a@b.example\n", "X-A: b\n", "\nx", nearlyMost)},
		{"attached.eml", writeBytes([]byte("From: a@b.example\nContent-Type: application/octet-stream; name=bomb.xlsx\nContent-Transfer-Encoding: base64\n\n" + base64.StdEncoding.EncodeToString(workbookOf(`<sst><si><t>`+long+`</t></si></sst>`, strings.Repeat(`<row><c t="s"><v>0</v></c></row>`, 100_000)))))},
		{"objects.ipynb", repeated(`{"cells": [{"outputs": [`, "{},", "{}]}]}", nearlyMost)},
		{"lines.ipynb", repeated(`{"cells": [{"cell_type": "markdown", "source": [`, `"",`, `""]}]}`, nearlyMost)},
		{"groups.rtf", repeated(`{\rtf1`, "{", "", nearlyMost)},
		{"paragraphs.rtf", repeated(`{\rtf1 `, `a\par `, "}", nearlyMost)},
		{"bytes.rtf", repeated(`{\rtf1\ansicpg936 `, `\'b8\'db\b0`, "}", nearlyMost)},
		{"fonts.rtf", repeated(`{\rtf1{\fonttbl`, `{\f1\fcharset134 x;}`, "}x}", nearlyMost)},
		{"full.odt", packedPart("content.xml", `<d>`, `<p>字。</p>`, `</d>`, 15*mebi, part{"META-INF/manifest.xml", "<manifest/>"})},
		{"repeated.odt", packedPart("content.xml", `<d><table>`, `<table-row number-rows-repeated="999999"><table-cell number-columns-repeated="999999"><p>字</p></table-cell></table-row>`, `</table></d>`, 8*mebi, part{"META-INF/manifest.xml", "<manifest/>"})},
		{"entries.xml", repeated("<rss><channel>", "<item><description>字。</description></item>", "</channel></rss>", nearlyMost)},
		{"laughs.xml", writeBytes([]byte(`<?xml version="1.0"?><rss><!DOCTYPE r [<!ENTITY a "` + long + `">]><channel><item><description>` + strings.Repeat("&a;", 100_000) + `</description></item></channel></rss>`))},
		{"markup.xml", repeated("<rss><channel><item><description>", "&lt;p&gt;", "</description></item></channel></rss>", nearlyMost)},
		{"brackets.json", repeated("", "[", "", nearlyMost)},
		{"objects.json", repeated("[", `{"a":1},`, "0]", nearlyMost)},
		{"numbers.json", repeated(`{"a":{"b":[`, "1,", "1]}}", nearlyMost)},
	}
}

// workbookParts returns the parts of a workbook with one sheet. If rows is empty, the sheet itself
// is left out.
func workbookParts(rows string) []part {
	parts := []part{
		{"[Content_Types].xml", "<Types/>"},
		{"xl/workbook.xml", `<workbook xmlns:r="r"><sheets><sheet name="a" r:id="a"/></sheets></workbook>`},
		{"xl/_rels/workbook.xml.rels", `<Relationships><Relationship Id="a" Type="x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="b" Type="x/sharedStrings" Target="sharedStrings.xml"/></Relationships>`},
	}
	if rows != "" {
		parts = append(parts, part{"xl/worksheets/sheet1.xml", `<worksheet><sheetData>` + rows + `</sheetData></worksheet>`})
	}
	return parts
}

func workbookOf(shared, rows string) []byte {
	return pack(append(workbookParts(rows), part{"xl/sharedStrings.xml", shared})...)
}

func deckParts() []part {
	return []part{
		{"[Content_Types].xml", "<Types/>"},
		{"ppt/presentation.xml", `<presentation xmlns:r="r"><sldId r:id="a"/></presentation>`},
		{"ppt/_rels/presentation.xml.rels", fmt.Sprintf(`<Relationships><Relationship Id="a" Type="%sslide" Target="slides/s.xml"/></Relationships>`, relationship)},
	}
}

// packedPart writes an archive of parts and of one more part, in which piece is repeated size bytes
// long.
func packedPart(name, before, piece, after string, size int, parts ...part) func(io.Writer) error {
	return func(w io.Writer) error {
		z := zip.NewWriter(w)
		for _, p := range parts {
			if err := addPart(z, p); err != nil {
				return err
			}
		}
		if err := addBomb(z, name, before, piece, after, size, 0); err != nil {
			return err
		}
		return z.Close()
	}
}
