package slides

import (
	"testing"

	"footnote/internal/doctest"
)

// picture is one on a slide, of that many EMU.
func picture(attributes, id, size, more string) string {
	return `<p:pic><p:nvPicPr><p:cNvPr id="4" name="Picture 3" ` + attributes + `>` + more + `</p:cNvPr></p:nvPicPr><p:blipFill><a:blip r:embed="` + id + `"/></p:blipFill><p:spPr><a:xfrm><a:ext cx="` + size + `" cy="` + size + `"/></a:xfrm></p:spPr></p:pic>`
}

func TestPictures(t *testing.T) {
	const large, small = "3000000", "200000"
	relations := []string{"ppt/slides/_rels/slide0.xml.rels", `<Relationships><Relationship Id="r1" Type="x/image" Target="../media/a.png"/><Relationship Id="r2" Type="x/image" Target="../media/b.png"/><Relationship Id="n" Type="x/notesSlide" Target="../n.xml"/></Relationships>`,
		"ppt/n.xml", `<p:notes xmlns:p="p" xmlns:a="a">` + shape("body", "講者。") + "</p:notes>"}
	for name, c := range map[string]struct{ slide, want string }{
		"described":        {shape("title", "港口") + picture(`descr="港口的夜景"`, "r1", large, "") + shape("-", "三班渡輪。"), "港口|三班渡輪。|[港口的夜景]|講者。 1"},
		"not described":    {shape("title", "港口") + picture(`descr="image1.png"`, "r1", large, "") + picture("", "r2", large, ""), "港口|講者。 2"},
		"small":            {shape("title", "港口") + picture(`descr="港口的夜景"`, "r1", small, ""), "港口|講者。 0"},
		"decoration":       {shape("title", "港口") + picture("", "r1", large, `<a:ext><adec:decorative val="1"/></a:ext>`), "港口|講者。 0"},
		"in a group":       {shape("title", "港口") + "<p:grpSp>" + picture(`descr="港口的夜景"`, "r1", "3", "") + "</p:grpSp>", "港口|[港口的夜景]|講者。 1"},
		"a chart, a table": {shape("title", "港口") + `<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr descr="每月的雨量"/></p:nvGraphicFramePr></p:graphicFrame>`, "港口|[每月的雨量]|講者。 0"},
		"a bullet":         {`<p:sp><p:txBody><a:p><a:pPr><a:buBlip><a:blip r:embed="r1"/></a:buBlip></a:pPr><a:r><a:t>渡輪</a:t></a:r></a:p></p:txBody></p:sp>`, "渡輪|講者。 0"},
		"a film":           {shape("title", "港口") + picture("", "r1", large, `<a:videoFile r:link="x"/>`), "港口|講者。 0"},
	} {
		d, err := parse(t, deck([]string{">" + c.slide}, relations...))
		doctest.Check(t, d, err)
		if got := doctest.Figures(d); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
	d, err := parse(t, deck([]string{">" + picture("", "r1", large, ""), ">" + picture("", "r1", large, "") + shape("-", "渡輪。")}, append(relations[:2], "ppt/slides/_rels/slide1.xml.rels", relations[1])...))
	if err != nil || len(d.Blocks) != 1 || len(d.Blocks[0].Pictures) != 2 || d.Blocks[0].Pictures[0] != "ppt/media/a.png" {
		t.Errorf("%+v, %v", d.Blocks, err)
	}
}

// Pictures in the notes count like those on the slide.
func TestPicturesInNotes(t *testing.T) {
	notes := `<p:notes xmlns:p="p" xmlns:a="a">` + shape("sldImg", "圖") + shape("body", "講者。") + picture(`descr="港口的夜景"`, "r1", "3000000", "") + picture("", "r2", "3000000", "") + "</p:notes>"
	d, err := parse(t, deck([]string{">" + shape("title", "港口")}, "ppt/slides/_rels/slide0.xml.rels", `<Relationships><Relationship Id="n" Type="x/notesSlide" Target="../n.xml"/></Relationships>`,
		"ppt/n.xml", notes, "ppt/_rels/n.xml.rels", `<Relationships><Relationship Id="r1" Type="x/image" Target="media/a.png"/><Relationship Id="r2" Type="x/image" Target="media/b.png"/></Relationships>`))
	doctest.Check(t, d, err)
	if got, want := doctest.Figures(d), "港口|[港口的夜景]|講者。 2"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
