package fixed_test

import (
	"testing"

	"footnote/rag/fixed"
	"footnote/rag/lexical"
)

// TestKey checks that the questions in each row have the same key, and those of different rows
// do not.
func TestKey(t *testing.T) {
	a := lexical.NewAnalyser()
	rows := [][]string{
		{"訪客中心幾點開?", "访客中心几点开？", " 訪客中心　幾點開 ", "請問訪客中心幾點開？", "你好，請問一下訪客中心幾點開? 謝謝!", "訪客中心，幾點開！！！", "訪客\u200b中心幾點開"},
		{"訪客中心幾點關?"},
		{"How do I get the role?", "how do i get the role", "HOW  DO I GET THE ROLE ???", "Hi, could you tell me how do I get the role? Thanks!", "ｈｏｗ ｄｏ Ｉ ｇｅｔ ｔｈｅ ｒｏｌｅ？", "how do I get the “role”?"},
		{"How do I get a role?"}, {"Howdo I get the role?"},
		{"hello", "Hello!", "HELLO 👋"}, {"hello there"},
		{"what is C?"}, {"what is C++?"}, {"what is C#?"},
		{"is it 5 degrees"}, {"is it -5 degrees"}, {"is it 5% degrees"},
		{"is 1.5 enough"}, {"is 15 enough"},
		{"Wi-Fi密碼是什麼", "wi-fi 密码 是什么?"},
		{"résumé format", "resume format"},
	}
	of := map[string]int{}
	for n, row := range rows {
		for _, question := range row {
			key := fixed.Key(a, question)
			if other, known := of[key]; key == "" || known && other != n {
				t.Errorf("%q has key %q, as row %d has", question, key, other)
			}
			if first := fixed.Key(a, row[0]); key != first {
				t.Errorf("%q is %q, %q is %q", row[0], first, question, key)
			}
			of[key] = n
		}
	}
	for _, nothing := range []string{"", " ", "???", "😂", "\u200b", "…", "+++", "、。"} {
		if key := fixed.Key(a, nothing); key != "" {
			t.Errorf("%q is %q", nothing, key)
		}
	}
}

// TestAlone checks that a question that means nothing without an earlier one does not get a
// fixed answer.
func TestAlone(t *testing.T) {
	for question, want := range map[string]bool{
		"訪客中心幾點開?": true, "怎麼報名": true, "hello": true, "你好": true, "謝謝": true, "who are you": true, "office hours": true, "How do I get the role?": true, "怎麼加入社團": true,
		"那明天呢": false, "為什麼?": false, "why?": false, "what about exports?": false, "when did it open?": false, "誰寫的": false, "它多少錢": false, "還有嗎": false,
	} {
		if got := fixed.Alone(question, lexical.NewAnalyser().Language(question)); got != want {
			t.Errorf("%q: %v", question, got)
		}
	}
}
