package rtf

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"footnote/corpus/doc"
	"footnote/internal/doctest"
)

const head = `{\rtf1\ansi\ansicpg936\uc1\deff0{\fonttbl{\f0\fcharset134 SimSun;}{\f1\fcharset0 Arial;}{\f2\fcharset136 MingLiU;}}` +
	`{\colortbl;\red255\green0\blue0;}{\stylesheet{\ql Normal;}{\s1\outlinelevel0 heading 1;}{\s2 heading 2;}{\*\cs10 Default Font;}}` +
	`{\info{\title \'b8\'db\'bf\'da}{\author \'c0\'ee}{\creatim\yr2025\mo3\dy4\hr9}{\operator x}}{\*\generator Word;}`

func TestRTF(t *testing.T) {
	cells := func(all ...string) string {
		return `\trowd\cellx1000\cellx2000\pard\intbl ` + strings.Join(all, `\cell `) + `\cell\row`
	}
	for _, c := range []struct{ name, body, want string }{
		{"bytes of GBK", `\'b8\'db\'bf\'da\'d3\'d0\'c8\'fd\'b0\'e0\'b6\'c9\'c2\'d6\'a1\'a3\par`, "港口有三班渡轮。"},
		{"a second byte that is a letter", `\'81Z\'b8\'db.\par`, "乑港."},
		{"another font", `{\f2\'b4\'e4}{\f1\'e9}\par`, "港é"},
		{"Unicode", `\u28207 ?\u21475?\u-10179?\u-8704?\uc2\u65288\'a3\'a8\par`, "港口😀（"},
		{"no characters instead", `\uc0\u28207\u21475 x\par`, "港口x"},
		{"half a character of Unicode", `\u-10179?x\par`, "\uFFFDx"},
		{"symbols", `a\~b\_c \ldblquote d\rdblquote\emdash\{\}\\\tab e\line f\par`, "a\u00A0b-c “d”—{}\\\te\nf"},
		{"lines of the file", "a\r\nb\\\nc\\par", "ab|c"},
		{"headings", `\pard\s1 A\par\pard B.\par\pard\s2 C\par\pard\outlinelevel2 D\par\pard E.\par`, "1A|B.|2C|3D|E."},
		{"lists", `\pard\s1 {\listtext\pard\plain 1.\tab}A\par\pard B.\par`, "11.\tA|B."},
		{"tables", cells("甲", "a") + cells("", "b"+`\par `+"c") + `\pard d\par`, "甲 | a| | b c|d"},
		{"layout", cells("a."+`\par `+"b.", "") + `\pard d\par`, "a.|b.|d"},
		{"a note after a table", cells("a", "b") + `\pard c{\footnote note} d\par`, "a | b|c d|note"},
		{"left out", `a{\v hidden}{\deleted x}{\pict 0a0b}{\*\unknown x}{\header y}{\field{\*\fldinst HYPERLINK "x"}{\fldrslt link}}{\*\annotation z}\bin3 {{{b\par`, "alinkb"},
		{"above and below the line", `10{\super 6} km{\super 2}, H{\sub 2}O, 20{\up6 th}, x\super 1\nosupersub 2, 1898{\super [3]}{\up0 y}\par`, "10⁶ km², H₂O, 20th, x¹2, 1898y"},
		{"footnotes", `a{\super\chftn{\footnote\pard\plain{\super\chftn} note\par}} b.\par c.\par`, "a b.|note|c."},
		{"braces that do not fit", `a}}}}b\par}}{{{c`, "ab|c"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, err := Parse(t.Context(), doc.File{Data: []byte(head + strings.NewReplacer("甲", `\u30002?`).Replace(c.body) + "}")})
			doctest.Check(t, d, err)
			if diff := cmp.Diff(c.want, doctest.Outline(d)); diff != "" || err != nil {
				t.Errorf("%v (-want +got):\n%s", err, diff)
			}
			if d.Title != "港口" || d.Author != "李" || d.Published != "2025-03-04" {
				t.Errorf("%q %q %q", d.Title, d.Author, d.Published)
			}
		})
	}
}

