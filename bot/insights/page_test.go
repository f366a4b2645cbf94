package insights

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"footnote/bot/render/markdown"
	"footnote/bot/texts"
	"footnote/bot/wire"
	"footnote/library/insight"
)

// TestFits checks that a page shows all its questions and fits into a message, whatever
// people ask.
func TestFits(t *testing.T) {
	for _, text := range []string{"short", strings.Repeat("問題", 500), strings.Repeat("*_~`|[]()<>@#", 100), strings.Repeat("word ", 200)} {
		r := insight.Report{Kept: 30, To: time.Now(), Good: 10, Bad: 20}
		for n := range 70 {
			day := time.Now().AddDate(0, 0, n-70).Format(time.DateOnly)
			r.Days = append(r.Days, insight.Day{Day: day, Sure: 123456, Unsure: 123456, Refused: 123456, Other: 123456})
		}
		for n := range 12 {
			q := insight.Question{ID: fmt.Sprintf("%012x", n), Question: text, Good: 3, Bad: 4, Tier: "refused", At: time.Now()}
			other, third := q, q
			other.Question, third.Question = "a "+text, "b "+text
			g := insight.Group{Question: text, Times: 12345, People: 6789, Last: time.Now(), Nearest: &insight.Passage{Title: text, Place: text, Sentence: text}, Questions: []insight.Question{q, other, third}}
			r.Gaps, r.Filled, r.Disliked = append(r.Gaps, g), append(r.Filled, g), append(r.Disliked, q)
			r.Articles = append(r.Articles, insight.Counted{ID: "a", Title: text, Answers: 123456})
		}
		for range 4 {
			r.Aged = append(r.Aged, insight.Aged{Channel: "1234567890123456789", Message: "1234567890123456789", Changes: []insight.AgedSource{{Change: "altered", Title: text, Sentence: text}}})
		}
		for _, locale := range texts.Locales() {
			words := texts.NewCatalog(nil).ForLocale(locale)
			for number, gaps := range []int{5, 5, 2, 2} { // numbers after the last page show the last page
				v := &view{action: page, days: 30, page: number}
				got := pageText(words, r, v)
				if n := markdown.Length(got); n > wire.MaxContent {
					t.Errorf("%s, page %d: %d characters, want at most %d", locale, number, n, wire.MaxContent)
				}
				for n := range gaps {
					if mark := fmt.Sprintf("**%d** ", min(number, 2)*perPage+n+1); !strings.Contains(got, mark) {
						t.Errorf("%s, page %d has no %s of %.20q:\n%s", locale, number, mark, text, got)
					}
				}
				if number == 0 && !strings.Contains(got, strings.SplitN(words.AgedOnes, "%", 2)[0]) {
					t.Errorf("%s: the end of the first page is missing", locale)
				}
			}
		}
	}
}

// TestPayload checks that a button's payload holds the whole view.
func TestPayload(t *testing.T) {
	for _, v := range []view{{action: page, days: 30, page: 2}, {action: why, days: 90, id: "0123456789ab"}, {action: tables, days: 1}, {action: values, days: 7}} {
		if got, ok := readView(v.payload()); !ok || got != v {
			t.Errorf("%+v became %+v, %v", v, got, ok)
		}
	}
	for _, bad := range [][]byte{nil, {'p'}, {'x', 0, 1, 0, 0}, {'w', 0, 1, 0, 0}, make([]byte, 40)} {
		if v, ok := readView(bad); ok {
			t.Errorf("payload %v was read as %+v", bad, v)
		}
	}
}
