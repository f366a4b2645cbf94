package verify

import (
	"testing"

	"footnote/rag/lexical"
)

// TestCertain checks that a supported statement is certain only if the judge is, and if the
// source shares a word with it, in whichever language. What is supported stays the same.
func TestCertain(t *testing.T) {
	for name, test := range map[string]struct {
		odds               doubter
		text               string
		supported, certain bool
	}{
		"surely":                         {6, "港口有三班渡輪。", true, true},
		"perhaps":                        {-2, "港口有三班渡輪。", true, false},
		"not":                            {-6, "港口有三班渡輪。", false, false},
		"other language":                 {6, "The harbour has ferries.", true, true},
		"other language, only a number":  {6, "Zweibrück costs 40.", true, true},
		"other language, nothing shared": {6, "The professor wrote a symphony.", true, false},
		"nothing shared":                 {6, "教授寫了一首交響曲。", true, false},
	} {
		t.Run(name, func(t *testing.T) {
			a := lexical.NewAnalyser()
			_, sources := checker(t, a, tales[0])
			c, err := New(a, lexical.NewIndex(a, tales), test.odds)
			if err != nil {
				t.Fatal(err)
			}
			v, err := c.Read(sources).Check(t.Context(), Statement{Text: test.text, Cites: []int{1}})
			if err != nil || v.Supported != test.supported || v.Certain() != test.certain {
				t.Errorf("certain %t: %+v, error %v", v.Certain(), v, err)
			}
		})
	}
}

// TestCertainByRules checks that the rules are certain where there is no judge.
func TestCertainByRules(t *testing.T) {
	a := lexical.NewAnalyser()
	c, sources := checker(t, a, tales[0])
	v, err := c.Read(sources).Check(t.Context(), Statement{Text: "港口有三班渡輪。", Cites: []int{1}})
	if err != nil || !v.Certain() {
		t.Errorf("%+v, error %v", v, err)
	}
}