// A cell that is merged with the one above has its text.
func TestMergedCells(t *testing.T) {
	row := func(merge, first, second string) string {
		return `\trowd` + merge + `\cellx1000\cellx2000\pard\intbl ` + first + `\cell ` + second + `\cell\row`
	}
	d, err := Parse(t.Context(), doc.File{Data: []byte(`{\rtf1 ` + row(`\clvmgf`, "North", "a") + row(`\clvmrg`, "", "b") + row("", "", "c") + "}")})
	if want := "North | a|North | b| | c"; err != nil || doctest.Outline(d) != want {
		t.Errorf("%q, %v", doctest.Outline(d), err)
	}
}

// The columns of a table are where the cells of all its rows end.
func TestCellsOverColumns(t *testing.T) {
	row := func(left string, cells ...string) string {
		edges, texts := "", ""
		for _, c := range cells {
			edge, text, _ := strings.Cut(c, " ")
			edges, texts = edges+edge, texts+text+`\cell `
		}
		return `\trowd\trleft` + left + edges + `\pard\intbl ` + texts + `\row`
	}
	for name, c := range map[string]struct{ rows, want string }{
		"wider":         {row("-108", `\cellx1000 Stop`, `\cellx3000 Trains`) + row("-108", `\cellx1010 North`, `\cellx2000 12`, `\cellx3000 8`) + row("-100", `\cellx1000 `, `\cellx2000 7`, `\cellx2990 `), "Stop | Trains | Trains|North | 12 | 8| | 7"},
		"merged":        {row("0", `\cellx1000 Stop`, `\clmgf\cellx2000 Trains`, `\clmrg\cellx3000 `) + row("0", `\cellx1000 North`, `\cellx2000 12`, `\cellx3000 8`), "Stop | Trains | Trains|North | 12 | 8"},
		"further right": {row("0", `\cellx1000 Stop`, `\cellx2000 Trains`, `\cellx3000 Buses`) + row("1000", `\cellx2000 12`, `\cellx3000 8`), "Stop | Trains | Buses| | 12 | 8"},
		"unlike edges":  {row("0", `\cellx1000 a`, `\cellx2000 b`) + row("0", `\cellx1300 c`, `\cellx2300 d`) + row("0", `\cellx1600 e`, `\cellx2600 f`), "a | b|c | d|e | f"},
		"without edges": {`\pard\intbl a\cell b\cell\row\pard\intbl c\cell d\cell\row`, "a | b|c | d"},
	} {
		d, err := Parse(t.Context(), doc.File{Data: []byte(`{\rtf1 ` + c.rows + `\pard end\par}`)})
		if diff := cmp.Diff(c.want+"|end", doctest.Outline(d)); diff != "" || err != nil {
			t.Errorf("%s: %v (-want +got):\n%s", name, err, diff)
		}
		if len(d.Blocks) > 2 && (d.Blocks[0].Gap != "\n" || d.Blocks[len(d.Blocks)-2].Gap != "\n\n") {
			t.Errorf("%s: %+v", name, d.Blocks)
		}
	}
}

func TestHostileRTF(t *testing.T) {
	merged := `\trowd\cellx1\pard\intbl ` + strings.Repeat("x", 190) + `\cell\row` + strings.Repeat(`\trowd\clvmrg\cellx1\pard\intbl\cell\row`, 1000) + `\pard\par`
	long := `{\rtf1 ` + strings.Repeat(merged, 100) + "}"
	for want, data := range map[string]string{
		"more than 1000 deep":      `{\rtf1` + strings.Repeat("{", 1<<20),
		"without any text":         `{\rtf1{\info{\title x}}}`,
		"is no RTF file":           "text",
		"more than 5 million char": long,
		"lines or paragraphs":      `{\rtf1 ` + strings.Repeat(`a\par `, doc.MaxParagraphs+1),
	} {
		d, err := Parse(t.Context(), doc.File{Data: []byte(data)})
		doctest.Check(t, d, err)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %d blocks, %v", want, len(d.Blocks), err)
		}
	}
}

func FuzzRTF(f *testing.F) {
	f.Add([]byte(head + `\pard\s1 A\par{\footnote b}\trowd\clvmrg\cellx1 c\cell\row}`))
	f.Add([]byte(`{\rtf1\ansicpg950\u-10179\'a4{\*\x}\bin99999999999 }`))
	f.Add([]byte(head + `a{\*\shppict{\pict{\*\picprop{\sp{\sn wzDescription}{\sv x}}}\picwgoal900\pichgoal900 89}}{\pict{\sv}}}`))
	f.Add([]byte(`{\rtf1\'`))
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := Parse(t.Context(), doc.File{Data: data})
		doctest.Check(t, d, err)
	})
}
