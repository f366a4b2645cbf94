package doc

import "testing"

func TestRemoveInvisible(t *testing.T) {
	for text, want := range map[string]string{
		"甲\U000E0041\U000E0042乙": "甲乙", "甲\uFE0F乙": "甲乙", "\uFE0F甲": "甲", "❤\uFE0F好": "❤\uFE0F好", "1\uFE0F\u20E3": "1\uFE0F\u20E3", "☁\uFE0E": "☁\uFE0E", "a\uFE01\uFE02\uFE0Fb": "ab",
		"甲\u2061\u2064乙": "甲乙", "葛\U000E0100城": "葛城", "👩\u200d🚀": "👩\u200d🚀", "❤\uFE0F\uFE0F": "❤\uFE0F", "🏴\U000E0067\U000E007F": "🏴",
	} {
		got, n := RemoveInvisible(text)
		if got != want || n != len([]rune(text))-len([]rune(want)) {
			t.Errorf("%+q: got %+q, %d", text, got, n)
		}
	}
}

// The characters of every kind, for those who remove all of them and for the
// text of an article.
func TestIsInvisible(t *testing.T) {
	for _, c := range []struct {
		characters      string
		invisible, kept bool
	}{
		{"a字é。\n\t \u3000\u00a0\u2003\ufffd\ue000", false, true},
		{"\u0600\u06dd\U000110bd", false, true}, // signs of Arabic numbers
		{"\x00\x1b\x7f\u0085\u00ad\u200b\u2060\u202e\u2066\u206a\ufeff\ufff9\uffff\U0001d173\U000e0041\U000e0100", true, false},
		{"\u200c\u200d\u200e\u061c\u034f\u180b\u180e\U00013430", true, true}, // what scripts are written with
		{"\u115f\u1160\u3164\uffa0\u2800\u17b4", true, true},                 // fillers
		{"\ufe00\ufe0f", true, false},
	} {
		for _, r := range c.characters {
			left, _ := RemoveInvisible("甲" + string(r))
			if IsInvisible(r) != c.invisible || (left != "甲") != c.kept {
				t.Errorf("%U: invisible %v, kept %v", r, IsInvisible(r), left != "甲")
			}
		}
	}
}
