package store

import (
	"testing"
	"time"

	"footnote/internal/storetest"
)

// keepSeen stores the text read from a picture.
func keepSeen(t *testing.T, l *Library, scope Scope, key byte, text string) {
	t.Helper()
	if err := l.KeepSeen(t.Context(), scope, [32]byte{key}, text, time.Now()); err != nil {
		t.Fatal(err)
	}
}

// seesAgain checks the stored texts of pictures, by their keys from 0.
func seesAgain(t *testing.T, l *Library, scope Scope, want ...string) {
	t.Helper()
	for key, text := range want {
		got, found, err := l.Seen(t.Context(), scope, [32]byte{byte(key)})
		if err != nil || found != (text != "") || got != text {
			t.Errorf("%s, picture %d: %q, %v, %v, not %q", scope, key, got, found, err, text)
		}
	}
}

// TestSeen checks that the text read from a picture is stored for its scope, is assigned to the
// article made of it and to the article's next version, and is deleted with that.
func TestSeen(t *testing.T) { storetest.Each(t, testSeen) }

func testSeen(t *testing.T, at storetest.Place) {
	place := at(t)
	l := library(t, place)
	for key, text := range []string{"甲", "乙", "丙"} {
		keepSeen(t, l, Guild("1"), byte(key), text)
	}
	keepSeen(t, l, Guild("2"), 0, "另一處")
	seesAgain(t, l, Guild("1"), "甲", "乙", "丙", "")
	seesAgain(t, l, Guild("2"), "另一處", "")

	first, second := record(t, 1), record(t, 2)
	first.Key, second.Key = "scan.pdf", "scan.pdf"
	first.Article.SeenBy, first.Seen = "eyes", [][32]byte{{0}, {1}}
	second.Article.SeenBy, second.Seen = "eyes", [][32]byte{{0}, {2}}
	kept(t, l, Guild("1"), first, Outcome{})
	kept(t, l, Guild("1"), second, Outcome{Change: Replaced, Replaced: first.Article.ID})
	seesAgain(t, l, Guild("1"), "甲", "", "丙")
	all, err := l.List(t.Context(), Guild("1"))
	if err != nil || len(all) != 1 || all[0].SeenBy != "eyes" {
		t.Errorf("%+v, %v", all, err)
	}
	then := second
	then.Seen = nil // it is not read with the article
	holds(t, l, Guild("1"), then)

	remove(t, l, Guild("1"), second, time.Now().Add(-2*Restorable))
	if _, err := l.Purge(t.Context(), time.Now()); err != nil {
		t.Fatal(err)
	}
	seesAgain(t, l, Guild("1"), "", "", "")

	keepSeen(t, l, Guild("1"), 1, "乙")
	third := record(t, 3)
	third.Key, third.Article.SeenBy, third.Seen = "other.pdf", "eyes", [][32]byte{{0}}
	keepSeen(t, l, Guild("1"), 0, "甲")
	kept(t, l, Guild("1"), third, Outcome{})
	if _, err := storetest.Open(t, place).Exec(`update seen_page set written = 1`); err != nil {
		t.Fatal(err)
	}
	keepSeen(t, l, Guild("1"), 2, "丙")
	seesAgain(t, l, Guild("1"), "甲", "乙", "丙")
	if err := l.ForgetSeen(t.Context(), time.Now().Add(-SeenAge)); err != nil { // deletes the old ones without an article
		t.Fatal(err)
	}
	seesAgain(t, l, Guild("1"), "甲", "", "丙")
	seesAgain(t, l, Guild("2"), "", "")
	if _, err := storetest.Open(t, place).Exec(`update seen_page set check_sum = check_sum + 1`); err != nil {
		t.Fatal(err)
	}
	seesAgain(t, l, Guild("1"), "", "", "")
	if err := l.Erase(t.Context(), Guild("2")); err != nil {
		t.Fatal(err)
	}
	seesAgain(t, l, Guild("2"), "", "")
}
