package store

import (
	"testing"
	"time"

	"footnote/internal/storetest"
)

// TestAccess checks that an article's access rule stays with the article: it is kept if the
// article gets another text, is removed and restored with it, and adding the article again does
// not open it to everybody.
func TestAccess(t *testing.T) { storetest.Each(t, testAccess) }

func testAccess(t *testing.T, at storetest.Place) {
	path, now, scope := at(t), time.Now(), Guild("1")
	l, other := library(t, path), library(t, path)
	first, second := record(t, 1), record(t, 2)
	keepAll(t, l, scope, first, second)
	before, _ := other.Generation(t.Context(), scope)
	set := func(id, access string) {
		t.Helper()
		if was, err := l.ChangeAccess(t.Context(), scope, id, func(string) string { return access }); !was || err != nil {
			t.Fatalf("%s: was there %v, error %v", id, was, err)
		}
	}
	set(second.Article.ID, `{"roles":["7"]}`)
	if after, err := other.Generation(t.Context(), scope); after <= before || err != nil {
		t.Errorf("the generation is %d after %d, %v", after, before, err)
	}
	restricted := func(what, id, access string) {
		t.Helper()
		all, err := other.Restricted(t.Context(), scope)
		if access == "" {
			if len(all) != 0 || err != nil {
				t.Errorf("%s: restricted %v, %v", what, all, err)
			}
			return
		}
		if len(all) != 1 || all[0].ID != id || all[0].Access != access || err != nil {
			t.Errorf("%s: restricted are %+v, error %v", what, all, err)
		}
		r, found, err := other.Article(t.Context(), scope, id, "m")
		if !found || r.Access != access || err != nil {
			t.Errorf("%s: found %v, for %q, error %v", what, found, r.Access, err)
		}
	}
	rule := `{"roles":["7"]}`
	restricted("set", second.Article.ID, rule)

	remove(t, l, scope, second, now)
	restricted("removed", "", "")
	if was, err := l.ChangeAccess(t.Context(), scope, second.Article.ID, func(string) string { return "" }); was || err != nil {
		t.Errorf("changed what was removed: %v, %v", was, err)
	}
	if was, err := l.Restore(t.Context(), scope, second.Article.ID, now); !was || err != nil {
		t.Fatal(was, err)
	}
	restricted("restored", second.Article.ID, rule)

	third := record(t, 3)
	third.Key = second.Key
	if o, err := l.Put(t.Context(), scope, third, 0); o.Change != Replaced || err != nil {
		t.Fatal(o, err)
	}
	restricted("replaced", third.Article.ID, rule)
	remove(t, l, scope, third, now)
	if o, err := l.Put(t.Context(), scope, third, 0); o.Change != Added || err != nil {
		t.Fatal(o, err)
	}
	restricted("added again", third.Article.ID, rule)
	remove(t, l, scope, third, now)
	fourth := record(t, 4)
	fourth.Key = third.Key
	if o, err := l.Put(t.Context(), scope, fourth, 0); o.Change != Added || err != nil {
		t.Fatal(o, err)
	}
	restricted("added again with another text", fourth.Article.ID, rule)
	set(fourth.Article.ID, "")
	restricted("released", "", "")
}

// TestAccessDamaged checks that a changed access rule opens nothing: the article counts as
// damaged.
func TestAccessDamaged(t *testing.T) {
	l := library(t, inFolder(t))
	one := record(t, 1)
	one.Access = `{"roles":["7"]}`
	keepAll(t, l, Local, one)
	for _, broken := range []any{nil, `{"roles":["8"]}`, ""} {
		if _, err := l.writing.Exec(`update article set access = ?`, broken); err != nil {
			t.Fatal(err)
		}
		if all, err := l.List(t.Context(), Local); len(all) != 0 || err == nil {
			t.Errorf("%v: listed %v, error %v", broken, all, err)
		}
		if all, err := l.Articles(t.Context(), Local, "m"); len(all) != 0 || err == nil {
			t.Errorf("%v: read %v, error %v", broken, all, err)
		}
	}
}
