package verify

import "testing"

// TestStated checks that only questions are taken for questions.
func TestStated(t *testing.T) {
	for text, want := range map[string]string{
		"Where is the mill?":                          "",
		"“Where is the mill?”":                        "",
		"\"Where is the mill?!\"":                     "",
		"（「湖有多大？」）":                                   "",
		"湖有多大？":                                       "",
		"Is it open, or not?":                         "",
		"他說的湖是哪一座？？":                                  "",
		"Visitors ask: “Where is the mill?”":          "Visitors ask: “Where is the mill?”",
		"館長最常被問「湖有多大？」":                               "館長最常被問「湖有多大？」",
		"「湖」的館長最常被問「湖有多大？」":                           "「湖」的館長最常被問「湖有多大？」",
		"磨坊建於1787年（還是1788年？）":                         "磨坊建於1787年（還是1788年？）",
		"The lighthouse was built in 1898, right?":    "The lighthouse was built in 1898.",
		"“The lighthouse was built in 1898, RIGHT?!”": "The lighthouse was built in 1898.",
		"The mill is old, isn't it?":                  "The mill is old.",
		"The mills are old, aren’t they?":             "The mills are old.",
		"The mill is not old, is it?":                 "The mill is not old.",
		"The mill is old - correct?":                  "The mill is old.",
		"The mill is pretty, don't you think?":        "The mill is pretty.",
		"磨坊是1787年建的對吧？":                               "磨坊是1787年建的。",
		"磨坊是1787年建的，对吗?":                              "磨坊是1787年建的。",
		"磨坊是1787年建的，不是嗎？":                             "磨坊是1787年建的。",
		"磨坊是1787年建的，是不是？":                             "磨坊是1787年建的。",
		"磨坊是1787年建的，沒錯吧？":                             "磨坊是1787年建的。",
		"The mill is old.":                            "The mill is old.",
	} {
		got, ok := Piece{Text: text}.Stated()
		if got != want || ok != (want != "") {
			t.Errorf("%s: %q, %t, want %q", text, got, ok, want)
		}
	}
}
