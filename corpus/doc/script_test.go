package doc

import "testing"

func TestSuperscript(t *testing.T) {
	for _, c := range []struct{ before, text, want string }{
		{"10", "6", "⁶"}, {"km", "2", "²"}, {"10", "−6", "⁻⁶"}, {"10", "n+1", "ⁿ⁺¹"}, {"x", "n", "ⁿ"}, {"1898", "12", "¹²"},
		{"x", "k", "^k"}, {"e", "-kt", "^(-kt)"}, {"2", "0.5", "^(0.5)"}, {"20", "th", "th"}, {"M", "me", "me"}, {"Linux", "®", "®"},
		{"文", "小字說明", "小字說明"}, {"", "a", "a"}, {"10", " 6 ", "⁶"}, {"10", "", ""}, {"10", "⁶", "⁶"}, {"Na", "+", "⁺"}, {"1898", ",", ","}, {"文", "*", "*"},
	} {
		if got := Superscript(c.before, c.text); got != c.want {
			t.Errorf("%q over %q: %q, want %q", c.text, c.before, got, c.want)
		}
	}
}

func TestSubscript(t *testing.T) {
	for text, want := range map[string]string{"2": "₂", "10": "₁₀", "max": "max", "": "", "n": "ₙ", "n-1": "ₙ₋₁"} {
		if got := Subscript(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestNoteMarks(t *testing.T) {
	for text, want := range map[string][2]bool{
		"3": {true, false}, "[3]": {true, true}, "[note 2]": {true, true}, "註3": {true, true}, "註三": {false, true}, "*": {true, false},
		"[a]": {true, true}, "[3, 4]": {true, true}, "〔12〕": {true, true}, "TM": {true, false}, "2020年": {false, false}, "1898": {false, false}, "[來源請求]": {false, false},
	} {
		if got := [2]bool{IsNoteMark(text), IsBracketedMark(text)}; got != want {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
}
