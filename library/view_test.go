package library

import (
	"bytes"
	"context"
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"footnote/corpus"
	"footnote/library/access"
	"footnote/library/store"
	"footnote/rag"
)

// TestEngineOfViewer checks that viewers are answered from the articles that they can see at
// that moment, whichever process set the rule, and are never shown answers written for others.
func TestEngineOfViewer(t *testing.T) {
	path, scope := filepath.Join(t.TempDir(), "footnote.db"), store.Guild("7")
	answers := store.OpenAnswers(path, store.Limits{}, func(w string) { t.Error(w) })
	t.Cleanup(func() { answers.Close() })
	change := func(o *Options) { o.Writing = &rag.Writing{Generator: scribe{tokens: 1}, Answers: answers} }
	l, other := opened(t, path, change), opened(t, path, change)
	lakeOf, towerOf := add(t, l, scope, "lake.txt", lake).Article, add(t, l, scope, "tower.txt", tower).Article
	outsider := access.Outside(scope)
	holder, keeper := access.Viewer{Scope: scope, Roles: []string{"r"}}, access.Keeper(scope)
	limit := func(l *Library, id string, rule access.Rule) {
		t.Helper()
		if _, err := l.ChangeAccess(t.Context(), scope, id, func(access.Rule) (access.Rule, error) { return rule, nil }); err != nil {
			t.Fatal(err)
		}
	}
	says := func(when string, who access.Viewer, wanted bool) {
		t.Helper()
		for _, l := range []*Library{l, other} {
			e, err := l.Engine(t.Context(), who, "")
			if err != nil {
				t.Fatal(err)
			}
			a, err := e.Answer(t.Context(), rag.Question{Text: lakeAsk}, nil)
			if err != nil {
				t.Fatal(err)
			}
			if got := strings.Contains(quotes(a), "37平方公里"); got != wanted {
				t.Errorf("%s: found %v: %q", when, got, quotes(a))
			}
			hits, err := e.Search(t.Context(), lakeAsk, 5)
			if err != nil {
				t.Fatal(err)
			}
			for _, h := range hits {
				if !wanted && h.Article.ID == lakeOf.ID {
					t.Errorf("%s: a search finds %s", when, h.Text())
				}
			}
			var gone *NotFoundError
			if _, err := l.Engine(t.Context(), who, lakeOf.ID); errors.As(err, &gone) == wanted {
				t.Errorf("%s, by its id: %v", when, err)
			}
			if whole, err := l.Whole(t.Context(), who, []*corpus.Article{towerOf, lakeOf}); len(whole) == 2 != wanted || err != nil {
				t.Errorf("%s: %d whole articles, %v", when, len(whole), err)
			}
		}
	}
	says("without a rule", outsider, true)
	limit(l, lakeOf.ID, access.Rule{Roles: []string{"r"}})
	says("the role", holder, true)
	says("no role", outsider, false)
	says("no role, after the role", outsider, false)
	says("others listen", holder.AsHeard(), false)
	says("who looks after them", keeper, true)
	limit(other, lakeOf.ID, access.Rule{Channels: []string{"c"}})
	says("the role in no channel", holder, false)
	says("the channel", access.Viewer{Scope: scope, Places: []string{"thread", "c"}, Heard: true}, true)

	a, _ := l.Engine(t.Context(), outsider, "")
	b, _ := l.Engine(t.Context(), access.Viewer{Scope: scope, Places: []string{"d"}, Roles: []string{"x"}}, "")
	c, _ := l.Engine(t.Context(), keeper, "")
	if a != b || a == c {
		t.Errorf("same articles, same engine: %v; other articles, same engine: %v", a == b, a == c)
	}

	limit(l, lakeOf.ID, access.Rule{})
	says("released", outsider, true)
}

// TestFallbackRules checks restricted articles of a fallback scope. Nobody in another scope has
// its roles or channels, so nobody there sees them, managers of that scope included.
func TestFallbackRules(t *testing.T) {
	l := opened(t, filepath.Join(t.TempDir(), "footnote.db"), func(o *Options) { o.Fallback = store.Guild("7") })
	one := add(t, l, store.Guild("7"), "tower.txt", tower).Article
	add(t, l, store.Guild("7"), "lake.txt", lake)
	scope := store.Guild("8")
	for n, rule := range []access.Rule{{}, {Roles: []string{"r"}}, {Channels: []string{"c"}}} {
		if _, err := l.ChangeAccess(t.Context(), store.Guild("7"), one.ID, func(access.Rule) (access.Rule, error) { return rule, nil }); err != nil {
			t.Fatal(err)
		}
		for _, who := range []access.Viewer{{Scope: scope, Roles: []string{"r"}, Places: []string{"c"}, Manager: true}, access.Keeper(scope)} {
			e, err := l.Engine(t.Context(), who, "")
			if err != nil || len(e.Articles()) != map[bool]int{true: 2, false: 1}[n == 0] {
				t.Errorf("rule %d: %d articles answer, %v", n, len(e.Articles()), err)
			}
		}
	}
}

// TestExportRules checks that an exported article keeps its access rule, which hides it in
// another scope until it is set anew.
func TestExportRules(t *testing.T) {
	from, to := opened(t, filepath.Join(t.TempDir(), "a.db"), nil), opened(t, filepath.Join(t.TempDir(), "b.db"), nil)
	one := add(t, from, store.Guild("7"), "tower.txt", tower).Article
	if _, err := from.ChangeAccess(context.Background(), store.Guild("7"), one.ID, func(r access.Rule) (access.Rule, error) { return r.With("c", "r") }); err != nil {
		t.Fatal(err)
	}
	var lines bytes.Buffer
	if _, err := from.Export(t.Context(), store.Guild("7"), &lines); err != nil {
		t.Fatal(err)
	}
	if err := to.Import(t.Context(), store.Guild("8"), &lines, func(Added) {}); err != nil {
		t.Fatal(err)
	}
	rules, err := to.Rules(t.Context(), store.Guild("8"))
	if err != nil || !rules[one.ID].Allows(access.Viewer{Places: []string{"c"}, Roles: []string{"r"}}) || rules[one.ID].Allows(access.Outside("")) {
		t.Errorf("%+v, %v", rules, err)
	}
}
