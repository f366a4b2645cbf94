package store

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"footnote/internal/storetest"
)

func remove(t *testing.T, l *Library, scope Scope, r Record, now time.Time) {
	t.Helper()
	until, was, err := l.Remove(t.Context(), scope, r.Article.ID, now)
	if !was || err != nil || !until.Equal(now.Add(Restorable)) {
		t.Fatalf("%s: removed %v until %v, error %v", r.Article.ID, was, until, err)
	}
}

// restorable checks which articles of a scope can be restored.
func restorable(t *testing.T, l *Library, scope Scope, now time.Time, want ...Record) {
	t.Helper()
	all, err := l.Removed(t.Context(), scope, now)
	if err != nil {
		t.Fatal(err)
	}
	var ids, wanted []string
	for _, r := range all {
		ids = append(ids, r.ID)
	}
	for _, r := range want {
		wanted = append(wanted, r.Article.ID)
	}
	if d := cmp.Diff(wanted, ids); d != "" {
		t.Errorf("%s: (-want +got)\n%s", scope, d)
	}
}

// TestRestoreArticle checks that a removed article is not found anywhere, and can be restored
// unchanged for an hour.
func TestRestoreArticle(t *testing.T) { storetest.Each(t, testRestoreArticle) }

func testRestoreArticle(t *testing.T, at storetest.Place) {
	path, now := at(t), time.Now()
	l, other := library(t, path), library(t, path)
	first, second, third := record(t, 1), record(t, 2), record(t, 3)
	keepAll(t, l, Local, first, second, third)
	keepAll(t, l, Guild("1"), second)
	before, err := other.Generation(t.Context(), Local)
	if err != nil {
		t.Fatal(err)
	}
	grown := func(what string) {
		t.Helper()
		after, err := other.Generation(t.Context(), Local)
		if after <= before || err != nil {
			t.Errorf("%s: the generation is %d after %d, %v", what, after, before, err)
		}
		before = after
	}
	remove(t, l, Local, second, now)
	grown("remove")
	for _, l := range []*Library{l, other} {
		holds(t, l, Local, first, third)
		holds(t, l, Guild("1"), second)
		restorable(t, l, Local, now, second)
		restorable(t, l, Guild("1"), now)
		if _, found, err := l.Article(t.Context(), Local, second.Article.ID, "m"); found || err != nil {
			t.Errorf("found %v, %v", found, err)
		}
		listed, err := l.List(t.Context(), Local)
		if len(listed) != 2 || err != nil {
			t.Errorf("listed are %v, %v", listed, err)
		}
	}
	if _, was, err := l.Remove(t.Context(), Local, second.Article.ID, now.Add(time.Minute)); was || err != nil {
		t.Errorf("removed twice: %v, %v", was, err)
	}
	if err := l.SetVectors(t.Context(), Local, second.Article.ID, "m", []byte("others")); err != nil {
		t.Error(err)
	}
	for _, c := range []struct {
		scope Scope
		id    string
		now   time.Time
		want  bool
	}{
		{Guild("1"), second.Article.ID, now, false},
		{Local, first.Article.ID, now, false},
		{Local, "none", now, false},
		{Local, second.Article.ID, now.Add(time.Hour), false},
		{Local, second.Article.ID, now.Add(time.Hour - time.Second), true},
		{Local, second.Article.ID, now, false},
	} {
		if was, err := other.Restore(t.Context(), c.scope, c.id, c.now); was != c.want || err != nil {
			t.Errorf("restore %s of %s after %v: %v, %v", c.id, c.scope, c.now.Sub(now), was, err)
		}
	}
	grown("restore")
	holds(t, l, Local, first, second, third)
	restorable(t, l, Local, now)
}

// TestRestoreSuperseded checks that a removed text can be added again as if it had never been
// removed, and that it cannot be restored if a later version has its key.
func TestRestoreSuperseded(t *testing.T) { storetest.Each(t, testRestoreSuperseded) }

func testRestoreSuperseded(t *testing.T, at storetest.Place) {
	l, now := library(t, at(t)), time.Now()
	first, later, other := record(t, 1), record(t, 2), record(t, 3)
	later.Key = first.Key
	keepAll(t, l, Local, first)
	remove(t, l, Local, first, now)
	again := first
	again.Key, again.By, again.Added = other.Key, [16]byte{7}, first.Added.Add(time.Hour)
	keepAll(t, l, Local, again)
	restorable(t, l, Local, now)
	holds(t, l, Local, again)
	remove(t, l, Local, again, now)
	keepAll(t, l, Local, first)
	remove(t, l, Local, first, now)
	keepAll(t, l, Local, later)
	_, err := l.Restore(t.Context(), Local, first.Article.ID, now)
	var superseded *SupersededError
	if !errors.As(err, &superseded) || *superseded != (SupersededError{first.Article.ID, later.Article.ID, later.Article.Title}) {
		t.Errorf("restored beside its later version: %v", err)
	}
	holds(t, l, Local, later)
	remove(t, l, Local, later, now)
	if was, err := l.Restore(t.Context(), Local, first.Article.ID, now); !was || err != nil {
		t.Errorf("restored %v, %v", was, err)
	}
	holds(t, l, Local, first)
	restorable(t, l, Local, now, later)

	keyless := record(t, 4)
	keyless.Key = ""
	more := record(t, 5)
	more.Key = ""
	keepAll(t, l, Local, keyless)
	remove(t, l, Local, keyless, now)
	keepAll(t, l, Local, more)
	if was, err := l.Restore(t.Context(), Local, keyless.Article.ID, now); !was || err != nil {
		t.Errorf("restored without a key: %v, %v", was, err)
	}
}

