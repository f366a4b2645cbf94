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

// TestLeaving checks that the data of a server that the bot left is erased after the grace
// period, not before, and not if the bot comes back.
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

// TestRetention checks that questions are stored only in scopes whose settings ask for it, and
// for no longer than they say.
func TestRetention(t *testing.T) { storetest.Each(t, testRetention) }

func testRetention(t *testing.T, at storetest.Place) {
	synctest.Test(t, func(t *testing.T) {
		l := fresh(t, at, nil)
		silent, curious := store.Guild("1"), store.Guild("2")
		if err := l.SaveSettings(t.Context(), curious, Settings{Retain: 7}); err != nil {
			t.Fatal(err)
		}
		for _, scope := range []store.Scope{silent, curious} {
			if err := l.Asked(t.Context(), scope, store.Asked{At: time.Now(), By: [16]byte{1}, Question: lakeAsk, Outcome: "extractive"}); err != nil {
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
			t.Errorf("%d and %d questions are stored, want 0 and 1", kept(silent), kept(curious))
		}
		time.Sleep(8 * 24 * time.Hour)
		if err := l.sweep(t.Context()); err != nil {
			t.Fatal(err)
		}
		if kept(curious) != 0 {
			t.Error("a question is stored for too long")
		}
	})
}

// TestSeenIsForgotten checks that text read from a picture that never became an article is
// erased after a while, even if no other picture is read.
func TestSeenIsForgotten(t *testing.T) { storetest.Each(t, testSeenIsForgotten) }

func testSeenIsForgotten(t *testing.T, at storetest.Place) {
	synctest.Test(t, func(t *testing.T) {
		l, scope := fresh(t, at, nil), store.Guild("1")
		if err := l.Store.KeepSeen(t.Context(), scope, [32]byte{1}, lake, time.Now()); err != nil {
			t.Fatal(err)
		}
		for _, want := range []bool{true, false} {
			time.Sleep(20 * 24 * time.Hour)
			if err := l.sweep(t.Context()); err != nil {
				t.Fatal(err)
			}
			if _, found, err := l.Store.Seen(t.Context(), scope, [32]byte{1}); err != nil || found != want {
				t.Errorf("found %v, %v, want %v", found, err, want)
			}
		}
	})
}

// TestForget checks that nothing of a person is left, in the file either, except for the
// articles that they added to a server, which belong to the server.
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
		if err := l.Asked(t.Context(), scope, store.Asked{At: time.Now(), By: by, Question: "有人問的問題", Outcome: "refused", Answer: [16]byte{1}, Trace: []byte(`{"understood":"有人問的意思"}`), Contact: []byte("sealed contact")}); err != nil {
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
		t.Errorf("before: %+v, %v", about, err)
	}
	if err := l.Forget(t.Context(), own, by); err != nil {
		t.Fatal(err)
	}
	about, err = l.About(t.Context(), own, by)
	if err != nil || len(about.Articles)+len(about.Questions)+len(about.Added) != 0 {
		t.Errorf("after: %+v, %v", about, err)
	}
	if got := titles(t, l, guild); len(got) != 1 {
		t.Errorf("the server has %v", got)
	}
	if err := l.Store.Close(); err != nil {
		t.Fatal(err)
	}
	for _, left := range []string{"鏡湖", "有人問的問題", "有人問的意思", "sealed contact"} {
		if storetest.Keeps(t, path, left) {
			t.Errorf("%s is still in the file", left)
		}
	}
}
