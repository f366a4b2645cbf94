package insights

import (
	"fmt"
	"strings"
	"testing"

	"footnote/bot/render/markdown"
	"footnote/bot/texts"
	"footnote/bot/wire"
	"footnote/library/store"
)

// TestWhatIsTold checks that the message to an asker fits, names some of their questions
// and says how many more there are, whatever they asked.
func TestWhatIsTold(t *testing.T) {
	asked := func(n int, text string) (all []told) {
		for i := range n {
			q := store.Kept{Asked: store.Asked{Question: fmt.Sprint(i, text)}}
			all = append(all, told{q, contact{Person: "1", Channel: "12345678901234567890"}}, told{q, contact{Person: "1", Channel: "12345678901234567890"}})
		}
		return all
	}
	for _, text := range []string{"short", strings.Repeat("問題", 500), strings.Repeat("*_~`|[]()<>@#", 100), strings.Repeat("word ", 200)} {
		for _, locale := range texts.Locales() {
			words := texts.NewCatalog(nil).ForLocale(locale)
			for n, more := range map[int]string{1: "", 4: "", 5: fmt.Sprintf(words.ToldMore, 1), 30: fmt.Sprintf(words.ToldMore, 26)} {
				got := toldText(words, asked(n, text))
				if n := markdown.Length(got); n > wire.MaxContent {
					t.Errorf("%s: %d characters of %.20q", locale, n, text)
				}
				if lines := strings.Count(got, "> <#12345678901234567890> "); lines != min(n, maxQuestions) {
					t.Errorf("%s: %d questions of %d in\n%s", locale, lines, n, got)
				}
				if prefix, _, _ := strings.Cut(words.ToldMore, "%d"); strings.Contains(got, "\n> "+prefix) != (more != "") || !strings.Contains(got, more) {
					t.Errorf("%s: of %d, %q is missing, or too much, in\n%s", locale, n, more, got)
				}
			}
		}
	}
}
