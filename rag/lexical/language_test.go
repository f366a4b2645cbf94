package lexical_test

import (
	"testing"

	"footnote/rag/lexical"
)

// TestLanguageOf checks that Chinese that is the same in both scripts takes the script of what
// comes after it, and nothing else does.
func TestLanguageOf(t *testing.T) {
	a := lexical.NewAnalyser()
	for _, c := range []struct {
		texts []string
		want  lexical.Language
	}{
		{[]string{"有哪些文章", "来源"}, lexical.Simplified},
		{[]string{"有哪些文章", "Sources", "來源", "来源"}, lexical.Traditional},
		{[]string{"有哪些文章"}, lexical.Traditional},
		{[]string{"講了什麼", "来源"}, lexical.Traditional},
		{[]string{"What is it?", "来源"}, lexical.English},
		{[]string{"???", "来源"}, lexical.Simplified},
		{[]string{"123", "??"}, lexical.Other},
	} {
		if got := a.LanguageOf(c.texts...); got != c.want {
			t.Errorf("%q: %s, not %s", c.texts, got, c.want)
		}
	}
}
