package opendocument

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"footnote/corpus/archive"
	"footnote/corpus/doc"
	"footnote/internal/doctest"
	"footnote/internal/samples"
)

const (
	manifest = `<m:manifest xmlns:m="m"><m:file-entry m:full-path="/" m:media-type="application/vnd.oasis.opendocument.text"/></m:manifest>`
	meta     = `<o:document-meta xmlns:o="o" xmlns:dc="dc" xmlns:meta="meta"><o:meta><dc:title>港口</dc:title><meta:initial-creator>李</meta:initial-creator><meta:creation-date>2025-03-04T10:00:00</meta:creation-date></o:meta></o:document-meta>`
)

func parse(t testing.TB, manifest, content string) (doc.Document, error) {
	t.Helper()
	data := samples.Zip("mimetype", "application/vnd.oasis.opendocument.text", "META-INF/manifest.xml", manifest, "meta.xml", meta, "content.xml", content)
	a, err := archive.Open(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return doc.Document{}, err
	}
	return Parse(t.Context(), a)
}

const raisedStyles = `<style:style style:name="T1"><style:text-properties style:text-position="super 58%"/></style:style><style:style style:name="T2"><style:text-properties style:text-position="-33% 58%"/></style:style>` +
	`<style:style style:name="T3" style:parent-style-name="T1"/><style:style style:name="T4" style:parent-style-name="T1"><style:text-properties style:text-position="0% 100%"/></style:style>`

func content(body string) string {
	return `<o:document-content xmlns:o="o" xmlns:text="text" xmlns:table="table" xmlns:draw="draw" xmlns:style="style" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"><o:automatic-styles><x>x</x>` + raisedStyles + `</o:automatic-styles><o:body><o:text>` + body + `</o:text></o:body></o:document-content>`
}

