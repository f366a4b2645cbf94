package library

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"footnote/corpus"
	"footnote/internal/storetest"
	"footnote/library/access"
	"footnote/library/store"
)

// TestTexts checks that the articles used last are kept up to a limit, and that they are dropped
// when they are forgotten.
func TestTexts(t *testing.T) {
	kept := newTexts()
	place := func(n int) store.Place { return store.Place{Scope: store.Guild(fmt.Sprint(n % 2)), ID: fmt.Sprint(n)} }
	long := strings.Repeat("x", mostTexts/4)
	for n := range 10 {
		kept.put(place(n), &corpus.Article{ID: fmt.Sprint(n), Text: long})
		kept.get(place(0)) // used again and again
		kept.put(place(n), &corpus.Article{ID: fmt.Sprint(n), Text: long})
	}
	there := func() (all string) {
		for n := range 10 {
			if a := kept.get(place(n)); a != nil {
				all += a.ID
			}
		}
		return all
	}
	if got := there(); got != "0789" || kept.bytes != sizeOf(&corpus.Article{Text: long})*len(got) {
		t.Errorf("%s are kept, %d bytes", got, kept.bytes)
	}
	kept.forget(place(7))
	kept.forget(place(1))
	if got := there(); got != "089" {
		t.Errorf("%s are kept", got)
	}
	kept.forgetAll(place(0).Scope)
	if got := there(); got != "9" {
		t.Errorf("%s are kept", got)
	}
	kept.put(place(3), &corpus.Article{ID: "3", Text: strings.Repeat("x", 2*mostTexts)})
	if got := there(); got != "3" {
		t.Errorf("%s are kept", got)
	}
	kept.forgetAll(place(3).Scope)
	if kept.bytes != 0 || kept.recent.Len() != 0 || len(kept.places) != 0 {
		t.Errorf("%d bytes are left", kept.bytes)
	}
}

// TestTextsAreNotKept checks that a library answers from articles whose texts it fetches from
// the database, and not from erased ones.
func TestTextsAreNotKept(t *testing.T) { storetest.Each(t, testTextsAreNotKept) }

func testTextsAreNotKept(t *testing.T, at storetest.Place) {
	l := fresh(t, at, nil)
	added := add(t, l, store.Guild("1"), "a.md", "# 燈塔\n\n燈塔高四十二公尺。它漆成了白色。\n")
	e, err := l.Engine(t.Context(), access.Outside(store.Guild("1")), "")
	if err != nil {
		t.Fatal(err)
	}
	if all := e.Articles(); len(all) != 1 || all[0].Text != "" || all[0].Title != "燈塔" {
		t.Fatalf("articles %+v", all)
	}
	hits, err := e.Search(t.Context(), "燈塔多高", 1)
	if err != nil || len(hits) != 1 || !strings.Contains(hits[0].Text(), "四十二") {
		t.Fatalf("found %v, %v", hits, err)
	}
	whole, err := l.Whole(t.Context(), access.Outside(store.Guild("1")), e.Articles())
	if err != nil || len(whole) != 1 || whole[0].Text != added.Article.Text {
		t.Errorf("whole %v, %v", whole, err)
	}
	if _, _, err := l.Store.Remove(t.Context(), store.Guild("1"), added.Article.ID, time.Now()); err != nil {
		t.Fatal(err)
	}
	if e, err = l.Engine(t.Context(), access.Outside(store.Guild("1")), ""); err != nil {
		t.Fatal(err)
	}
	if hits, err = e.Search(t.Context(), "燈塔多高", 1); err != nil || len(hits) != 0 {
		t.Errorf("found %v, %v", hits, err)
	}
	if a := l.texts.get(store.Place{Scope: store.Guild("1"), ID: added.Article.ID}); a != nil {
		t.Error("its text is still in memory")
	}
}
