package slides

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"footnote/corpus/archive"
	"footnote/corpus/doc"
	"footnote/internal/doctest"
	"footnote/internal/samples"
)

func parse(t testing.TB, data []byte) (doc.Document, error) {
	t.Helper()
	a, err := archive.Open(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return doc.Document{}, err
	}
	return Parse(t.Context(), a)
}

// deck is a presentation of those slides; rest are more parts.
func deck(slides []string, rest ...string) []byte {
	ids, relations := "", ""
	pairs := []string{"[Content_Types].xml", "<Types/>"}
	for i, s := range slides {
		ids += fmt.Sprintf(`<p:sldId id="25%d" r:id="r%d"/>`, i, i)
		relations = fmt.Sprintf(`<Relationship Id="r%d" Type="x/slide" Target="slides/slide%d.xml"/>`, i, i) + relations
		pairs = append(pairs, fmt.Sprintf("ppt/slides/slide%d.xml", i), `<p:sld xmlns:p="p" xmlns:a="a" xmlns:mc="m"`+s+`</p:sld>`)
	}
	pairs = append(pairs, "ppt/presentation.xml", `<p:presentation xmlns:p="p" xmlns:r="r"><p:sldIdLst>`+ids+`</p:sldIdLst></p:presentation>`, "ppt/_rels/presentation.xml.rels", "<Relationships>"+relations+"</Relationships>")
	return samples.Zip(append(pairs, rest...)...)
}

// shape is one with paragraphs, in a placeholder of that kind where it is not "-".
func shape(kind string, paragraphs ...string) string {
	out := "<p:sp><p:nvSpPr><p:nvPr>"
	if kind != "-" {
		out += `<p:ph type="` + kind + `"/>`
	}
	out += "</p:nvPr></p:nvSpPr><p:txBody>"
	for _, p := range paragraphs {
		out += "<a:p><a:r><a:t>" + p + "</a:t></a:r></a:p>"
	}
	return out + "</p:txBody></p:sp>"
}

func lines(d doc.Document) string {
	var all []string
	for _, b := range d.Blocks {
		all = append(all, fmt.Sprintf("%d%s %s", b.Page, strings.Repeat("#", b.Level), b.Text))
	}
	return strings.Join(all, "\n")
}

func TestPPTX(t *testing.T) {
	cell := func(attribute, text string) string {
		return "<a:tc" + attribute + "><a:txBody><a:p><a:r><a:t>" + text + "</a:t></a:r></a:p></a:txBody></a:tc>"
	}
	table := "<p:graphicFrame><a:tbl><a:tr>" + cell("", "線") + cell("", "車次") + cell("", "人") + "</a:tr><a:tr>" + cell(` rowSpan="3"`, "東線") + cell("", "12") + cell("", "") + "</a:tr><a:tr>" + cell(` vMerge="1"`, "") + cell(` gridSpan="2"`, "停駛") + cell(` hMerge="1"`, "藏") +
		"</a:tr><a:tr>" + cell(` vMerge="1"`, "") + cell("", "8") + cell("", "9") + "</a:tr></a:tbl></p:graphicFrame>"
	data := deck([]string{
		">" + shape("ctrTitle", "環湖公車") + shape("subTitle", "交通課"),
		">" + shape("body", "每天十二班。", "週末停駛。") + shape("title", "班次") + shape("sldNum", "9") + shape("ftr", "頁尾"),
		` show="0">` + shape("title", "草稿") + shape("-", "不要看。"),
		">" + table + "<mc:AlternateContent><mc:Choice>" + shape("-", "圖中的字。") + "</mc:Choice><mc:Fallback>" + shape("-", "圖中的字。") + "</mc:Fallback></mc:AlternateContent>",
	}, "ppt/slides/_rels/slide1.xml.rels", `<Relationships><Relationship Type="x/notesSlide" Target="../notesSlides/n.xml"/><Relationship Type="x/diagramData" Target="../diagrams/d.xml"/></Relationships>`,
		"ppt/notesSlides/n.xml", `<p:notes xmlns:p="p" xmlns:a="a">`+shape("sldImg", "圖")+shape("body", "講者說：票價二十元。")+shape("sldNum", "2")+"</p:notes>",
		"ppt/diagrams/d.xml", `<d:dataModel xmlns:d="d" xmlns:a="a"><d:pt><d:t><a:p><a:r><a:t>買票</a:t></a:r></a:p></d:t></d:pt><d:pt><d:t><a:p><a:r><a:t>上車</a:t></a:r></a:p></d:t></d:pt></d:dataModel>`,
		"docProps/core.xml", `<c><title>PowerPoint 簡報</title><creator>陳</creator><created>2025-03-01T00:00:00Z</created></c>`)
	d, err := parse(t, data)
	if err != nil {
		t.Fatal(err)
	}
	want := "1# 環湖公車\n1 交通課\n2## 班次\n2 每天十二班。\n2 週末停駛。\n2 買票\n2 上車\n2 講者說：票價二十元。\n4 線 | 車次 | 人\n4 東線 | 12\n4 東線 | 停駛 | 停駛\n4 東線 | 8 | 9\n4 圖中的字。"
	if diff := cmp.Diff(want, lines(d)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if d.Title != "環湖公車" || d.Author != "陳" || d.Published != "2025-03-01" {
		t.Errorf("%q %q %q", d.Title, d.Author, d.Published)
	}
}

// The order is that of the presentation, not that of the names of the parts; a slide
// that is named twice is read once.
func TestHostileDecks(t *testing.T) {
	wide := `<a:tbl><a:tr><a:tc gridSpan="9999999"><a:p><a:r><a:t>` + strings.Repeat("長", 100) + `</a:t></a:r></a:p></a:tc><a:tc><a:p><a:r><a:t>寬</a:t></a:r></a:p></a:tc></a:tr></a:tbl>`
	for name, data := range map[string][]byte{
		"million characters": deck([]string{">" + strings.Repeat(wide, 500)}),
		"without any text":   deck([]string{">" + shape("title")}),
		"without a presenta": samples.Zip("[Content_Types].xml", "", "ppt/x.xml", ""),
		"deeper than":        deck([]string{">" + strings.Repeat("<p:grpSp>", 1000)}),
	} {
		d, err := parse(t, data)
		doctest.Check(t, d, err)
		if err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %d blocks, %v", name, len(d.Blocks), err)
		}
	}
	twice := samples.Zip("[Content_Types].xml", "", "ppt/presentation.xml", `<p xmlns:r="r"><sldId r:id="a"/><sldId r:id="b"/><sldId r:id="a"/></p>`,
		"ppt/_rels/presentation.xml.rels", `<Relationships><Relationship Id="b" Target="s1.xml"/><Relationship Id="a" Target="s2.xml"/></Relationships>`,
		"ppt/s1.xml", "<sld>"+shape("-", "後")+"</sld>", "ppt/s2.xml", "<sld>"+shape("-", "先")+"</sld>")
	if d, err := parse(t, twice); err != nil || lines(d) != "1 先\n2 後" {
		t.Errorf("%q, %v", lines(d), err)
	}
}

