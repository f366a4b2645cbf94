package citation

import (
	"strings"
	"testing"

	"footnote/corpus"
	"footnote/corpus/doc"
	"footnote/rag/lexical"
)

// TestVersion checks that a sentence counts as unchanged if only its form or position has
// changed. If its statement has changed, the most similar sentence is found.
func TestVersion(t *testing.T) {
	const gone = "-"
	for _, c := range []struct {
		name, old, text, nearest string // empty if the sentence is unchanged
	}{
		{"the same", "鏡湖的面積為37平方公里。", "鏡湖的面積為37平方公里。", ""},
		{"moved", "鏡湖的面積為37平方公里。", "這裡是前言,寫得很長。\n\n湖水很冷。鏡湖的面積為37平方公里。", ""},
		{"white space", "The mill was built in 1787.", "The mill\n  was built   in 1787.", ""},
		{"width", "湖面積３７平方公里，水深８２公尺。", "湖面積37平方公里,水深82公尺。", ""},
		{"script", "鐘樓的塔身高61公尺。", "钟楼的塔身高61公尺。", ""},
		{"marks", "他說：「好，走吧！」", "他說:“好,走吧!”", ""},
		{"a mark at the end", "Opening hours: 9 to 17", "Opening hours: 9 to 17.", ""},
		{"split in two", "門票100元;學生半價。", "門票100元。學生半價。", ""},
		{"joined", "門票100元。學生半價。", "門票100元;學生半價。", ""},
		{"a number", "鏡湖的面積為37平方公里。", "鏡湖的面積為39平方公里。湖水很冷。", "鏡湖的面積為39平方公里。"},
		{"a decimal point", "The wheel is 3.5 metres wide.", "The wheel is 35 metres wide.", "The wheel is 35 metres wide."},
		{"a sign", "最低氣溫是-5度。", "最低氣溫是5度。", "最低氣溫是5度。"},
		{"percent", "稅率是5%。", "稅率是5‰。", "稅率是5‰。"},
		{"a condition before it", "本館週一開放參觀。", "除國定假日外,本館週一開放參觀。", "除國定假日外，本館週一開放參觀。"},
		{"a not", "本館週一開放參觀。", "本館週一不開放參觀。", "本館週一不開放參觀。"},
		{"a digit more", "The tower is 61 metres high", "The tower is 61 metres higher than the hill.", "The tower is 61 metres higher than the hill."},
		{"gone", "鏡湖的面積為37平方公里。", "訪客中心的密碼每天早上更換。", gone},
		{"gone, in English", "The mill was built in 1787.", "Swallows nest below the roof of the barn.", gone},
		{"odd", "🏮", "燈籠。", gone},
	} {
		a, err := new(corpus.Reader).Read(t.Context(), doc.File{Source: "a.txt", Data: []byte(c.text + "\n")})
		if err != nil {
			t.Fatal(err)
		}
		v := versionOf(lexical.NewAnalyser(), a)
		if got := v.has(c.old); got != (c.nearest == "") {
			t.Errorf("%s: unchanged: %v; %q", c.name, got, v.sentences)
		}
		if c.nearest == "" {
			continue
		}
		got := gone
		if span, found := v.nearest(c.old); found {
			got = strings.Join(strings.Fields(a.Quote(span)), " ")
		}
		if got != c.nearest {
			t.Errorf("%s: the nearest is %q, not %q", c.name, got, c.nearest)
		}
	}
}

// FuzzVersion checks that any text and sentence can be compared, and that a sentence of a text
// is found in it.
func FuzzVersion(f *testing.F) {
	f.Add("湖。", "湖。山。")
	f.Add("", "a")
	f.Add("\xff\x00", "...\n\n---\n\n5-5")
	analyser := lexical.NewAnalyser()
	f.Fuzz(func(t *testing.T, old, text string) {
		a, err := new(corpus.Reader).Read(t.Context(), doc.File{Source: "a.txt", Data: []byte(text)})
		if err != nil {
			return
		}
		v := versionOf(analyser, a)
		v.has(old)
		v.nearest(old)
		for _, p := range a.Passages {
			for _, s := range p.Sentences {
				if !v.has(a.Text[s.Start:s.End]) {
					t.Errorf("%q is not found in its own text", a.Text[s.Start:s.End])
				}
			}
		}
	})
}
