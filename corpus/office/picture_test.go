package office

import (
	"strings"
	"testing"

	"footnote/internal/doctest"
)

// inline is a picture of so many EMU, with attributes of its properties.
func inline(attributes, id string, wide int, more string) string {
	size := ` cx="` + strings.Repeat("9", wide) + `" cy="` + strings.Repeat("9", wide) + `"`
	return `<w:r><w:drawing><wp:inline><wp:extent` + size + `/><wp:docPr id="1" name="Picture 1" ` + attributes + `>` + more + `</wp:docPr><a:graphic><a:graphicData uri="x/picture"><pic:pic><pic:nvPicPr><pic:cNvPr id="0" name="image1.png" descr="港口"/></pic:nvPicPr><pic:blipFill><a:blip r:embed="` + id + `"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>`
}

// low is such a picture that is as high as a line.
func low(alt, id string) string {
	return strings.ReplaceAll(inline(`descr="`+alt+`"`, id, 6, ""), "999999", "400000")
}

// power is an exponent in a formula, and mathRun a text in one.
func power(content string) string {
	return `<m:sSup><m:e/><m:sup>` + content + `</m:sup></m:sSup>`
}

func mathRun(text string) string { return `<m:r><m:t>` + text + `</m:t></m:r>` }

func TestPictures(t *testing.T) {
	cell := func(content string) string { return "<w:tc>" + content + "</w:tc>" }
	row := func(cells ...string) string { return "<w:tr>" + strings.Join(cells, "") + "</w:tr>" }
	vml := `<w:r><w:pict><v:shape alt="" style="width:100pt;height:50pt"><v:imagedata r:id="r7" o:title="港口的夜景"/></v:shape></w:pict></w:r>`
	for _, c := range []struct{ name, body, want string }{
		{"within a sentence", p("", r("燈塔高")+inline(`descr="港口的夜景"`, "r1", 7, "")+r("四十公尺。")), "燈塔高四十公尺。|[港口的夜景] 1"},
		{"a word", p("", r("Press ")+low("Save", "r1")+r(" to keep it, ")+inline(`descr="Ctrl"`, "r2", 5, "")+r(" + ")+inline(`descr="C"`, "r3", 5, "")) + p("", r("按")+low("儲存", "r1")+r("即可。")), "Press Save to keep it, Ctrl + C|按儲存即可。 2"},
		{"an emoji", p("", r("謝謝")+inline(`descr="🎉"`, "r1", 5, "")) + p("", r("Press ")+inline(`descr="→"`, "r1", 5, "")+r(" to go on.")), "謝謝🎉|Press → to go on. 0"},
		{"a formula", p("", r("The area is ")+low("x^2 + 1", "r1")+r(".")), "The area is x^2 + 1. 1"},
		{"a photograph", p("", r("The port ")+inline(`descr="Harbour"`, "r1", 7, "")+r(" is old.")), "The port is old.|[Harbour] 1"},
		{"an icon beside", p("", inline(`descr="Check"`, "r1", 5, "")+r("Free entry.")), "Free entry. 0"},
		{"after a power", p("", `<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>2</w:t></w:r>`+low("Save", "r1")+r(" x")), "² Save x 1"},
		{"within a power", p("", r("x")+power(mathRun("2  ")+low("Save", "r1"))), "x²|[Save] 1"},
		{"within a power, after a word", p("", r("Press ")+low("Save", "r1")+r(" for x")+power(mathRun("2")+low("Undo", "r2")+mathRun("3"))+r(" is large.")), "Press Save for x²³ is large.|[Undo] 2"},
		{"a raised run within a power", p("", r("x")+power(mathRun("2     ")+`<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t> </w:t></w:r>`)+low("Save", "r1")+r(" is large.")), "x² Save is large. 1"},
		{"beside its word", p("", r("Click ")+low("Save", "r1")+r(" Save to keep it.")) + p("", r("按儲存")+low("儲存", "r1")+r("即可。")), "Click Save to keep it.|[Save]|按儲存即可。|[儲存] 2"},
		{"title and description", p("", inline(`descr="港口的&#10;夜景" title="圖一：港口"`, "r1", 7, "")), "[港口的夜景]|[圖一：港口] 1"},
		{"the name of a file", p("", r("前。")) + p("", inline(`descr="image1.png"`, "r1", 7, "")), "前。 1"},
		{"a caption", p("", inline(`descr="港口的夜景"`, "r1", 7, "")) + p(`<w:pStyle w:val="Caption"/>`, r("圖 1 攝於一九二三年。")), "[港口的夜景]|圖 1 攝於一九二三年。 1"},
		{"decoration", p("", r("前。")+inline(`descr="港口的夜景"`, "r1", 5, "")+inline(`descr="x y" hidden="1"`, "r2", 7, "")+inline("", "r3", 7, `<adec:decorative val="1"/>`)), "前。 0"},
		{"deleted", p("", r("前。")+"<w:del>"+inline(`descr="港口的夜景"`, "r1", 7, "")+"</w:del>"), "前。 0"},
		{"one of two", p("", r("前。")+"<mc:AlternateContent><mc:Choice>"+inline("descr='港口的夜景'", "r1", 7, "")+"</mc:Choice><mc:Fallback>"+vml+"</mc:Fallback></mc:AlternateContent>"), "前。|[港口的夜景] 1"},
		{"VML", p("", r("前。")+vml), "前。|[港口的夜景] 1"},
		{"an equation", p("", r("前。")+`<w:r><w:object><v:shape style="width:100pt;height:50pt"><v:imagedata r:id="r7"/></v:shape><o:OLEObject ProgID="Equation.DSMT4"/></w:object></w:r>`), "前。 0"},
		{"a chart", p("", r("前。")+`<w:r><w:drawing><wp:docPr descr="每月的雨量"/><a:graphicData uri="http://x/chart"/></w:drawing></w:r>`), "前。|[每月的雨量] 1"},
		{"a text box", p("", r("前。")+`<w:r><w:drawing><wp:docPr descr=""/><a:graphicData uri="x/wordprocessingShape"><w:txbxContent>`+p("", r("框。")+inline(`descr="港口的夜景"`, "r1", 7, ""))+`</w:txbxContent></a:graphicData></w:drawing></w:r>`), "框。|[港口的夜景]|前。 1"},
		{"a row", "<w:tbl>" + row(cell(p("", r("港"))), cell(p("", r("圖")))) + row(cell(p("", r("東"))), cell(p("", inline(`descr="港口的夜景"`, "r1", 7, "")))) + "</w:tbl>", "港 | 圖|東 | 港口的夜景 1"},
		{"a table for the layout", "<w:tbl>" + row(cell(p("", inline(`descr="港口的夜景"`, "r1", 7, ""))), cell(p("", r("港口每天有三班渡輪。")))) + "</w:tbl>", "[港口的夜景]|港口每天有三班渡輪。 1"},
	} {
		d, err := parse(t, docxOf(c.body))
		doctest.Check(t, d, err)
		if got := doctest.Figures(d); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}
