package reply

import "testing"

func TestOnce(t *testing.T) {
	for text, want := range map[string]string{
		"药開了 30 分鐘 药開了 30 分鐘 药開了 30 分鐘": "药開了 30 分鐘",
		"藥開了一週 藥開了一週":                   "藥開了一週",
		"No, no":                        "No, no",
		"very very":                     "very",
		"It rained. It rained.":         "It rained.",
		"It rained and it rained and":   "It rained and it rained and",
		"A  and B":                      "A  and B",
		"":                              "",
	} {
		if got := Once(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
