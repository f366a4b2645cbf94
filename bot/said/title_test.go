package said

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestTitle checks that the title of a message is its first line with words, as people read it.
func TestTitle(t *testing.T) {
	for text, want := range map[string][2]string{
		"***\nThe water tower leaks.": {"The water tower leaks.", ""},
		"---\ntext":                   {"text", ""},
		"...\ntext":                   {"text", ""},
		"🎉🎉\n\ntext":                  {"text", ""},
		"\u200b\u3164\ntext":          {"text", ""},
		"<@123> <@!1> <@&2>\n<#3> The pool opens.":  {"The pool opens.", ""},
		"<:bell:123> The pool opens <t:1700000:R>":  {"The pool opens", ""},
		"Use </library add:123> to add it":          {"Use /library add to add it", "Use library add to add it"},
		"**公告**：游泳池":                                {"公告：游泳池", ""},
		"C# is a language":                          {"C# is a language", ""},
		"AC/DC concert at C:\\night":                {"AC/DC concert at C:\\night", "AC DC concert at C: night"},
		"snake_case_name":                           {"snake_case_name", ""},
		"# 🎉\n## The *pool* opens":                  {"The pool opens", ""},
		"> - a \"quoted\" [line]":                   {"a quoted line", ""},
		"-5 degrees":                                {"-5 degrees", ""},
		"The pool in <#3> is open to ||everybody||": {"The pool in is open to everybody", ""},
	} {
		f := textFile("", text)
		if want[1] == "" {
			want[1] = want[0]
		}
		if diff := cmp.Diff([2]string{want[0], want[1] + ".md"}, [2]string{titleOf(text), f.Name}); diff != "" {
			t.Errorf("%q (-want +got):\n%s", text, diff)
		}
	}
	for _, text := range []string{"<@123> <:bell:123456>", "👍 !!!", "\u3164"} {
		if hasWords(text) {
			t.Errorf("%q has words", text)
		}
	}
}
