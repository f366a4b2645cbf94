package library

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"footnote/internal/storetest"
	"footnote/library/store"
	"footnote/rag"
)

func remove(t *testing.T, l *Library, scope store.Scope, id string) {
	t.Helper()
	if until, was, err := l.Remove(t.Context(), scope, id); !was || time.Until(until) > store.Restorable || time.Until(until) < store.Restorable-time.Minute || err != nil {
		t.Fatalf("removed %v until %v, %v", was, until, err)
	}
}

// TestSweepRemoved checks that, while one process sweeps, articles removed by any process are
// erased an hour later, to within a minute, even if others are removed in between, and that they
// cannot be restored from then on.
func TestSweepRemoved(t *testing.T) { storetest.Each(t, testSweepRemoved) }

func testSweepRemoved(t *testing.T, at storetest.Place) {
	synctest.Test(t, func(t *testing.T) {
		path := at(t)
		l, other := opened(t, path, nil), opened(t, path, nil)
		lakeID, towerID := add(t, l, store.Local, "lake.txt", lake).Article.ID, add(t, l, store.Guild("1"), "tower.txt", tower).Article.ID
		ctx, cancel := context.WithCancel(t.Context())
		var wait sync.WaitGroup
		wait.Go(func() { l.Sweep(ctx) })
		defer wait.Wait()
		defer cancel()
		time.Sleep(25 * time.Minute)
		remove(t, other, store.Local, lakeID)
		time.Sleep(20 * time.Minute)
		remove(t, l, store.Guild("1"), towerID)
		holding := func() (titles []string) {
			t.Helper()
			for _, title := range []string{"鏡湖報告", "鐘樓史"} {
				if storetest.Keeps(t, path, title) {
					titles = append(titles, title)
				}
			}
			return titles
		}
		for _, c := range []struct {
			wait time.Duration
			want int
		}{{39 * time.Minute, 2}, {2 * time.Minute, 1}, {18 * time.Minute, 1}, {2 * time.Minute, 0}} {
			time.Sleep(c.wait)
			if left := holding(); len(left) != c.want {
				t.Errorf("the file holds %v, want %d", left, c.want)
			}
		}
		for scope, id := range map[store.Scope]string{store.Local: lakeID, store.Guild("1"): towerID} {
			if was, err := l.Restore(t.Context(), scope, id); was || err != nil {
				t.Errorf("restored %v, %v", was, err)
			}
		}
	})
}

// TestRestoreTooLate checks that an article cannot be restored after its time, even if nothing
// has swept.
func TestRestoreTooLate(t *testing.T) { storetest.Each(t, testRestoreTooLate) }

func testRestoreTooLate(t *testing.T, at storetest.Place) {
	synctest.Test(t, func(t *testing.T) {
		l := fresh(t, at, nil)
		id := add(t, l, store.Local, "lake.txt", lake).Article.ID
		for _, c := range []struct {
			after time.Duration
			want  bool
		}{{store.Restorable - time.Nanosecond, true}, {store.Restorable, false}} {
			remove(t, l, store.Local, id)
			time.Sleep(c.after)
			if was, err := l.Restore(t.Context(), store.Local, id); was != c.want || err != nil {
				t.Errorf("after %v restored %v, %v", c.after, was, err)
			}
		}
		if left, err := l.Removed(t.Context(), store.Local); len(left) > 0 || err != nil {
			t.Errorf("can be restored: %v, %v", left, err)
		}
	})
}

// TestRemovedAnswersNothing checks that a removed article answers nothing, not even through
// cached answers of a model, and answers as before once it is restored.
func TestRemovedAnswersNothing(t *testing.T) { storetest.Each(t, testRemovedAnswersNothing) }

