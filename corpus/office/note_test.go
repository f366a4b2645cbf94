package office

import (
	"strings"
	"testing"

	"footnote/internal/doctest"
	"footnote/internal/samples"
)

// The pictures of notes are those of the article. Headers and comments are left out, as their
// texts are.
func TestPicturesInNotes(t *testing.T) {
	const relations = `<Relationships><Relationship Id="1" Type="x/footnotes" Target="footnotes.xml"/><Relationship Id="2" Type="x/endnotes" Target="endnotes.xml"/><Relationship Id="3" Type="x/header" Target="header.xml"/><Relationship Id="4" Type="x/comments" Target="comments.xml"/></Relationships>`
	note := func(kind, id, content string) string {
		return "<w:" + kind + " w:id='" + id + "'>" + content + "</w:" + kind + ">"
	}
	part := func(root, content string) string {
		return "<w:" + root + " xmlns:w='w'>" + content + "</w:" + root + ">"
	}
	reference := func(kind, id string) string { return "<w:r><w:" + kind + "Reference w:id='" + id + "'/></w:r>" }
	pictured := p("", inline(`descr="港口的夜景"`, "r1", 7, ""))
	bare := strings.Replace(p("", inline("", "r2", 7, "")), ` descr="港口"`, "", 1)
	for _, c := range []struct{ name, body, footnotes, endnotes, want string }{
		{"described", p("", r("前。")+reference("footnote", "1")) + p("", r("後。")), note("footnote", "1", p("", r("註。"))+pictured), "", "前。|註。|[港口的夜景]|後。 1"},
		{"not described", p("", r("前。")+reference("footnote", "1")), note("footnote", "1", bare+p("", r("註。"))+bare), "", "前。|註。 2"},
		{"in endnotes", p("", r("前。")+reference("endnote", "1")+reference("endnote", "2")), "", note("endnote", "1", bare+p("", r("註。"))) + note("endnote", "2", pictured), "前。|註。|[港口的夜景] 2"},
		{"without any text", p("", r("前。")+reference("footnote", "1")+reference("footnote", "2")), note("footnote", "1", bare) + note("footnote", "2", p("", r("註。"))), "", "前。|註。 1"},
		{"words", p("", r("前。")+reference("footnote", "1")), note("footnote", "1", p("", r("按")+low("儲存", "r1")+r("即可。"))), "", "前。|按儲存即可。 1"},
		{"the same in both parts", p("", r("前。")+reference("footnote", "1")+reference("endnote", "1")), note("footnote", "1", bare), note("endnote", "1", bare), "前。 2"},
		{"never referred to", p("", r("前。")), note("footnote", "1", pictured), "", "前。 0"},
	} {
		d, err := parse(t, samples.Zip("[Content_Types].xml", "<Types/>", "word/document.xml", `<w:document xmlns:w="w"><w:body>`+c.body+`</w:body></w:document>`, "word/_rels/document.xml.rels", relations,
			"word/footnotes.xml", part("footnotes", c.footnotes), "word/endnotes.xml", part("endnotes", c.endnotes), "word/header.xml", part("hdr", pictured), "word/comments.xml", part("comments", note("comment", "1", pictured))))
		doctest.Check(t, d, err)
		if got := doctest.Figures(d); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}
