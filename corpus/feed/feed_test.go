package feed

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"footnote/corpus/doc"
	"footnote/internal/doctest"
)

const (
	rss = `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="dc"><channel><title>港口 &amp; 海</title><link>https://a.example</link><description>每週的消息。</description>
<lastBuildDate>Tue, 4 Mar 2025 10:00:00 GMT</lastBuildDate><image><title>圖</title></image>
<item><title>新的&lt;b&gt;渡輪&lt;/b&gt;</title><link>https://a.example/1</link><description><![CDATA[短文。]]></description><content:encoded><![CDATA[<h2>船</h2><p>渡輪每天三班。</p><p>票價二十元。</p>]]></content:encoded><pubDate>Mon, 03 Mar 2025 08:00:00 +0800</pubDate><dc:creator>陳</dc:creator></item>
<item><title>燈塔&nbsp;維修</title><description>燈塔關到五月。</description></item></channel></rss>`
	atom = `<feed xmlns="http://www.w3.org/2005/Atom"><title type="text">Harbour</title><author><name>Li</name></author><updated>2025-03-04T10:00:00Z</updated>
<entry><title>Ferry</title><published>2025-03-01T00:00:00Z</published><updated>2025-03-02T00:00:00Z</updated><author><name>Wu</name></author><summary>Short.</summary><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Three <b>ferries</b> a day &lt; four.</p><p>Two at night.</p></div></content></entry>
<entry><title>Tower</title><content type="html">&lt;p&gt;It is closed.&lt;/p&gt;</content></entry></feed>`
	rdf = `<rdf:RDF xmlns:rdf="r" xmlns="http://purl.org/rss/1.0/" xmlns:dc="dc"><channel><title>Old</title></channel><item><title>One</title><description>It says one.</description><dc:date>2025-03-01</dc:date></item></rdf:RDF>`

	jsonfeed = `{"version": "https://jsonfeed.org/version/1.1", "title": "港口", "authors": [{"name": "陳"}], "items": [{"title": "渡輪", "content_html": "<p>渡輪每天三班。</p>", "date_published": "2025-03-01T00:00:00Z", "authors": [{"name": "吳"}, {"name": "李"}]}, {"content_text": "燈塔 < 四十公尺。\n關到五月。"}]}`
)

func lines(d doc.Document) string {
	var all []string
	for _, b := range d.Blocks {
		at := strings.Repeat("#", b.Level)
		if b.Page > 0 {
			at += fmt.Sprint(b.Page)
		}
		all = append(all, at+" "+b.Text)
	}
	return strings.Join(all, "\n")
}

func TestFeeds(t *testing.T) {
	for name, c := range map[string]struct{ text, want, title, author, published string }{
		"RSS":  {rss, "# 港口 & 海\n 每週的消息。\n## 新的渡輪\n 2025-03-03 · 陳\n#### 船\n 渡輪每天三班。\n 票價二十元。\n## 燈塔 維修\n 燈塔關到五月。", "港口 & 海", "", "2025-03-04"},
		"Atom": {atom, "# Harbour\n## Ferry\n 2025-03-01 · Wu\n Three ferries a day < four.\n Two at night.\n## Tower\n It is closed.", "Harbour", "Li", "2025-03-04"},
		"not escaped": {`<rss xmlns:media="http://search.yahoo.com/mrss/"><channel><title>A & B</title><link>https://a.example/?a=1&b=2</link><item><media:content><media:title>no</media:title></media:content><title>One <i>two</i></title><description>It is &nbsp; one & only.<br>Two <b>lines</b>.</description></item></channel></rss>`,
			"# A & B\n## One two\n It is \u00a0 one & only.\nTwo lines.", "A & B", "", ""},
		"RDF":       {rdf, "# Old\n## One\n 2025-03-01\n It says one.", "Old", "", ""},
		"JSON Feed": {jsonfeed, "# 港口\n## 渡輪\n 2025-03-01 · 吳、李\n 渡輪每天三班。\n 燈塔 < 四十公尺。\n關到五月。", "港口", "陳", ""},
	} {
		parse := ParseXML
		if strings.HasPrefix(c.text, "{") {
			parse = ParseJSON
		}
		d, err := parse(t.Context(), doc.File{Data: []byte(c.text)})
		doctest.Check(t, d, err)
		if diff := cmp.Diff(c.want, lines(d)); diff != "" || err != nil || d.Title != c.title || d.Author != c.author || d.Published != c.published {
			t.Errorf("%s: %q %q %q %v (-want +got):\n%s", name, d.Title, d.Author, d.Published, err, diff)
		}
	}
}