func TestODT(t *testing.T) {
	cell := func(attribute, text string) string {
		return "<table:table-cell" + attribute + "><text:p>" + text + "</text:p></table:table-cell>"
	}
	row := func(cells string) string { return "<table:table-row>" + cells + "</table:table-row>" }
	for _, c := range []struct{ name, body, want string }{
		{"paragraphs", "<text:p>甲<text:span>乙</text:span>。</text:p><text:p/><text:p>丙\n   丁。</text:p>", "甲乙。|丙 丁。"},
		{"spaces", `<text:p>a<text:s text:c="2"/>b<text:tab/>c<text:line-break/>d<text:s text:c="999999999"/></text:p>`, "a  b\tc\nd"},
		{"headings", `<text:p text:style-name="Title">書</text:p><text:h text:outline-level="2">章</text:h><text:h>節</text:h><text:p>文。</text:p>`, "1書|2章|1節|文。"},
		{"lists", "<text:list><text:list-item><text:p>甲。</text:p><text:list><text:list-item><text:p>乙。</text:p></text:list-item></text:list></text:list-item></text:list>", "甲。|乙。"},
		{"tables", "<table:table>" + row(cell("", "線")+cell("", "班")) + row(cell(` table:number-rows-spanned="2"`, "東")+cell("", "12")) + row("<table:covered-table-cell/>"+cell("", "8")) + row(`<table:table-cell table:number-columns-repeated="2"/>`+cell("", "x")) + "</table:table><text:p>後。</text:p>", "線 | 班|東 | 12|東 | 8| |  | x|後。"},
		{"cells over columns", "<table:table>" + row(cell(` table:number-rows-spanned="2"`, "站")+cell(` table:number-columns-spanned="2"`, "班次")+"<table:covered-table-cell/>") + row("<table:covered-table-cell><text:p>藏</text:p></table:covered-table-cell>"+cell("", "平日")+cell("", "假日")) +
			row(cell("", "北站")+cell(` table:number-columns-spanned="2"`, "12")+"<table:covered-table-cell/>") + row(cell("", "")+cell("", "8")+cell("", "")) + "</table:table>", "站 | 班次 | 班次|站 | 平日 | 假日|北站 | 12 | 12| | 8"},
		{"layout", "<table:table>" + row("<table:table-cell><text:p>甲。</text:p><text:p>乙。</text:p></table:table-cell>"+cell("", "")) + "</table:table>", "甲。|乙。"},
		{"a table in a cell", "<table:table>" + row(cell("", "外")+"<table:table-cell><table:table>"+row(cell("", "a")+cell("", "b"))+"</table:table></table:table-cell>") + "</table:table>", "外 | a | b"},
		{"above and below the line", `<text:p>10<text:span text:style-name="T1">1</text:span><text:span text:style-name="T3">2</text:span> km<text:span text:style-name="T1"><text:a>2</text:a></text:span>, H<text:span text:style-name="T2">2</text:span>O, 18<text:span text:style-name="T4">98</text:span><text:span text:style-name="T1">[3]</text:span>年。</text:p>`, "10¹² km², H₂O, 1898年。"},
		{"notes", `<text:p>甲<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>註文。</text:p></text:note-body></text:note>。</text:p><text:p>乙。</text:p>`, "甲。|註文。|乙。"},
		{"left out", `<text:tracked-changes><text:p>刪</text:p></text:tracked-changes><text:table-of-content><text:p>目</text:p></text:table-of-content><text:p>留<o:annotation><text:p>評</text:p></o:annotation>。</text:p>`, "留。"},
		{"text boxes", `<text:p>文。<draw:frame><draw:text-box><text:p>框。</text:p></draw:text-box></draw:frame></text:p>`, "框。|文。"},
		{"ruby", `<text:p><text:ruby><text:ruby-base>港</text:ruby-base><text:ruby-text>gǎng</text:ruby-text></text:ruby>口。</text:p>`, "港口。"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, err := parse(t, manifest, content(c.body))
			doctest.Check(t, d, err)
			if diff := cmp.Diff(c.want, doctest.Outline(d)); diff != "" || err != nil {
				t.Errorf("%v (-want +got):\n%s", err, diff)
			}
			if d.Author != "李" || d.Published != "2025-03-04" || d.Title != "港口" && d.Title != "書" {
				t.Errorf("%q %q %q", d.Title, d.Author, d.Published)
			}
		})
	}
}

func TestHostileODT(t *testing.T) {
	long := `<table:table><table:table-row table:number-rows-repeated="9999999"><table:table-cell table:number-columns-repeated="9999999"><text:p>` + strings.Repeat("長", 10_000) + "</text:p></table:table-cell></table:table-row></table:table>"
	for want, c := range map[string][2]string{
		"more than 5 million": {manifest, content(long)},
		"without any text":    {manifest, content("")},
		"deeper than":         {manifest, content(strings.Repeat("<table:table>", 1000))},
		"with a password":     {`<manifest><file-entry full-path="content.xml"><encryption-data/></file-entry></manifest>`, "x"},
		"of another kind":     {strings.ReplaceAll(manifest, "opendocument.text", "opendocument.spreadsheet"), content("")},
	} {
		d, err := parse(t, c[0], c[1])
		doctest.Check(t, d, err)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %d blocks, %v", want, len(d.Blocks), err)
		}
	}
}

func FuzzODT(f *testing.F) {
	f.Add(`<text:h text:outline-level="1">題</text:h><table:table><table:table-row><table:covered-table-cell/></table:table-row></table:table>`)
	f.Add(`<text:p>a<draw:frame svg:width="9cm"><draw:image xlink:href="x"/><svg:title>t</svg:title><svg:desc>d</draw:frame></svg:desc></text:p></draw:frame>`)
	f.Add(`</text:p><text:note><text:p>x</text:note></table:table-cell></table:table>`)
	f.Fuzz(func(t *testing.T, body string) {
		d, err := parse(t, manifest, content(body))
		doctest.Check(t, d, err)
	})
}
