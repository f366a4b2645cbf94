package lexical

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestHighlight(t *testing.T) {
	x := index("大模型", "數據")
	for _, test := range []struct {
		name, query, text string
		want              []string
	}{
		{"other script", "数据", "我國數據產量", []string{"數據"}},
		{"bigrams that overlap become one", "大模型", "這是大模型。", []string{"大模型"}},
		{"single character only by itself", "大", "大家與大模型", []string{"大", "大"}},
		{"single character beside a longer match", "數據", "數據與據點", []string{"數據"}},
		{"stem", "models", "A Model is big", []string{"Model"}},
		{"full width", "GPT", "用ＧＰＴ好", []string{"ＧＰＴ"}},
		{"asking words are not shown", "什麼是數據", "什麼是數據", []string{"是數據"}},
		{"nothing", "天氣", "數據", nil},
		{"no text", "數據", "", nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			var got []string
			for _, part := range x.analyser.Highlight(x.Query(test.query), test.text) {
				got = append(got, test.text[part.Start:part.End])
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestLanguage(t *testing.T) {
	a := NewAnalyser()
	for _, test := range []struct {
		name, text string
		want       Language
	}{
		{"traditional", "數據產量是多少？", Traditional},
		{"simplified", "数据产量是多少？", Simplified},
		{"same in both", "大模型", Traditional},
		{"more of both than of one", "幫我查：是哪一年提出的？", Traditional},
		{"Chinese with a name", "GPT-4是什么？", Simplified},
		{"English", "What is a large model?", English},
		{"English with accents", "What is a café?", English},
		{"English with a Han word", "What does 大模型 mean in English?", English},
		{"Chinese between names", "Apollo 11由Neil Armstrong執行。", Traditional},
		{"Chinese after a long name", "Lenovo ThinkPad X1 Carbon多少钱", Simplified},
		{"Chinese with a title", "The Lord of the Rings由Peter Jackson執導", Traditional},
		{"Chinese with commands", "rsync、tar与docker-compose都能用来备份", Simplified},
		{"English about a Han name", "Was 岳飛 a general?", English},
		{"English with Han names", "The 嵐羽 bridge and 青松 library were built by Clara Voss", English},
		{"a question about a Han name", "Was 岳飛 great?", English},
		{"Japanese", "これは何ですか", Other},
		{"Russian", "Что это такое", Other},
		{"numbers", "2022", Other},
		{"empty", "", Other},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := a.Language(test.text); got != test.want {
				t.Errorf("Language(%q) = %s, want %s", test.text, got, test.want)
			}
		})
	}
}

// TestScripts checks that characters that exist in both scripts (里, 面, 后, 只, 台) do not
// decide the script of a question.
func TestScripts(t *testing.T) {
	a := NewAnalyser()
	for name, want := range map[string]Language{"traditional.txt": Traditional, "simplified.txt": Simplified} {
		questions, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		for question := range strings.Lines(string(questions)) {
			if got := a.Language(question); got != want {
				t.Errorf("Language(%q) = %s, want %s", strings.TrimSpace(question), got, want)
			}
		}
	}
}