// TestPurge checks that after an hour nothing of a removed article is left, in the file either,
// whichever part of the program opens it.
func TestPurge(t *testing.T) { storetest.Each(t, testPurge) }

func testPurge(t *testing.T, at storetest.Place) {
	for name, purge := range map[string]func(t *testing.T, l *Library){
		"in use": func(t *testing.T, l *Library) {
			if _, err := l.Purge(t.Context(), time.Now()); err != nil {
				t.Fatal(err)
			}
		},
		"opened": func(t *testing.T, l *Library) { library(t, l.path) },
	} {
		t.Run(name, func(t *testing.T) {
			path := at(t)
			l, now := library(t, path), time.Now()
			gone, fresh, here := record(t, 1), record(t, 2), record(t, 3)
			keepAll(t, l, Local, gone, fresh, here)
			keepAll(t, l, Guild("1"), fresh)
			a, _ := answers(t, path, Limits{})
			put(t, a, 1, `{"Footnotes":[{"Article":"`+gone.Article.ID+`"}]}`)
			put(t, a, 2, `{"Footnotes":[{"Article":"`+fresh.Article.ID+`"}]}`)
			remove(t, l, Local, gone, now.Add(-time.Hour))
			remove(t, l, Local, fresh, now.Add(-50*time.Minute))
			purge(t, l)
			next, err := l.Purge(t.Context(), now)
			if want := now.Add(10 * time.Minute); err != nil || !next.Equal(want) {
				t.Errorf("the next one is due %v, not %v: %v", next, want, err)
			}
			if left := got(t, a, 1); left != "-" {
				t.Errorf("an answer quotes an erased article: %s", left)
			}
			if got(t, a, 2) == "-" {
				t.Error("an answer from another article was erased")
			}
			restorable(t, l, Local, now, fresh)
			if was, err := l.Restore(t.Context(), Local, gone.Article.ID, now.Add(-30*time.Minute)); was || err != nil {
				t.Errorf("restored %v, %v", was, err)
			}
			a.Close()
			l.Close()
			for _, text := range []string{gone.Article.Title, gone.Article.Text, gone.Article.ID, string(gone.Vectors)} {
				if storetest.Keeps(t, path, text) {
					t.Errorf("there is still %q", text)
				}
			}
			l = library(t, path)
			holds(t, l, Local, here)
			if was, err := l.Restore(t.Context(), Local, fresh.Article.ID, now); !was || err != nil {
				t.Errorf("restored %v, %v", was, err)
			}
			holds(t, l, Local, fresh, here)
			if next, err := l.Purge(t.Context(), now); err != nil || !next.IsZero() {
				t.Errorf("the next one is due %v, want none: %v", next, err)
			}
		})
	}
}

// TestPurgeAhead checks that a removed article is not kept longer because the clock was ahead
// when it was removed.
func TestPurgeAhead(t *testing.T) { storetest.Each(t, testPurgeAhead) }

func testPurgeAhead(t *testing.T, at storetest.Place) {
	l, now := library(t, at(t)), time.Now()
	r := record(t, 1)
	keepAll(t, l, Local, r)
	remove(t, l, Local, r, now.Add(1000*time.Hour))
	if next, err := l.Purge(t.Context(), now); err != nil || !next.Equal(now.Add(time.Hour)) {
		t.Errorf("the next is due %v, %v", next, err)
	}
	restorable(t, l, Local, now, r)
	if _, err := l.Purge(t.Context(), now.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	restorable(t, l, Local, now)
}

// TestRemovedAndErased checks that removed articles are erased at once with their scope, or when
// a person's data is deleted.
func TestRemovedAndErased(t *testing.T) { storetest.Each(t, testRemovedAndErased) }

func testRemovedAndErased(t *testing.T, at storetest.Place) {
	path, now := at(t), time.Now()
	l := library(t, path)
	own, given, other := record(t, 1), record(t, 2), record(t, 3)
	given.By = own.By
	keepAll(t, l, Person("1"), own)
	keepAll(t, l, Guild("1"), given, other)
	for scope, r := range map[Scope]Record{Person("1"): own, Guild("1"): given} {
		remove(t, l, scope, r, now)
	}
	about, err := l.About(t.Context(), own.By)
	if err != nil || len(about.Added) != 2 || !about.Added[0].Removed.Equal(now) || !about.Added[1].Removed.Equal(now) {
		t.Errorf("articles of a person: %+v, %v", about.Added, err)
	}
	if err := errors.Join(l.Erase(t.Context(), Person("1")), l.Forget(t.Context(), own.By)); err != nil {
		t.Fatal(err)
	}
	about, err = l.About(t.Context(), own.By)
	if err != nil || len(about.Added) != 0 {
		t.Errorf("articles of a person: %+v, %v", about.Added, err)
	}
	restorable(t, l, Person("1"), now)
	if was, err := l.Restore(t.Context(), Guild("1"), given.Article.ID, now); !was || err != nil {
		t.Errorf("restored %v, %v", was, err)
	}
	given.By = [16]byte{}
	holds(t, l, Guild("1"), given, other)
	l.Close()
	if storetest.Keeps(t, path, own.Article.Title) {
		t.Error("erased data is still there")
	}
}
