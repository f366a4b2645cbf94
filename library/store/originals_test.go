package store

import (
	"bytes"
	"errors"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"footnote/internal/storetest"
)

func withOriginal(r Record, data string, budget int64) Record {
	r.Original = &Original{Data: []byte(data), Budget: budget}
	return r
}

// original checks that a scope has this original of an article, or none if want is "".
func original(t *testing.T, l *Library, scope Scope, r Record, want string) {
	t.Helper()
	o, found, err := l.Original(t.Context(), scope, r.Article.ID)
	if err != nil || found != (want != "") || string(o.Data) != want {
		t.Errorf("%s: the original is %.40q, %v, %v, not %.40q", scope, o.Data, found, err, want)
	}
}

func kept(t *testing.T, l *Library, scope Scope, r Record, want Outcome) {
	t.Helper()
	got, err := l.Put(t.Context(), scope, r, 0)
	if d := cmp.Diff(want, got); d != "" || err != nil {
		t.Errorf("%v (-want +got)\n%s", err, d)
	}
}

// TestOriginals checks that an original belongs to its article, in its scope only, and is erased
// with it.
func TestOriginals(t *testing.T) { storetest.Each(t, testOriginals) }

func testOriginals(t *testing.T, at storetest.Place) {
	place, now := at(t), time.Now()
	l := library(t, place)
	first, second := record(t, 1), record(t, 2)
	kept(t, l, Local, withOriginal(first, "the first file", 100), Outcome{Original: OriginalKept})
	kept(t, l, Guild("1"), first, Outcome{})
	original(t, l, Local, first, "the first file")
	original(t, l, Guild("1"), first, "")
	original(t, l, Local, second, "")
	holds(t, l, Local, first) // articles are read without it

	// Adding the same text again stores its file, even if it had none before.
	kept(t, l, Local, first, Outcome{Change: Unchanged})
	original(t, l, Local, first, "the first file")
	kept(t, l, Local, withOriginal(first, "the first file, saved anew", 100), Outcome{Change: Unchanged, Original: OriginalKept})
	original(t, l, Local, first, "the first file, saved anew")
	kept(t, l, Guild("1"), withOriginal(first, "the guild's", 100), Outcome{Change: Unchanged, Original: OriginalKept})
	original(t, l, Guild("1"), first, "the guild's")

	// The budget is per scope, and includes articles that can still be restored.
	kept(t, l, Local, withOriginal(second, string(make([]byte, 75)), 100), Outcome{Original: NoRoom})
	original(t, l, Local, second, "")
	kept(t, l, Local, withOriginal(second, string(make([]byte, 74)), 100), Outcome{Change: Unchanged, Original: OriginalKept})
	remove(t, l, Local, second, now)
	original(t, l, Local, second, "")
	third := record(t, 3)
	kept(t, l, Local, withOriginal(third, "x", 100), Outcome{Original: NoRoom})
	if was, err := l.Restore(t.Context(), Local, second.Article.ID, now); !was || err != nil {
		t.Errorf("restored: %v, %v", was, err)
	}
	original(t, l, Local, second, string(make([]byte, 74)))
	sizes, err := l.Originals(t.Context(), Local)
	if d := cmp.Diff(map[string]int64{first.Article.ID: 26, second.Article.ID: 74}, sizes); d != "" || err != nil {
		t.Errorf("%v (-want +got)\n%s", err, d)
	}

	// A later version has its own file or none, and erased ones are gone.
	later := record(t, 4)
	later.Key = first.Key
	kept(t, l, Local, withOriginal(later, "the later file", -1), Outcome{Change: Replaced, Replaced: first.Article.ID, Original: OriginalKept})
	original(t, l, Local, first, "")
	original(t, l, Local, later, "the later file")
	last := record(t, 5)
	last.Key = first.Key
	kept(t, l, Local, last, Outcome{Change: Replaced, Replaced: later.Article.ID})
	remove(t, l, Local, second, now)
	if _, err := l.Purge(t.Context(), now.Add(2*Restorable)); err != nil {
		t.Error(err)
	}
	rows(t, l, 1) // of the guild
	if err := l.ForgetOriginals(t.Context(), Local); err != nil {
		t.Error(err)
	}
	original(t, l, Guild("1"), first, "the guild's")
	if err := l.Erase(t.Context(), Guild("1")); err != nil {
		t.Error(err)
	}
	rows(t, l, 0)
	kept(t, l, Local, withOriginal(last, "once more", -1), Outcome{Change: Unchanged, Original: OriginalKept})
	if err := l.ForgetOriginals(t.Context(), Local); err != nil {
		t.Error(err)
	}
	rows(t, l, 0)
	holds(t, l, Local, third, last)
	for _, data := range []string{"the first file", "the later file", "the guild's", "once more"} {
		if storetest.Keeps(t, place, data) {
			t.Errorf("%q is still there", data)
		}
	}
}

// rows checks how many originals are stored.
func rows(t *testing.T, l *Library, want int) {
	t.Helper()
	var n int
	if err := l.reading.QueryRow(`select count(*) from original`).Scan(&n); err != nil || n != want {
		t.Errorf("%d originals are stored, not %d: %v", n, want, err)
	}
}

// TestDamagedOriginal checks that a file with a flipped bit is not returned.
func TestDamagedOriginal(t *testing.T) { storetest.Each(t, testDamagedOriginal) }

func testDamagedOriginal(t *testing.T, at storetest.Place) {
	l, r := library(t, at(t)), record(t, 1)
	kept(t, l, Local, withOriginal(r, "the file", -1), Outcome{Original: OriginalKept})
	if _, err := l.writing.Exec(`update original set data = substr(data, 1, 3)`); err != nil {
		t.Fatal(err)
	}
	_, found, err := l.Original(t.Context(), Local, r.Article.ID)
	if damage := new(DamageError); found || !errors.As(err, &damage) || damage.ID != r.Article.ID {
		t.Errorf("%v, %v", found, err)
	}
	kept(t, l, Local, withOriginal(r, "the file", -1), Outcome{Change: Unchanged, Original: OriginalKept})
	original(t, l, Local, r, "the file")
}

// TestOriginalInBackup checks that a large file comes back unchanged, from a backup too.
func TestOriginalInBackup(t *testing.T) {
	path, r := inFolder(t), record(t, 1)
	l := library(t, path)
	large := bytes.Repeat([]byte{0, 1, 2, 250}, 4<<20) // the maximum size of a file
	kept(t, l, Local, withOriginal(r, string(large), -1), Outcome{Original: OriginalKept})
	copied := filepath.Join(t.TempDir(), "copy.db")
	if err := l.Backup(t.Context(), copied); err != nil {
		t.Fatal(err)
	}
	got, found, err := library(t, copied).Original(t.Context(), Local, r.Article.ID)
	if !found || err != nil || !bytes.Equal(got.Data, large) {
		t.Errorf("%v, %v, %d bytes", found, err, len(got.Data))
	}
}
