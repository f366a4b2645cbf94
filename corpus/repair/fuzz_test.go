package repair

import (
	"testing"
	"unicode/utf8"

	"footnote/corpus/doc"
)

func FuzzDocument(f *testing.F) {
	f.Add("時(shí)間,很長。")
	f.Add("這是因?yàn)橥ㄓ么竽P鸵话慊诠_信息進")
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) {
			t.Skip()
		}
		d := doc.Document{Blocks: []doc.Block{{Text: text}}}
		if _, err := Document(&d, &Lexicon{}); err != nil {
			t.Fatal(err)
		}
		if !utf8.ValidString(d.Blocks[0].Text) {
			t.Fatalf("%q is not UTF-8 any more", d.Blocks[0].Text)
		}
	})
}
