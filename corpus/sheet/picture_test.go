package sheet

import (
	"testing"

	"footnote/internal/doctest"
	"footnote/internal/samples"
)

func TestPictures(t *testing.T) {
	anchor := func(row, size, of string) string {
		return `<xdr:oneCellAnchor><xdr:from><xdr:col>0</xdr:col><xdr:row>` + row + `</xdr:row></xdr:from><xdr:ext cx="` + size + `" cy="` + size + `"/>` + of + `</xdr:oneCellAnchor>`
	}
	picture := func(attributes, id string) string {
		return `<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="2" name="Picture 1" ` + attributes + `/></xdr:nvPicPr><xdr:blipFill><a:blip r:embed="` + id + `"/></xdr:blipFill></xdr:pic>`
	}
	const large, small = "3000000", "200000"
	for name, c := range map[string]struct{ first, second, drawing, want string }{
		"described":        {inline("A1", "港"), inline("A1", "東"), anchor("6", large, picture(`descr="港口的夜景"`, "r1")), "一|港|[港口的夜景]|二|東 1"},
		"not described":    {inline("A1", "港"), "", anchor("6", large, picture("", "r1")+picture(`descr="a.png"`, "r2")), "一|港 2"},
		"small":            {inline("A1", "港"), "", anchor("6", small, picture(`descr="港口的夜景"`, "r1")), "一|港 0"},
		"before all text":  {"", inline("A1", "東"), anchor("6", large, picture("", "r1")), "二|東 1"},
		"nothing but text": {"", "", anchor("6", large, picture(`descr="港口的夜景"`, "r1")), "一|[港口的夜景] 1"},
		"a chart":          {inline("A1", "港"), "", anchor("6", large, `<xdr:graphicFrame><xdr:cNvPr descr="每月的雨量"/></xdr:graphicFrame>`), "一|港|[每月的雨量] 0"},
		"not well formed":  {inline("A1", "港"), inline("A1", "東"), anchor("6", large, picture(`descr="港口的夜景"`, "r1")) + "<xdr:pic>", "一|港|二|東 0"},
	} {
		d, err := parse(t, samples.Zip("[Content_Types].xml", "<Types/>", "xl/workbook.xml", `<workbook xmlns:r="r"><sheets><sheet name="一" r:id="r1"/><sheet name="二" r:id="r2"/></sheets></workbook>`, "xl/_rels/workbook.xml.rels", workbookRelations,
			"xl/worksheets/sheet1.xml", "<worksheet><row>"+c.first+"</row></worksheet>", "xl/worksheets/sheet2.xml", "<worksheet><row>"+c.second+"</row></worksheet>",
			"xl/worksheets/_rels/sheet1.xml.rels", `<Relationships><Relationship Id="d" Type="x/drawing" Target="../drawings/d.xml"/></Relationships>`,
			"xl/drawings/d.xml", `<xdr:wsDr xmlns:xdr="x" xmlns:a="a" xmlns:r="r">`+c.drawing+`</xdr:wsDr>`, "xl/drawings/_rels/d.xml.rels", `<Relationships><Relationship Id="r1" Type="x/image" Target="../media/a.png"/></Relationships>`))
		doctest.Check(t, d, err)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if got := doctest.Figures(d); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
		for _, b := range d.Blocks {
			if b.Alternative && b.Page != 7 {
				t.Errorf("%s: stands at %d", name, b.Page)
			}
		}
	}
}
