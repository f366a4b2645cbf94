package doc

import "testing"

func TestInvisible(t *testing.T) {
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