func TestRecords(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"a list of objects", `[{"品項": "螺栓", "數量": 400}, {"品項": "螺帽", "數量": 2.50, "缺": true, "註": null}]`, "1 品項: 螺栓 | 數量: 400\n2 品項: 螺帽 | 數量: 2.50 | 缺: true"},
		{"an object", `{"name": "橋", "size": {"long": 384, "wide": 12}, "open": ["Mon", "Tue"], "notes": "` + strings.Repeat("長。", 100) + `"}`,
			" name: 橋\n# size\n long: 384 | wide: 12\n# open\n1 Mon\n2 Tue\n notes: " + strings.Repeat("長。", 100)},
		{"nested in records", `[{"a": 1, "b": {"c": 2}, "d": ["x", "y"]}, {"a": 3}]`, "1 a: 1\n1 b | c: 2\n d: x, y\n2 a: 3"},
		{"lines", "{\"a\": 1}\n{\"a\": 2, \"b\": [1, 2]}\n", "1 a: 1\n2 a: 2\n b: 1, 2"},
		{"texts", `["甲。", "乙。"]`, "1 甲。\n2 乙。"},
		{"a text", `"甲。"`, " 甲。"},
	} {
		d, err := ParseJSON(t.Context(), doc.File{Data: []byte(c.text)})
		doctest.Check(t, d, err)
		if diff := cmp.Diff(c.want, lines(d)); diff != "" || err != nil {
			t.Errorf("%s: %v (-want +got):\n%s", c.name, err, diff)
		}
	}
}

func TestRefusedFeeds(t *testing.T) {
	xml := func(text string) error {
		d, err := ParseXML(t.Context(), doc.File{Data: []byte(text)})
		doctest.Check(t, d, err)
		return err
	}
	json := func(text string) error {
		d, err := ParseJSON(t.Context(), doc.File{Data: []byte(text)})
		doctest.Check(t, d, err)
		return err
	}
	for want, err := range map[string]error{
		"neither RSS nor Atom":     xml("<project/>"),
		"entries have no text":     xml("<rss><channel><title>x</title><item><title>y</title></item></channel></rss>"),
		"deeper than 256":          xml("<rss>" + strings.Repeat("<a>", 1000)),
		"more entries than":        xml("<rss>" + strings.Repeat("<item></item>", maxEntries+1)),
		"not well formed":          xml("<rss><channel"),
		"is no JSON: byte":         json(`{"a": }`),
		"unexpected EOF":           json(`{"a": [1, 2`),
		"nested deeper than 100":   json(strings.Repeat("[", 1000)),
		"without any text":         json(`[null, {}]`),
		"lines or paragraphs":      json("[" + strings.Repeat(`"a",`, doc.MaxParagraphs) + `"a"]`),
		"nested deeper than 100; ": json(strings.Repeat(`{"a":`, 1000)),
	} {
		want, _, _ = strings.Cut(want, ";")
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", want, err)
		}
	}
	laughs := `<!DOCTYPE rss [<!ENTITY a "哈哈"><!ENTITY b "&a;&a;">]><rss><channel><item><description>&b;</description></item></channel></rss>`
	if err := xml(laughs); err == nil || !strings.Contains(err.Error(), "neither RSS") {
		t.Errorf("got %v", err)
	}
}

func FuzzXML(f *testing.F) {
	for _, seed := range []string{rss, atom, rdf, "<feed><entry><content type='xhtml'><div xmlns='xhtml'><p></div></entry>"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := ParseXML(t.Context(), doc.File{Data: data})
		doctest.Check(t, d, err)
	})
}

func FuzzJSON(f *testing.F) {
	for _, seed := range []string{jsonfeed, `[{"a": {"b": [1, {"c": "d"}]}}, "x"]`, "{}\n{\"a\":[]}", `{"": "", "a": ["", "b"]}`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := ParseJSON(t.Context(), doc.File{Data: data})
		doctest.Check(t, d, err)
	})
}
