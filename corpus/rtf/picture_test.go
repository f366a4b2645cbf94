package rtf

import (
	"testing"

	"footnote/corpus/doc"
	"footnote/internal/doctest"
)

func TestPictures(t *testing.T) {
	const large, small = `\picwgoal4000\pichgoal3000`, `\picwgoal200\pichgoal200`
	described := `{\*\picprop{\sp{\sn wzDescription}{\sv \u28207?\u21475?}}{\sp{\sn x}{\sv y}}}`
	cells := `\trowd\cellx1000\cellx2000\pard\intbl a\cell {\pict` + large + ` 00}b\cell\row \pard c\par`
	for _, c := range []struct{ name, body, want string }{
		{"a picture", `a{\pict` + large + `\pngblip 89504e47}b.\par`, "ab. 1"},
		{"a word", `Press {\pict\picwgoal900\pichgoal600{\*\picprop{\sp{\sn wzDescription}{\sv Save}}} 89} to keep it.\par`, "Press Save to keep it. 1"},
		{"beside its word", `Press {\pict\picwgoal900\pichgoal600{\*\picprop{\sp{\sn wzDescription}{\sv Save}}} 89} Save to keep it.\par`, "Press Save to keep it.|[Save] 1"},
		{"a word after a raised one", `x{\super 2   }{\pict\picwgoal900\pichgoal600{\*\picprop{\sp{\sn wzDescription}{\sv Save}}} 89}{\super 3   } is.\par`, "x² Save ³ is. 1"},
		{"a word in a cell", `\trowd\cellx1000\cellx2000\pard\intbl a\cell Press {\pict\picwgoal900\pichgoal600{\*\picprop{\sp{\sn wzDescription}{\sv Save}}} 89} now.\cell\row}\pard c\par`, "a | Press Save now.|c 1"},
		{"a photograph", `The {\pict` + described + large + ` 89} port.\par`, "The port.|[港口] 1"},
		{"in notes", `a{\footnote b{\pict` + described + large + ` 89}{\pict` + large + ` 89}}.\par c.\par`, "a.|b|[港口]|c. 2"},
		{"twice for two programs", `a{\*\shppict{\pict` + described + large + `\pngblip 89}}{\nonshppict{\pict` + large + `\wmetafile8 01}}b.\par c.\par`, "ab.|[港口]|c. 1"},
		{"small", `a{\pict` + small + ` 89}b.\par`, "ab. 0"},
		{"made small", `a{\pict` + large + `\picscalex5\picscaley5 89}b.\par`, "ab. 0"},
		{"before all text", `{\pict` + large + ` 89}\par a.\par`, "a. 1"},
		{"of a header, a bullet, an object", `{\header{\pict` + large + ` 89}}{\*\listpicture{\pict` + large + ` 89}}{\object{\result{\pict 89}}}a.\par`, "a. 0"},
		{"hidden", `a{\v{\pict` + large + ` 89}}.\par`, "a. 0"},
		{"in a table", cells, "a | b|c 1"},
		{"cut", `a.\par b{\pict` + described + large + ` 89`, "a.|b|[港口] 1"},
	} {
		d, err := Parse(t.Context(), doc.File{Data: []byte(head + c.body + "}")})
		doctest.Check(t, d, err)
		if got := doctest.Figures(d); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}
