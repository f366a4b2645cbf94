package doc

import "testing"

func TestRomanise(t *testing.T) {
	for text, want := range map[string]string{"嵐羽": "lanyu", "盤古 2.0 大模型": "pangudamoxing", "no Han": "", "": ""} {
		if got := Romanise(text); got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}
