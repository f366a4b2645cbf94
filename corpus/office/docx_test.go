package office

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"footnote/corpus/archive"
	"footnote/corpus/doc"
	"footnote/internal/doctest"
	"footnote/internal/samples"
)

const (
	testStyles = `<w:styles xmlns:w="w"><w:style w:styleId="T"><w:name w:val="Title"/></w:style>` +
		`<w:style w:styleId="H"><w:name w:val="標題 1"/></w:style><w:style w:styleId="H2"><w:name w:val="mine"/><w:basedOn w:val="H3"/></w:style>` +
		`<w:style w:styleId="H3"><w:name w:val="other"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>` +
		`<w:style w:styleId="C"><w:name w:val="toc 1"/></w:style><w:style w:styleId="X"><w:name w:val="x"/><w:rPr><w:vanish/></w:rPr></w:style>` +
		`<w:style w:styleId="L"><w:name w:val="loop"/><w:basedOn w:val="L"/></w:style></w:styles>`
	testNumbering = `<w:numbering xmlns:w="w"><w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>` +
		`<w:lvl w:ilvl="1"><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1.%2"/></w:lvl></w:abstractNum>` +
		`<w:abstractNum w:abstractNumId="8"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl></w:abstractNum>` +
		`<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num></w:numbering>`
	testRelations = `<Relationships><Relationship Type="x/styles" Target="styles.xml"/><Relationship Type="x/numbering" Target="/word/numbering.xml"/><Relationship Type="x/footnotes" Target="footnotes.xml"/></Relationships>`
	testNotes     = `<w:footnotes xmlns:w="w"><w:footnote w:type="separator" w:id="0"><w:p><w:r><w:t>線</w:t></w:r></w:p></w:footnote><w:footnote w:id="2"><w:p><w:r><w:t>註文。</w:t></w:r></w:p></w:footnote></w:footnotes>`
)

func docxOf(body string) []byte {
	return samples.Zip("[Content_Types].xml", "<Types/>", "word/document.xml", `<w:document xmlns:w="w" xmlns:mc="mc" xmlns:m="x/math"><w:body>`+body+`</w:body></w:document>`,
		"word/_rels/document.xml.rels", testRelations, "word/styles.xml", testStyles, "word/numbering.xml", testNumbering, "word/footnotes.xml", testNotes)
}

func p(properties, runs string) string {
	return "<w:p><w:pPr>" + properties + "</w:pPr>" + runs + "</w:p>"
}
func r(text string) string { return "<w:r><w:t>" + text + "</w:t></w:r>" }

