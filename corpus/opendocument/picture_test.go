package opendocument

import (
	"strings"
	"testing"

	"footnote/internal/doctest"
)

func TestPictures(t *testing.T) {
	picture := func(attributes, title, alt string) string {
		return `<draw:frame ` + attributes + `><draw:image xlink:href="Pictures/a.png"/><draw:image xlink:href="Pictures/a.svg"/><svg:title>` + title + `</svg:title><svg:desc>` + alt + `</svg:desc></draw:frame>`
	}
	const large, small = `svg:width="10cm" svg:height="5.5cm"`, `svg:width="12pt" svg:height="12pt"`
	const inline = `svg:width="1.5cm" svg:height="1cm" text:anchor-type="as-char"`
	cell := func(content string) string { return "<table:table-cell>" + content + "</table:table-cell>" }
	row := func(first, second string) string {
		return "<table:table-row>" + cell(first) + cell(second) + "</table:table-row>"
	}
	p := func(text string) string { return "<text:p>" + text + "</text:p>" }
	object := func(name, alt string) string {
		return `<draw:frame ` + large + `><draw:object xlink:href="./` + name + `"/><draw:image xlink:href="./ObjectReplacements/` + name + `"/><svg:desc>` + alt + `</svg:desc></draw:frame>`
	}
	manifest := strings.Replace(manifest, "</m:manifest>", `<m:file-entry m:full-path="Object 1/" m:media-type="`+formulaType+`"/></m:manifest>`, 1)
	for _, c := range []struct{ name, body, want string }{
		{"within a sentence", p("燈塔高" + picture(large, "", "港口的夜景") + "四十公尺。"), "燈塔高四十公尺。|[港口的夜景] 1"},
		{"a word", p("Press "+picture(inline, "", "Save")+" to keep it.") + p("按"+picture(inline, "", "儲存")+"即可。"), "Press Save to keep it.|按儲存即可。 2"},
		{"beside its word", p("Click "+picture(inline, "", "Save")+" Save to keep it.") + p("按「儲存」"+picture(inline, "", "儲存")+"即可。"), "Click Save to keep it.|[Save]|按「儲存」即可。|[儲存] 2"},
		{"a photograph", p("The port " + picture(large+` text:anchor-type="as-char"`, "", "Harbour") + " is old. The town " + picture(`svg:width="1cm" text:anchor-type="paragraph"`, "", "Street") + " too."), "The port is old. The town  too.|[Street]|[Harbour] 2"},
		{"a note", p("前。<text:note><text:note-body>" + p("註"+picture(large, "", "港口的夜景")+"。"+picture(large, "", "")) + "</text:note-body></text:note>"), "前。|註。|[港口的夜景] 2"},
		{"a note after a picture", p(picture(large, "", "渡輪") + "前。<text:note><text:note-body>" + p(picture(large, "", "港口的夜景")) + "</text:note-body></text:note>"), "前。|[渡輪]|[港口的夜景] 2"},
		{"a note with words", p("前。<text:note><text:note-body>" + p("按"+picture(inline, "", "儲存")+"即可。") + "</text:note-body></text:note>"), "前。|按儲存即可。 1"},
		{"title and description", p("前。" + picture(large, "Figure 1.", "港口的\n夜景") + picture(large, "渡輪", "")), "前。|[港口的夜景]|[渡輪] 2"},
		{"a caption", p(`<draw:frame><draw:text-box><text:p text:style-name="Illustration">` + picture(large, "", "港口的夜景") + "圖 1：攝於一九二三年。</text:p></draw:text-box></draw:frame>"), "圖 1：攝於一九二三年。|[港口的夜景] 1"},
		{"not described", p("前。" + picture(large, "", "a.png")), "前。 1"},
		{"decoration", p("前。" + picture(small, "", "港口的夜景") + picture(large+` loext:decorative="true"`, "", "")), "前。 0"},
		{"a text box", p(`前。<draw:frame svg:width="10cm"><draw:text-box><text:p>框。</text:p></draw:text-box></draw:frame>`), "框。|前。 0"},
		{"a row", "<table:table>" + row(p("港"), p("圖")) + row(p("東"), p(picture(large, "", "港口的夜景"))) + "</table:table>", "港 | 圖|東 | 港口的夜景 1"},
		{"a table for the layout", "<table:table>" + row(p(picture(large, "", "港口的夜景")), p("港口每天有三班渡輪。")) + "</table:table>", "港口的夜景|港口每天有三班渡輪。 1"},
		{"a shape", p(`渡輪中午<draw:g><svg:title>Arrow</svg:title><draw:custom-shape><svg:desc>An arrow</svg:desc><text:p/></draw:custom-shape></draw:g>開航。`), "渡輪中午開航。 0"},
		{"a shape in a text box", p(`<draw:frame><draw:text-box><text:p>框<draw:custom-shape><svg:desc>An arrow</svg:desc></draw:custom-shape>。</text:p></draw:text-box><svg:desc>港口的夜景</svg:desc></draw:frame>`), "框。|[港口的夜景] 0"},
		{"a field in a text box", p(`<draw:frame><draw:text-box><text:p>本書是<text:title>港口志</text:title>。</text:p></draw:text-box></draw:frame>`), "本書是港口志。 0"},
		{"at the page", picture(large, "", "港口的夜景") + p("後。") + picture(large, "", "渡輪") + picture(large, "", ""), "後。|[港口的夜景]|[渡輪] 3"},
		{"at the page before a table", picture(large, "", "港口的夜景") + "<table:table>" + row(p("港"), p("圖")) + "</table:table>", "[港口的夜景]|港 | 圖 1"},
		{"formulas", p("前。" + object("Object 1", "") + object("Object 1", "公式") + object("Object 2", "formula") + object("Object 1", "The energy of a body at rest")), "前。|[The energy of a body at rest] 0"},
		{"a chart", p("前。" + object("Object 3", "每月的雨量") + object("Object 4", "")), "前。|[每月的雨量] 2"},
		{"before all text", p(picture(large, "", "")) + p("後。"), "後。 1"},
	} {
		d, err := parse(t, manifest, content(c.body))
		doctest.Check(t, d, err)
		if got := doctest.Figures(d); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}
