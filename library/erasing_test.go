package library

import (
	"context"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"footnote/internal/storetest"
	"footnote/library/store"
)

// What belongs to a scope that was left goes after the grace period, and no
// sooner; coming back saves it.
func TestLeaving(t *testing.T) { storetest.Each(t, testLeaving) }

func testLeaving(t *testing.T, at storetest.Place) {
	synctest.Test(t, func(t *testing.T) {
		l := fresh(t, at, func(o *Options) { o.Limits.Grace = 7 * 24 * time.Hour })
		gone, back, here := store.Guild("1"), store.Guild("2"), store.Guild("3")
		for _, scope := range []store.Scope{gone, back, here} {
			add(t, l, scope, "lake.txt", lake)
		}
		ctx, cancel := context.WithCancel(t.Context())
		var wait sync.WaitGroup
		wait.Go(func() { l.Sweep(ctx) })
		defer wait.Wait()
		defer cancel()
		for _, scope := range []store.Scope{gone, back} {
			if err := l.Left(t.Context(), scope); err != nil {
				t.Fatal(err)
			}
		}
		time.Sleep(6 * 24 * time.Hour)
		if n := len(titles(t, l, gone)); n != 1 {
			t.Errorf("within the grace period there are %d articles", n)
		}
		if err := l.Returned(t.Context(), back); err != nil {
			t.Fatal(err)
		}
		time.Sleep(2 * 24 * time.Hour)
		for scope, want := range map[store.Scope]int{gone: 0, back: 1, here: 1} {
			if n := len(titles(t, l, scope)); n != want {
				t.Errorf("after the grace period %s has %d articles, want %d", scope, n, want)
			}
		}
	})
}

// Questions are kept only where that was asked for, and no longer.
func TestRetention(t *testing.T) { storetest.Each(t, testRetention) }

func testRetention(t *testing.T, at storetest.Place) {
	synctest.Test(t, func(t *testing.T) {
		l := fresh(t, at, nil)
		silent, curious := store.Guild("1"), store.Guild("2")
		if err := l.SaveSettings(t.Context(), curious, Settings{Retain: 7}); err != nil {
			t.Fatal(err)
		}
		for _, scope := range []store.Scope{silent, curious} {
			if err := l.Asked(t.Context(), scope, [16]byte{1}, lakeAsk, "extractive"); err != nil {
				t.Fatal(err)
			}
		}
		kept := func(scope store.Scope) int {
			t.Helper()
			all, err := l.Store.Questions(t.Context(), scope)
			if err != nil {
				t.Fatal(err)
			}
			return len(all)
		}
		if kept(silent) != 0 || kept(curious) != 1 {
			t.Errorf("%d and %d questions are kept, want 0 and 1", kept(silent), kept(curious))
		}
		time.Sleep(8 * 24 * time.Hour)
		if err := l.sweep(t.Context()); err != nil {
			t.Fatal(err)
		}
		if kept(curious) != 0 {
			t.Error("a question is kept for longer than was asked for")
		}
	})
}

// Nothing of a person is left, in the file neither; what they gave a server is
// the server's.
func TestForget(t *testing.T) { storetest.Each(t, testForget) }

func testForget(t *testing.T, at storetest.Place) {
	path := at(t)
	l := opened(t, path, nil)
	by := [16]byte{9}
	own, guild := store.Person("5"), store.Guild("6")
	for _, scope := range []store.Scope{own, guild} {
		if err := l.SaveSettings(t.Context(), scope, Settings{Retain: 7}); err != nil {
			t.Fatal(err)
		}
		if err := l.Asked(t.Context(), scope, by, "有人問的問題", "refused"); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := l.Add(t.Context(), own, file("lake.txt", lake), Origin{Key: "lake.txt", By: by}, nil); err != nil {
		t.Fatal(err)
	}
	if _, err := l.Add(t.Context(), guild, file("tower.txt", tower), Origin{Key: "tower.txt", By: by}, nil); err != nil {
		t.Fatal(err)
	}
	about, err := l.About(t.Context(), own, by)
	if err != nil || len(about.Articles) != 1 || len(about.Questions) != 2 || len(about.Added) != 2 || about.Settings.Retain != 7 {
		t.Errorf("what is kept: %+v, %v", about, err)
	}
	if err := l.Forget(t.Context(), own, by); err != nil {
		t.Fatal(err)
	}
	about, err = l.About(t.Context(), own, by)
	if err != nil || len(about.Articles)+len(about.Questions)+len(about.Added) != 0 {
		t.Errorf("after that: %+v, %v", about, err)
	}
	if got := titles(t, l, guild); len(got) != 1 {
		t.Errorf("the server has %v", got)
	}
	if err := l.Store.Close(); err != nil {
		t.Fatal(err)
	}
	for _, left := range []string{"鏡湖", "有人問的問題"} {
		if storetest.Keeps(t, path, left) {
			t.Errorf("%s is still kept", left)
		}
	}
}
