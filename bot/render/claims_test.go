package render

import (
	"strings"
	"testing"

	"footnote/bot/texts"
	"footnote/rag"
)

// TestFindings checks that each finding has a sign and words of its own, in every language.
func TestFindings(t *testing.T) {
	for _, language := range []string{"en-US", "zh-TW", "zh-CN"} {
		seen := map[string]rag.Finding{}
		for _, f := range []rag.Finding{rag.FindingSupported, rag.FindingUnsure, rag.FindingOpposed, rag.FindingAbsent} {
			said := Claims(texts.NewCatalog(nil).ForLocale(language), []rag.Claim{{Text: "It is deep.", Finding: f}})
			_, shown, _ := strings.Cut(strings.Join(said, ""), "It is deep.\n")
			sign, words, _ := strings.Cut(shown, " ")
			if words == "" || seen[sign] != "" {
				t.Errorf("%s in %s is %q, like %q", f, language, shown, seen[sign])
			}
			seen[sign] = f
		}
	}
}