func TestDOCX(t *testing.T) {
	item := func(list, level string) string {
		return `<w:numPr><w:ilvl w:val="` + level + `"/><w:numId w:val="` + list + `"/></w:numPr>`
	}
	cell := func(content string) string { return "<w:tc>" + content + "</w:tc>" }
	merged := func(properties, text string) string {
		return cell("<w:tcPr>" + properties + "</w:tcPr>" + p("", r(text)))
	}
	for _, c := range []struct{ name, body, want string }{
		{"runs", p("", r("甲")+r("乙。")), "甲乙。"},
		{"break and tab", p("", "<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:tab/><w:t>丙。</w:t><w:br w:type='page'/></w:r>"), "甲\n乙\t丙。"},
		{"tab stops are not tabs", p(`<w:tabs><w:tab w:val="left"/></w:tabs>`, r("甲。")), "甲。"},
		{"headings", p(`<w:pStyle w:val="H"/>`, r("章")) + p(`<w:pStyle w:val="H2"/>`, r("節")) + p("", r("文。")), "1章|2節|文。"},
		{"outline level", p(`<w:outlineLvl w:val="2"/>`, r("題")) + p(`<w:pStyle w:val="L"/>`, r("文。")), "3題|文。"},
		{"title", p(`<w:pStyle w:val="T"/>`, r("書")) + p(`<w:pStyle w:val="H"/>`, r("章")) + p("", r("文。")), "1書|2章|文。"},
		{"lists", p(item("1", "0"), r("一。")) + p(item("1", "0"), r("二。")) + p(item("1", "1"), r("三。")) + p(item("2", "0"), r("四。")), "3. 一。|4. 二。|4.a 三。|四。"},
		{"changes", p("", r("留")+"<w:del><w:r><w:delText>刪</w:delText></w:r></w:del><w:ins>"+r("增")+"</w:ins><w:moveFrom>"+r("移")+"</w:moveFrom>"+r("。")), "留增。"},
		{"deleted end of a paragraph", p("<w:rPr><w:del/></w:rPr>", r("前半")) + p("", r("後半。")), "前半後半。"},
		{"old properties", p(`<w:pPrChange><w:pPr><w:pStyle w:val="H"/></w:pPr></w:pPrChange>`, r("文。")), "文。"},
		{"hidden", p("", "<w:r><w:rPr><w:vanish/></w:rPr><w:t>暗</w:t></w:r>"+"<w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>明。</w:t></w:r>") + p(`<w:pStyle w:val="X"/>`, r("暗。")), "明。"},
		{"fields", p("", `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>`+r("碼")+`<w:r><w:fldChar w:fldCharType="separate"/></w:r>`+r("十。")+`<w:r><w:fldChar w:fldCharType="end"/></w:r>`), "十。"},
		{"a field without an end", p("", `<w:r><w:fldChar w:fldCharType="begin"/></w:r>`) + p("", r("文。")), "文。"},
		{"text box once", p("", "<w:r><mc:AlternateContent><mc:Choice><w:txbxContent>"+p("", r("框。"))+"</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>"+p("", r("框。"))+"</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>"+r("文。")), "框。|文。"},
		{"table", "<w:tbl><w:tr>" + cell(p("", r("甲"))) + cell(p("", r("乙"))+p("", r("丙"))) + cell(p("", "")) + "</w:tr></w:tbl>" + p("", r("文。")), "甲 | 乙丙|文。"},
		{"table for layout", "<w:tbl><w:tr>" + cell(p("", r("甲。"))+p("", r("乙。"))) + "</w:tr></w:tbl>", "甲。|乙。"},
		{"table in a table", "<w:tbl><w:tr>" + cell(p("", r("甲"))+"<w:tbl><w:tr>"+cell(p("", r("丁")))+cell(p("", r("戊")))+"</w:tr></w:tbl>") + cell(p("", r("乙。"))) + "</w:tr></w:tbl>", "甲丁 | 戊 | 乙。"},
		{"empty cells", "<w:tbl><w:tr>" + cell(p("", "")) + cell(p("", r("甲"))) + cell(p("", r("乙"))) + "</w:tr><w:tr>" + cell(p("", r("丙"))) + cell(p("", "")) + cell(p("", r("1"))) + "</w:tr><w:tr>" + cell(p("", "")) + cell(p("", r("2"))) + cell(p("", "")) + "</w:tr></w:tbl>", " | 甲 | 乙|丙 |  | 1| | 2"},
		{"columns before", "<w:tbl><w:tr>" + cell(p("", r("甲"))) + cell(p("", r("乙"))) + cell(p("", r("丙"))) + "</w:tr><w:tr><w:trPr><w:gridBefore w:val='1'/></w:trPr>" + cell(p("", r("1"))) + cell(p("", r("2"))) + "</w:tr></w:tbl>", "甲 | 乙 | 丙| | 1 | 2"},
		{"merged cells", "<w:tbl><w:tr>" + merged("<w:gridSpan w:val='3'/>", "表") + "</w:tr><w:tr>" + merged("<w:vMerge w:val='restart'/>", "東") + cell(p("", r("1"))) + cell(p("", r("2"))) + "</w:tr><w:tr>" + merged("<w:vMerge/><w:tcPrChange><w:tcPr><w:gridSpan w:val='2'/></w:tcPr></w:tcPrChange>", "") + merged("<w:gridSpan w:val='2'/>", "3") + "</w:tr></w:tbl>", "表|東 | 1 | 2|東 | 3 | 3"},
		{"deleted row", "<w:tbl><w:tr><w:trPr><w:del/></w:trPr>" + cell(p("", r("甲。"))) + "</w:tr></w:tbl>" + p("", r("文。")), "文。"},
		{"ruby", p("", "<w:r><w:ruby><w:rt><w:r><w:t>hàn</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>漢</w:t></w:r></w:rubyBase></w:ruby></w:r>"+r("字。")), "漢字。"},
		{"contents", p(`<w:pStyle w:val="C"/>`, r("章 1")) + `<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr><w:sdtContent>` + p("", r("目錄")) + `</w:sdtContent></w:sdt>` + p("", r("文。")), "文。"},
		{"a note after its paragraph", p("", r("文")+`<w:r><w:footnoteReference w:id="2"/></w:r>`+r("。")) + p("", r("後。")), "文。|註文。|後。"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, err := parse(t, docxOf(c.body))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, doctest.Outline(d)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func raised(runs ...string) string {
	all := ""
	for _, text := range runs {
		all += `<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>` + text + "</w:t></w:r>"
	}
	return all
}

// What is raised above the line, by its look or in an equation, is no digit of the
// number before it.
func TestScriptsAndEquations(t *testing.T) {
	const namespace = `xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"`
	m := func(name, content string) string {
		return "<m:" + name + " " + namespace + ">" + content + "</m:" + name + ">"
	}
	text := func(s string) string { return m("r", m("t", s)) }
	power := func(base, exponent string) string { return m("sSup", m("e", base)+m("sup", exponent)) }
	for _, c := range []struct{ name, body, want string }{
		{"exponent", r("約10") + raised("6") + r("噸"), "約10⁶噸"},
		{"in two runs", r("10") + raised("1", "2") + r("噸"), "10¹²噸"},
		{"at the end", r("km") + raised("2"), "km²"},
		{"subscript", r("H") + `<w:r><w:rPr><w:vertAlign w:val="subscript"/></w:rPr><w:t>2</w:t></w:r>` + r("O"), "H₂O"},
		{"on the line", r("18") + `<w:r><w:rPr><w:vertAlign w:val="baseline"/></w:rPr><w:t>98</w:t></w:r>`, "1898"},
		{"a bracketed mark", r("1898") + raised("[3]") + r("年"), "1898年"},
		{"a hidden run", r("1898") + `<w:r><w:rPr><w:vertAlign w:val="superscript"/><w:vanish/></w:rPr><w:t>3</w:t></w:r>` + r("年"), "1898年"},
		{"a power", r("約") + m("oMath", power(text("10"), text("6"))) + r("噸"), "約10⁶噸"},
		{"after a raised run", r("約10") + raised("6") + m("oMath", m("f", m("num", text("1"))+m("den", text("2")))), "約10⁶1/2"},
		{"a fraction", m("oMath", m("f", m("num", text("a+b"))+m("den", text("2")))), "(a+b)/2"},
		{"brackets", m("oMath", power(m("d", m("dPr", `<m:begChr `+namespace+` m:val="["/><m:endChr `+namespace+` m:val="]"/>`)+m("e", text("a+b"))), text("2"))), "[a+b]²"},
		{"plain brackets", m("oMath", power(m("d", m("e", text("a"))+m("e", text("b"))), text("n"))), "(a, b)ⁿ"},
		{"roots", m("oMath", m("rad", m("deg", "")+m("e", text("2")))+text("+")+m("rad", m("deg", text("3"))+m("e", text("x+1")))), "√2+³√(x+1)"},
		{"a sum", m("oMath", m("nary", m("naryPr", `<m:chr `+namespace+` m:val="∑"/>`)+m("sub", text("1"))+m("sup", text("n"))+m("e", text("x")))), "∑₁ⁿx"},
	} {
		d, err := parse(t, docxOf(p("", c.body)))
		if err != nil || doctest.Outline(d) != c.want {
			t.Errorf("%s: %q, want %q; %v", c.name, doctest.Outline(d), c.want, err)
		}
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

func TestBrokenDOCX(t *testing.T) {
	document := func(xml string) []byte { return samples.Zip("[Content_Types].xml", "", "word/document.xml", xml) }
	for _, c := range []struct {
		name string
		data []byte
		want string
	}{
		{"no document", samples.Zip("[Content_Types].xml", "", "word/x.xml", ""), "without a document"},
		{"document type", document(`<!DOCTYPE a><a/>`), "document type"},
		{"entity", document(`<a>&b;</a>`), "not well formed in line 1"},
		{"cut", document(`<a><b>`), "not well formed"},
		{"deep", document(strings.Repeat("<a>", 257)), "deeper than 256"},
		{"long tag", document("<a " + strings.Repeat("b='' ", archive.MaxTag/4)), "more than 1 MiB"},
		{"encoding", document(`<?xml version="1.0" encoding="klingon"?><a/>`), "cannot be read"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := parse(t, c.data)
			var bad *doc.Error
			if !errors.As(err, &bad) || !strings.Contains(bad.Reason, c.want) || bad.Source != "" {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
}
