package citation

import (
	"path/filepath"
	"slices"
	"testing"
	"time"

	"footnote/corpus"
	"footnote/corpus/doc"
	"footnote/internal/storetest"
	"footnote/library"
	"footnote/library/access"
	"footnote/library/store"
)

// kept returns a library with an article, and a stored answer that cites it.
func kept(t *testing.T) (l *library.Library, path string, s store.ShownAnswer) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "footnote.db")
	db, err := store.OpenLibrary(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	if l, err = library.New(library.Options{Store: db, Reader: &corpus.Reader{}}); err != nil {
		t.Fatal(err)
	}
	a, err := new(corpus.Reader).Read(t.Context(), doc.File{Source: "a.txt", Data: []byte("The mill was built in 1787.\n")})
	if err != nil {
		t.Fatal(err)
	}
	scope := store.Guild("1")
	if _, err := db.Put(t.Context(), scope, store.Record{Article: a}, 0); err != nil {
		t.Fatal(err)
	}
	s = store.ShownAnswer{Scope: scope, At: time.Now(), Message: "77", Resting: store.Resting{Channel: "5", Answer: make([]byte, 16), Cited: []store.Cited{{Number: 1, Home: scope, Article: a.ID, Sentence: "The mill was built in 1786."}}}}
	return l, path, s
}

func keep(t *testing.T, l *library.Library, s store.ShownAnswer) store.ShownAnswer {
	t.Helper()
	if err := l.Store.KeepShown(t.Context(), []store.ShownAnswer{s}); err != nil {
		t.Fatal(err)
	}
	return only(t, l, s.Scope)
}

func only(t *testing.T, l *library.Library, scope store.Scope) store.ShownAnswer {
	t.Helper()
	all, err := l.Store.ShownIn(t.Context(), scope, time.Time{})
	if len(all) != 1 || err != nil {
		t.Fatalf("%d answers, %v", len(all), err)
	}
	return all[0]
}

// TestErasedMeanwhile checks that a sentence erased while it is compared, or while its answer is
// published, stays erased, and that the answer's message is recorded all the same.
func TestErasedMeanwhile(t *testing.T) {
	l, _, s := kept(t)
	s.Message, s.Channel = "", ""
	s = keep(t, l, s)
	was, read := slices.Clone(s.Cited), s
	read.Cited[0].Change = store.Altered
	erase := func(s *store.ShownAnswer) bool { return s.Lose(func(store.Cited) bool { return true }, time.Now()) }
	if erased, err := l.Store.ChangeShown(t.Context(), s.Number, erase); !erased || err != nil {
		t.Fatal(erased, err)
	}
	(&Recorder{Library: l}).Publish(t.Context(), Place{Scope: s.Scope, Channel: "5", Message: "77"})
	if err := (&Checker{Library: l}).renewed(t.Context(), read, was); err != nil {
		t.Fatal(err)
	}
	if now := only(t, l, s.Scope); now.Cited[0].Sentence != "" || now.Cited[0].Change != store.Erased || now.Message != "77" || now.Channel != "5" || !now.Pending {
		t.Errorf("%+v", now)
	}
}

// TestChangesOfDamaged checks that the changed sentences of a damaged article are shown only to
// its keepers, as its access rule is unknown.
func TestChangesOfDamaged(t *testing.T) {
	l, path, s := kept(t)
	s.Cited[0].Change = store.Altered
	keep(t, l, s)
	seen := func(who access.Viewer) int {
		t.Helper()
		all, found, err := Changes(t.Context(), l, who, "77")
		if !found || err != nil {
			t.Fatal(found, err)
		}
		return len(all)
	}
	if n := seen(access.Outside(s.Scope)); n != 1 {
		t.Fatalf("%d changes before", n)
	}
	if _, err := storetest.Open(t, path).Exec(`update article set title = 'x'`); err != nil {
		t.Fatal(err)
	}
	if n := seen(access.Outside(s.Scope)); n != 0 {
		t.Errorf("an outsider sees %d changes", n)
	}
	if n := seen(access.Keeper(s.Scope)); n != 1 {
		t.Errorf("a keeper sees %d changes", n)
	}
}
