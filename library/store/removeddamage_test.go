package store

import (
	"errors"
	"testing"
	"time"

	"footnote/internal/storetest"
)

// TestRemovedAndDamaged checks that damage neither brings back a removed article nor erases one
// that was not removed.
func TestRemovedAndDamaged(t *testing.T) { storetest.Each(t, testRemovedAndDamaged) }

func testRemovedAndDamaged(t *testing.T, at storetest.Place) {
	const where = ` where id = $1`
	for change, want := range map[string]struct{ listed, restored bool }{
		`update article set title = 'x'` + where:                               {false, false},
		`update article set removed = removed + 1` + where:                     {false, false},
		`update content set text = 'x' where $1 <> ''`:                         {false, false},
		`update article set removed = null` + where:                            {true, false}, // whether it was removed is unknown
		`update article set check_sum = check_sum + 1` + where:                 {false, false},
		`update article_vectors set data = substr(data, 1, 1) where $1 <> '' `: {false, true},
	} {
		path, now := at(t), time.Now()
		l := library(t, path)
		r := record(t, 1)
		keepAll(t, l, Local, r)
		remove(t, l, Local, r, now)
		if _, err := l.writing.Exec(change, r.Article.ID); err != nil {
			t.Fatal(err)
		}
		var damage *DamageError
		if _, err := l.Articles(t.Context(), Local, "m"); errors.As(err, &damage) != want.listed || err != nil && damage == nil {
			t.Errorf("%s: listed as damaged: %v", change, err)
		}
		if was, err := l.Restore(t.Context(), Local, r.Article.ID, now); was != want.restored || err != nil && !errors.As(err, &damage) {
			t.Errorf("%s: restored %v, %v", change, was, err)
		}
		if _, err := l.Purge(t.Context(), now.Add(2*time.Hour)); err != nil {
			t.Errorf("%s: %v", change, err)
		}
	}
	// A flipped bit that marks an article as removed does not erase it.
	l, now := library(t, at(t)), time.Now()
	r := record(t, 1)
	keepAll(t, l, Local, r)
	if _, err := l.writing.Exec(`update article set removed = 1`); err != nil {
		t.Fatal(err)
	}
	if _, err := l.Purge(t.Context(), now); err != nil {
		t.Fatal(err)
	}
	var damage *DamageError
	if _, err := l.List(t.Context(), Local); !errors.As(err, &damage) {
		t.Errorf("no damage reported: %v", err)
	}
	if _, err := l.Articles(t.Context(), Local, "m"); !errors.As(err, &damage) {
		t.Errorf("no damage reported: %v", err)
	}
	if until, was, err := l.Remove(t.Context(), Local, r.Article.ID, now); !was || !until.IsZero() || err != nil {
		t.Errorf("removed %v until %v, %v", was, until, err)
	}
	holds(t, l, Local)
}