// The values of a chart are rows below its categories.
func TestCharts(t *testing.T) {
	values := func(name, all string) string {
		out := "<c:" + name + "><c:numRef><c:f>Sheet1!A1</c:f><c:numCache>"
		for v := range strings.SplitSeq(all, ",") {
			out += "<c:pt><c:v>" + v + "</c:v></c:pt>"
		}
		return out + "</c:numCache></c:numRef></c:" + name + ">"
	}
	series := func(name, all string) string {
		return "<c:ser>" + values("tx", name) + values("cat", "東,西") + values("val", all) + "</c:ser>"
	}
	d, err := parse(t, deck([]string{">" + shape("title", "貨運")}, "ppt/slides/_rels/slide0.xml.rels", `<Relationships><Relationship Type="x/chart" Target="/c.xml"/></Relationships>`,
		"c.xml", `<c:chart xmlns:c="c" xmlns:a="a"><c:title><c:tx><a:t>貨量</a:t></c:tx></c:title>`+series("2023", "19.2,21.4")+series("2024", "20,22")+`</c:chart>`))
	if want := "1# 貨運\n1 貨量\n1  | 東 | 西\n1 2023 | 19.2 | 21.4\n1 2024 | 20 | 22"; err != nil || lines(d) != want {
		t.Errorf("%q, %v", lines(d), err)
	}
}

func FuzzPPTX(f *testing.F) {
	f.Add(">"+shape("title", "題")+"<a:tbl><a:tr><a:tc><a:p/></a:tc></a:tr></a:tbl>", `<p:notes xmlns:p="p" xmlns:a="a">`+shape("body", "x")+"</p:notes>")
	f.Add("></a:p></a:tc></a:tr></p:sp><a:tc vMerge=\"1\"/><a:fld type=\"slidenum\">", "<t>")
	f.Add("><p:grpSp><p:pic><p:cNvPr descr=\"x y\"/><a:blip r:embed=\"r\"/><a:ext cx=\"1e9\" cy=\"-1\"/></p:pic></p:sp></p:grpSp></p:grpSp>", "")
	f.Fuzz(func(t *testing.T, slide, notes string) {
		d, err := parse(t, deck([]string{slide}, "ppt/slides/_rels/slide0.xml.rels", `<Relationships><Relationship Type="x/notesSlide" Target="/n.xml"/></Relationships>`, "n.xml", notes))
		doctest.Check(t, d, err)
	})
}
