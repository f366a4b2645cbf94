package library

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"footnote/internal/long"
	"footnote/internal/storetest"
	"footnote/library/access"
	"footnote/library/store"
	"footnote/rag"
)

// TestIsolation adds articles to a thousand scopes and asks in them. It checks that no scope
// ever sees a passage of another: every sentence says which scope it belongs to.
func TestIsolation(t *testing.T) { storetest.Each(t, testIsolation) }

func testIsolation(t *testing.T, at storetest.Place) {
	scopes, rounds := 1000, 4000
	if !long.On(t) {
		scopes, rounds = 100, 400
	}
	dice := rand.New(rand.NewPCG(7, 1000))
	l := fresh(t, at, func(o *Options) { o.Limits.Loaded = 500 }) // so that indexes are dropped and loaded again
	words := []string{"湖泊", "鐘樓", "茶園", "橋梁", "種子", "船塢", "鐵道", "燈塔", "水庫", "古井"}
	scope := func(n int) store.Scope {
		if n%3 == 0 {
			return store.Person(fmt.Sprint(n))
		}
		return store.Guild(fmt.Sprint(n))
	}
	mark := func(n int) string { return fmt.Sprintf("甲%d乙", n) }
	article := func(n, version int) string {
		about := words[dice.IntN(len(words))]
		return fmt.Sprintf("關於%s\n\n%s的%s在%d年完工。%s的%s高%d公尺。\n", about, mark(n), about, 1800+version, mark(n), about, dice.IntN(300))
	}
	ids := map[store.Scope][]string{}
	for n := range scopes {
		added := add(t, l, scope(n), "a.txt", article(n, n%200))
		ids[scope(n)] = append(ids[scope(n)], added.Article.ID)
	}
	seen := 0
	for range rounds {
		n, other := dice.IntN(scopes), dice.IntN(scopes)
		s := scope(n)
		if dice.IntN(10) == 0 {
			added := add(t, l, s, fmt.Sprintf("%d.txt", dice.IntN(3)), article(n, dice.IntN(200)))
			ids[s] = append(ids[s], added.Article.ID)
		}
		question := mark(other) + "的" + words[dice.IntN(len(words))] + "高多少公尺?"
		var d *rag.Engine
		var err error
		switch dice.IntN(3) {
		case 0: // an article of another scope
			strange := ids[scope(other)]
			d, err = l.Engine(t.Context(), access.Outside(s), strange[dice.IntN(len(strange))])
			var gone *NotFoundError
			if errors.As(err, &gone) {
				continue
			}
		default:
			d, err = l.Engine(t.Context(), access.Outside(s), "")
		}
		if err != nil {
			t.Fatal(err)
		}
		hits, err := d.Search(t.Context(), question, 20)
		if err != nil {
			t.Fatal(err)
		}
		a, err := d.Answer(t.Context(), rag.Question{Text: question}, nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, h := range append(hits, a.Nearest...) {
			seen++
			if !strings.Contains(h.Text(), mark(n)) {
				t.Fatalf("scope %d sees %q", n, h.Text())
			}
		}
		for _, f := range a.Footnotes {
			if !strings.Contains(f.Quote, mark(n)) {
				t.Fatalf("scope %d is answered with %q", n, f.Quote)
			}
		}
		if said := strings.ReplaceAll(a.Text, mark(n), ""); strings.Contains(said, "乙") {
			t.Fatalf("scope %d is told %q", n, a.Text)
		}
	}
	if seen < rounds {
		t.Errorf("only %d passages were seen", seen)
	}
}
