package approval

import (
	"log/slog"
	"path/filepath"
	"testing"
	"time"

	"footnote/bot/texts"
	"footnote/bot/wire"
	"footnote/library/store"
)

// TestExpireWhileDeciding checks that a waiting answer expires after a day, but not while a
// helper is deciding about it.
func TestExpireWhileDeciding(t *testing.T) {
	db, err := store.OpenLibrary(t.Context(), filepath.Join(t.TempDir(), "footnote.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	d, err := New(Desk{Send: &wire.Sender{}, Notes: db, Texts: texts.NewCatalog(nil), Log: slog.New(slog.DiscardHandler)}, "token")
	if err != nil {
		t.Fatal(err)
	}
	scope, now := store.Guild("1"), time.Now()
	data, err := d.seal.close(item{Unasked: true, By: "5", Since: now}, scope, "7")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.AddNote(t.Context(), store.Note{Scope: scope, Kind: kind, ID: "7", At: now.Add(-waitLimit), Data: data}); err != nil {
		t.Fatal(err)
	}
	for _, still := range []bool{true, false} {
		if err := d.expire(t.Context(), now); err != nil {
			t.Error(err)
		}
		if _, ok, err := db.Note(t.Context(), scope, kind, "7"); ok != still || err != nil {
			t.Errorf("kept %v, error %v, while somebody decides %v", ok, err, still)
		}
		if _, err := d.change(t.Context(), scope, "7", func(it *item) bool { it.Since = now.Add(-deciding); return true }); err != nil {
			t.Error(err)
		}
	}
}
