package corpus

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"footnote/corpus/doc"
	"footnote/internal/samples"
)

// A part of a document that cannot be read is not left out in silence.
func TestLostParts(t *testing.T) {
	relations := func(of ...string) string {
		all := ""
		for i := 0; i < len(of); i += 2 {
			all += fmt.Sprintf(`<Relationship Id="r%d" Type="x/%s" Target="%s"/>`, i/2+1, of[i], of[i+1])
		}
		return "<Relationships>" + all + "</Relationships>"
	}
	workbook := []string{"[Content_Types].xml", "<Types/>", "xl/workbook.xml", `<workbook xmlns:r="r"><sheets><sheet name="一" r:id="r1"/><sheet name="二" r:id="r2"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels", relations("worksheet", "worksheets/a.xml", "worksheet", "worksheets/b.xml"),
		"xl/worksheets/a.xml", `<worksheet><row><c r="A1" t="inlineStr"><is><t>港口</t></is></c></row></worksheet>`}
	second := []string{"xl/worksheets/b.xml", "<worksheet/>"}
	drawings := []string{"xl/worksheets/_rels/a.xml.rels", relations("drawing", "../drawings/a.xml", "drawing", "../drawings/b.xml")}
	drawing := `<wsDr><oneCellAnchor><ext cx="3000000" cy="3000000"/><pic><cNvPr descr="港口的夜景"/></pic></oneCellAnchor></wsDr>`
	deck := []string{"[Content_Types].xml", "<Types/>", "ppt/presentation.xml", `<p:presentation xmlns:p="p" xmlns:r="r"><p:sldId r:id="r1"/><p:sldId r:id="r2"/></p:presentation>`,
		"ppt/_rels/presentation.xml.rels", relations("slide", "slides/a.xml", "slide", "slides/b.xml"), "ppt/slides/a.xml", `<sld><sp><p><t>港口</t></p></sp></sld>`}
	document := []string{"[Content_Types].xml", "<Types/>", "word/document.xml", `<document><body><p><r><t>港口</t></r></p></body></document>`, "word/_rels/document.xml.rels", relations("footnotes", "footnotes.xml")}
	illustrated := []string{document[0], document[1], document[2], `<document><body><p><r><drawing><extent cx="9000000" cy="9000000"/><docPr descr="港口的夜景"/><blip embed="r9"/></drawing></r></p><p><r><t>港口的夜景很美。</t></r></p></body></document>`, document[4], document[5]}
	repeated := slices.Clone(illustrated)
	repeated[3] = strings.Replace(illustrated[3], "<p><r><t>", `<p><r><drawing><docPr descr="港口的夜景"/></drawing></r></p><p><r><t>`, 1)
	plain := []string{document[0], document[1], document[2], document[3], document[4], relations("styles", "styles.xml", "numbering", "numbering.xml")}
	unnumbered := slices.Clone(plain)
	unnumbered[5] = relations("numbering", "numbering.xml")
	book := []string{"mimetype", "application/epub+zip", "META-INF/container.xml", `<container><rootfile full-path="o.opf"/></container>`, "a.xhtml", "<html><body><p>港口</p></body></html>",
		"o.opf", `<package><manifest><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/><item id="b" href="b.xhtml" media-type="application/xhtml+xml"/></manifest><spine><itemref idref="a"/><itemref idref="b"/></spine></package>`}
	for _, c := range []struct {
		name, file string
		parts      [][]string
		want       string // the beginning of the only warning; empty if there is none
		text       string
	}{
		{"nothing", "x.xlsx", [][]string{workbook, second}, "", "港口"},
		{"no sheet", "x.xlsx", [][]string{workbook}, `the file has no part "xl/worksheets/b.xml", which another part refers to; what it contains is left out`, "港口"},
		{"no drawings", "x.xlsx", [][]string{workbook, second, drawings}, `the file has no part "xl/drawings/a.xml", which another part refers to; what it contains is left out, and so are other parts: 1`, "港口"},
		{"a damaged drawing", "x.xlsx", [][]string{workbook, second, drawings, {"xl/drawings/a.xml", drawing + "<pic>", "xl/drawings/b.xml", drawing}}, `the file has a part, "xl/drawings/a.xml", that is not well formed in line 1`, "港口的夜景"},
		{"damaged relations of a drawing", "x.xlsx", [][]string{workbook, second, drawings, {"xl/drawings/a.xml", drawing, "xl/drawings/_rels/a.xml.rels", "<x", "xl/drawings/b.xml", drawing}}, `the file has a part, "xl/drawings/_rels/a.xml.rels", that is not well formed in line 1`, "港口的夜景"},
		{"damaged relations of a sheet", "x.xlsx", [][]string{workbook, second, {"xl/worksheets/_rels/a.xml.rels", "<x"}}, `the file has a part, "xl/worksheets/_rels/a.xml.rels", that is not well formed in line 1`, "港口"},
		{"no slide", "x.pptx", [][]string{deck}, `the file has no part "ppt/slides/b.xml"`, "港口"},
		{"no notes and no chart", "x.pptx", [][]string{deck, {"ppt/slides/b.xml", "<sld/>", "ppt/slides/_rels/b.xml.rels", relations("notesSlide", "../n.xml", "chart", "../c.xml", "image", "../i.png")}}, `the file has no part "ppt/n.xml", which another part refers to; what it contains is left out, and so are other parts: 1`, "港口"},
		{"no footnotes", "x.docx", [][]string{document}, `the file has no part "word/footnotes.xml"`, "港口"},
		{"no footnotes and a picture that the text repeats", "x.docx", [][]string{illustrated}, `the file has no part "word/footnotes.xml"`, "港口的夜景很美。"},
		{"no footnotes and such a picture twice", "x.docx", [][]string{repeated}, `the file has no part "word/footnotes.xml"`, "港口的夜景很美。"},
		{"no styles and no numbering", "x.docx", [][]string{plain}, `the file has no part "word/styles.xml", which another part refers to; formats such as headings are lost, and so are other parts: 1`, "港口"},
		{"no numbering", "x.docx", [][]string{unnumbered}, `the file has no part "word/numbering.xml", which another part refers to; the numbers of lists are lost`, "港口"},
		{"no chapter", "x.epub", [][]string{book}, `the file has no part "b.xhtml"`, "港口"},
	} {
		var parts []string
		for _, some := range c.parts {
			parts = append(parts, some...)
		}
		a, err := new(Reader).Read(t.Context(), doc.File{Source: c.file, Data: samples.Zip(parts...)})
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if !strings.Contains(a.Text, c.text) {
			t.Errorf("%s: the text is %q", c.name, a.Text)
		}
		if c.want == "" && len(a.Warnings) == 0 {
			continue
		}
		if len(a.Warnings) != 1 || c.want == "" || !strings.HasPrefix(a.Warnings[0].Message, c.want) {
			t.Errorf("%s: warnings %v, want %q", c.name, a.Warnings, c.want)
		}
	}
}
