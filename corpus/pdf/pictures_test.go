package pdf

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"footnote/corpus/doc"
	"footnote/internal/doctest"
	"footnote/internal/samples"
)

// shown draws a picture.
func shown(width, height, x, y int) string {
	return fmt.Sprintf("q %d 0 0 %d %d %d cm BI /W 1 /H 1 /CS /G /BPC 8 ID x EI Q ", width, height, x, y)
}

// Pictures on pages that have text are counted: none that are small, a picture of the
// page itself, or a logo that each page has; one that was cut into strips counts once.
func TestFigures(t *testing.T) {
	r := New(compiled(t))
	defer r.Close()
	strips := ""
	for i := range 20 {
		strips += shown(300, 10, 100, 100+10*i)
	}
	for name, c := range map[string]struct {
		beneath string
		pages   int
		want    string
	}{
		"none":                   {"", 1, "港口每天有三班渡輪。 0"},
		"two":                    {shown(200, 100, 72, 72) + shown(200, 100, 300, 300), 1, "港口每天有三班渡輪。 2"},
		"small":                  {shown(12, 12, 72, 72) + shown(400, 2, 72, 100), 1, "港口每天有三班渡輪。 0"},
		"in strips":              {strips, 1, "港口每天有三班渡輪。 1"},
		"a scan below its text":  {shown(595, 842, 0, 0), 1, "港口每天有三班渡輪。 0"},
		"a logo on each page":    {shown(100, 40, 72, 780), 3, "港口每天有三班渡輪。|港口每天有三班渡輪。|港口每天有三班渡輪。 0"},
		"a picture on each page": {shown(300, 300, 72, 72), 3, "港口每天有三班渡輪。|港口每天有三班渡輪。|港口每天有三班渡輪。 3"},
		"very many":              {strings.Repeat(shown(200, 100, 72, 72), 5000), 1, "港口每天有三班渡輪。 1"},
	} {
		d := samples.PDFDocument{Beneath: c.beneath}
		for range c.pages {
			d.Pages = append(d.Pages, []string{"港口每天有三班渡輪。"})
		}
		got, err := r.Parse(t.Context(), doc.File{Data: d.Bytes()})
		doctest.Check(t, got, err)
		if figures := doctest.Figures(got); err != nil || figures != c.want {
			t.Errorf("%s: %q, want %q (%v)", name, figures, c.want, err)
		}
	}
}

// tagged is a page with a text, a picture and tags: elements below the root, as objects
// from 10 on, of which the first is the picture.
func tagged(elements ...string) []byte {
	content := "/P <</MCID 1>> BDC BT /F 12 Tf 72 700 Td (Three ferries leave the harbour every day.) Tj ET EMC /Figure <</MCID 0>> BDC " + shown(200, 100, 72, 72) + " EMC"
	objects := map[int]string{
		1: "<</Type/Catalog/Pages 2 0 R/MarkInfo<</Marked true>>/StructTreeRoot 6 0 R>>",
		2: "<</Type/Pages/Kids[3 0 R]/Count 1>>",
		3: "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/StructParents 0/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
		4: fmt.Sprintf("<</Length %d>>\nstream\n%s\nendstream", len(content), content),
		5: "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
		6: "<</Type/StructTreeRoot/K[10 0 R 11 0 R]/ParentTree 7 0 R>>",
		7: "<</Nums[0 [10 0 R 10 0 R]]>>", 8: "null", 9: "null",
	}
	for i, e := range elements {
		objects[10+i] = e
	}
	var out strings.Builder
	out.WriteString("%PDF-1.7\n")
	xref := fmt.Sprintf("xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for n := 1; n <= len(objects); n++ {
		xref += fmt.Sprintf("%010d 00000 n \n", out.Len())
		fmt.Fprintf(&out, "%d 0 obj\n%s\nendobj\n", n, objects[n])
	}
	start := out.Len()
	fmt.Fprintf(&out, "%strailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", xref, len(objects)+1, start)
	return []byte(out.String())
}

// What the tags of a page say of its pictures is text; tags that never end cost little.
func TestTaggedFigures(t *testing.T) {
	r := New(compiled(t))
	defer r.Close()
	const text = "Three ferries leave the harbour every day."
	element := func(kind, rest string) string {
		return "<</Type/StructElem/S/" + kind + "/P 6 0 R/Pg 3 0 R" + rest + ">>"
	}
	wide := "/K[" + strings.Repeat("11 0 R ", 5000) + "]"
	for name, c := range map[string]struct {
		elements []string
		want     string
	}{
		"described":      {[]string{element("Figure", "/K 0/Alt(A green light.)")}, text + "|[A green light.] 1"},
		"a name":         {[]string{element("Figure", "/K 0/Alt(image1.png)")}, text + " 1"},
		"not a picture":  {[]string{element("Formula", "/K 0/Alt(A green light.)")}, text + " 1"},
		"in another":     {[]string{"<</Type/StructElem/S/Figure/P 11 0 R/Pg 3 0 R/K 0/Alt(A green light.)>>", element("Sect", "/K[10 0 R]")}, text + "|[A green light.] 1"},
		"within itself":  {[]string{element("Sect", "/K[10 0 R 10 0 R]")}, text + " 1"},
		"very many":      {[]string{element("Sect", wide), "<</Type/StructElem/S/P/P 10 0 R/Pg 3 0 R/K 1>>"}, text + " 1"},
		"nothing of use": {[]string{"null"}, text + " 1"},
	} {
		got, err := r.Parse(t.Context(), doc.File{Data: tagged(c.elements...)})
		doctest.Check(t, got, err)
		if figures := doctest.Figures(got); err != nil || figures != c.want {
			t.Errorf("%s: %q, want %q (%v)", name, figures, c.want, err)
		}
	}
}

// Texts of pictures do not stand within a paragraph that goes on.
func TestBesides(t *testing.T) {
	p := paged{Paginated: Paginated{Pages: []string{"Title\nOne that goes on,", "and on,", "and ends.\nTwo."}}}
	p.missing.figures = map[int][]box{0: {{0, 0, 100, 100}}, 1: {{0, 0, 200, 100}}, 2: {{0, 0, 300, 100}}}
	p.missing.alternatives = map[int][]string{0: {"First picture of all"}, 1: {"Second picture of all"}, 2: {"Third picture of all"}}
	d := p.document()
	if got, want := doctest.Figures(d), "Title|[First picture of all]|One that goes on,|and on,|and ends.|[Second picture of all]|[Third picture of all]|Two. 3"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if !slices.IsSortedFunc(d.Blocks, func(a, b doc.Block) int { return a.Page - b.Page }) {
		t.Errorf("pages out of order: %+v", d.Blocks)
	}
	if !d.Blocks[3].Continues || !d.Blocks[4].Continues {
		t.Errorf("%+v", d.Blocks)
	}
}
