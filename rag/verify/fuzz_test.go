package verify

import (
	"testing"

	"footnote/rag/lexical"
)

// FuzzCheck checks that whatever a model writes and cites, there is a verdict, and its support
// is among the sources.
func FuzzCheck(f *testing.F) {
	for _, text := range []string{
		"70% of it, 七到八成, 6.6萬, 百分之七十, 三成五, 1萬1千, 第二, 10月", "每四人有三人 3 out of 4 twice 亿级", "「引文」 “quote” https://a.example [1]",
		"not 不没未 all 所有 最 most", "Clara Voss, Edwin Marsh; 大學 公司", "\xff\x00一", "分之 成 零零 百千万亿 点",
	} {
		f.Add(text, "The lighthouse was built in 1891 by Clara Voss; 青松公司於1995年成立，館藏約12萬冊。", 1)
	}
	a := lexical.NewAnalyser()
	f.Fuzz(func(t *testing.T, text, passage string, cite int) {
		if len(text)+len(passage) > 2000 {
			return
		}
		c, sources := checker(t, a, passage, "山上住著一位畫家。")
		v, err := c.Read(sources).Check(t.Context(), Statement{Text: text, Cites: []int{cite}, Near: func(int, int) float64 { return 0.7 }})
		if err != nil || v.Supported == (v.Reason != "") {
			t.Fatalf("%+v, error %v", v, err)
		}
		for _, p := range v.Support {
			_ = sources[p.Source].Sentences[p.Sentence]
		}
	})
}
