package samples

import (
	"fmt"
	"strconv"
)

const (
	spreadsheetML  = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`
	presentationML = `xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`
	contentTypes   = xmlHead + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>%s</Types>`
)

func override(part, kind string) string {
	return `<Override PartName="/` + part + `" ContentType="application/vnd.openxmlformats-officedocument.` + kind + `+xml"/>`
}

// A sheet is a worksheet.
type sheet struct {
	name string
	rows [][]string
}

// xlsx makes a workbook. Texts are shared strings; integers are numeric cells.
func xlsx(sheets ...sheet) []byte {
	shared, count := "", 0
	types, names := override("xl/workbook.xml", "spreadsheetml.sheet.main")+override("xl/sharedStrings.xml", "spreadsheetml.sharedStrings"), ""
	targets := []string{}
	var parts []part
	for i, s := range sheets {
		name := fmt.Sprintf("worksheets/sheet%d.xml", i+1)
		types += override("xl/"+name, "spreadsheetml.worksheet")
		names += fmt.Sprintf(`<sheet name="%s" sheetId="%d" r:id="rId%d"/>`, escape(s.name), i+1, i+1)
		targets = append(targets, relationship+"worksheet", name)
		rows := ""
		for y, row := range s.rows {
			rows += fmt.Sprintf(`<row r="%d">`, y+1)
			for x, value := range row {
				at := fmt.Sprintf("%c%d", 'A'+x, y+1)
				if _, err := strconv.Atoi(value); err == nil {
					rows += `<c r="` + at + `"><v>` + value + `</v></c>`
					continue
				}
				rows += fmt.Sprintf(`<c r="%s" t="s"><v>%d</v></c>`, at, count)
				shared += `<si><t>` + escape(value) + `</t></si>`
				count++
			}
			rows += `</row>`
		}
		parts = append(parts, part{"xl/" + name, xmlHead + `<worksheet ` + spreadsheetML + `><sheetData>` + rows + `</sheetData></worksheet>`})
	}
	targets = append(targets, relationship+"sharedStrings", "sharedStrings.xml")
	return pack(append([]part{
		{"[Content_Types].xml", fmt.Sprintf(contentTypes, types)},
		{"_rels/.rels", relations(relationship+"officeDocument", "xl/workbook.xml")},
		{"xl/workbook.xml", xmlHead + `<workbook ` + spreadsheetML + `><sheets>` + names + `</sheets></workbook>`},
		{"xl/_rels/workbook.xml.rels", relations(targets...)},
		{"xl/sharedStrings.xml", xmlHead + `<sst ` + spreadsheetML + `>` + shared + `</sst>`},
	}, parts...)...)
}

// A slideText is the text of a slide, including the speaker's notes.
type slideText struct {
	title string
	lines []string
	notes string
}

// pptx makes a presentation whose first slide has the title.
func pptx(title string, slides ...slideText) []byte {
	types, ids := override("ppt/presentation.xml", "presentationml.presentation.main"), ""
	var targets []string
	var parts []part
	add := func(number int, body, notes string) {
		name := fmt.Sprintf("slides/slide%d.xml", number)
		types += override("ppt/"+name, "presentationml.slide")
		ids += fmt.Sprintf(`<p:sldId id="%d" r:id="rId%d"/>`, 255+number, number)
		targets = append(targets, relationship+"slide", name)
		parts = append(parts, part{"ppt/" + name, xmlHead + `<p:sld ` + presentationML + `><p:cSld><p:spTree>` + body + `</p:spTree></p:cSld></p:sld>`})
		if notes != "" {
			file := fmt.Sprintf("notesSlides/notesSlide%d.xml", number)
			types += override("ppt/"+file, "presentationml.notesSlide")
			parts = append(parts,
				part{fmt.Sprintf("ppt/slides/_rels/slide%d.xml.rels", number), relations(relationship+"notesSlide", "../"+file)},
				part{"ppt/" + file, xmlHead + `<p:notes ` + presentationML + `><p:cSld><p:spTree>` + placeholder("body", notes) + placeholder("sldNum", "9") + `</p:spTree></p:cSld></p:notes>`})
		}
	}
	add(1, placeholder("ctrTitle", title), "")
	for i, s := range slides {
		add(i+2, placeholder("title", s.title)+placeholder("body", s.lines...)+placeholder("ftr", "河岸夜市小組"), s.notes)
	}
	return pack(append([]part{
		{"[Content_Types].xml", fmt.Sprintf(contentTypes, types)},
		{"_rels/.rels", relations(relationship+"officeDocument", "ppt/presentation.xml")},
		{"ppt/presentation.xml", xmlHead + `<p:presentation ` + presentationML + `><p:sldIdLst>` + ids + `</p:sldIdLst></p:presentation>`},
		{"ppt/_rels/presentation.xml.rels", relations(targets...)},
	}, parts...)...)
}

// placeholder returns a shape of a slide, for a placeholder of that kind.
func placeholder(kind string, paragraphs ...string) string {
	out := `<p:sp><p:nvSpPr><p:cNvPr id="1" name="x"/><p:cNvSpPr/><p:nvPr><p:ph type="` + kind + `"/></p:nvPr></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/>`
	for _, text := range paragraphs {
		out += `<a:p><a:r><a:t>` + escape(text) + `</a:t></a:r></a:p>`
	}
	return out + `</p:txBody></p:sp>`
}

// odt makes an OpenDocument text. rest are headings, each followed by its text.
func odt(title string, rest ...string) []byte {
	body := ""
	for i := 0; i+1 < len(rest); i += 2 {
		body += `<text:h text:outline-level="1">` + escape(rest[i]) + `</text:h><text:p>` + escape(rest[i+1]) + `</text:p>`
	}
	return pack(
		part{"mimetype", "application/vnd.oasis.opendocument.text"},
		part{"META-INF/manifest.xml", xmlHead + `<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2"><manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>`},
		part{"meta.xml", xmlHead + `<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0"><office:meta><dc:title>` + escape(title) + `</dc:title><meta:initial-creator>陶藝社</meta:initial-creator><meta:creation-date>2025-01-05T08:00:00</meta:creation-date></office:meta></office:document-meta>`},
		part{"content.xml", xmlHead + `<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2"><office:body><office:text>` + body + `</office:text></office:body></office:document-content>`},
	)
}