func testRemovedAnswersNothing(t *testing.T, at storetest.Place) {
	path := at(t)
	answers := store.OpenAnswers(path, store.Limits{}, func(w string) { t.Error(w) })
	defer answers.Close()
	l := opened(t, path, func(o *Options) {
		o.Writing = &rag.Writing{Generator: scribe{tokens: 1}, Answers: answers}
	})
	add(t, l, store.Local, "tower.txt", tower)
	lakeID := add(t, l, store.Local, "lake.txt", lake).Article.ID // last, as it is restored there
	asked := func(cached, known bool) {
		t.Helper()
		a := ask(t, l, store.Local, "", lakeAsk)
		if a.Cached != cached || strings.Contains(a.Text+quotes(a), "37平方公里") != known {
			t.Errorf("cached %v: %s %s", a.Cached, a.Text, quotes(a))
		}
	}
	asked(false, true)
	asked(true, true)
	remove(t, l, store.Local, lakeID)
	asked(false, false)
	if was, err := l.Restore(t.Context(), store.Local, lakeID); !was || err != nil {
		t.Fatal(was, err)
	}
	asked(true, true)
	remove(t, l, store.Local, lakeID)
	if _, err := l.Store.Purge(t.Context(), time.Now().Add(2*store.Restorable)); err != nil {
		t.Fatal(err)
	}
	add(t, l, store.Local, "lake.txt", lake)
	asked(false, true) // the cached answer was erased with it
}

// TestRoomToRestore checks that removed articles do not count towards the limits, and cannot be
// restored if others have reached them.
func TestRoomToRestore(t *testing.T) { storetest.Each(t, testRoomToRestore) }

func testRoomToRestore(t *testing.T, at storetest.Place) {
	l := fresh(t, at, func(o *Options) { o.Limits.Articles = 1 })
	lakeID := add(t, l, store.Local, "lake.txt", lake).Article.ID
	remove(t, l, store.Local, lakeID)
	towerID := add(t, l, store.Local, "tower.txt", tower).Article.ID
	var limit *LimitError
	if _, err := l.Restore(t.Context(), store.Local, lakeID); !errors.As(err, &limit) || limit.Kind != LimitArticles {
		t.Errorf("restored beyond the limit: %v", err)
	}
	remove(t, l, store.Local, towerID)
	if was, err := l.Restore(t.Context(), store.Local, lakeID); !was || err != nil {
		t.Errorf("restored %v, %v", was, err)
	}
	l.Limits.Articles, l.Limits.Passages = 10, 1
	if _, err := l.Restore(t.Context(), store.Local, towerID); !errors.As(err, &limit) || limit.Kind != LimitPassages {
		t.Errorf("restored beyond the limit: %v", err)
	}
}

// TestExamineRemoved checks that Examine, used by footnote doctor, counts only articles that
// were not removed, and ignores damage of those that were.
func TestExamineRemoved(t *testing.T) { storetest.Each(t, testExamineRemoved) }

func testExamineRemoved(t *testing.T, at storetest.Place) {
	path := at(t)
	l := opened(t, path, nil)
	id := add(t, l, store.Local, "lake.txt", lake).Article.ID
	add(t, l, store.Local, "tower.txt", tower)
	remove(t, l, store.Local, id)
	if err := l.Store.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := storetest.Open(t, path).Exec(`update content set text = replace(text, '湖水最深處', '湖水最淺處')`); err != nil {
		t.Fatal(err)
	}
	l = opened(t, path, nil)
	s, err := Examine(t.Context(), l.Store)
	if err != nil || s.Articles != 1 || s.Scopes != 1 || len(s.Damaged) > 0 {
		t.Errorf("%+v, %v", s, err)
	}
	var damage *store.DamageError
	if was, err := l.Restore(t.Context(), store.Local, id); was || !errors.As(err, &damage) {
		t.Errorf("restored %v, %v", was, err)
	}
}

// TestForgetRemoved checks that nothing of a forgotten person can be restored.
func TestForgetRemoved(t *testing.T) { storetest.Each(t, testForgetRemoved) }

func testForgetRemoved(t *testing.T, at storetest.Place) {
	path := at(t)
	l := opened(t, path, nil)
	own, by := store.Person("5"), [16]byte{9}
	added, err := l.Add(t.Context(), own, file("lake.txt", lake), Origin{Key: "lake.txt", By: by}, nil)
	if err != nil {
		t.Fatal(err)
	}
	remove(t, l, own, added.Article.ID)
	about, err := l.About(t.Context(), own, by)
	if err != nil || len(about.Articles) != 0 || len(about.Added) != 1 || about.Added[0].Removed.IsZero() {
		t.Errorf("stored: %+v, %v", about, err)
	}
	if err := l.Forget(t.Context(), own, by); err != nil {
		t.Fatal(err)
	}
	if was, err := l.Restore(t.Context(), own, added.Article.ID); was || err != nil {
		t.Errorf("restored %v, %v", was, err)
	}
	if storetest.Keeps(t, path, "鏡湖") {
		t.Error("it is still in the file")
	}
}
