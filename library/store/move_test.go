package store

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"footnote/internal/storetest"
)

// everything returns a library with rows in every table, some of them removed, damaged or empty,
// and with numbers that were given to rows deleted since.
func everything(t *testing.T, at storetest.Place) (place string) {
	t.Helper()
	place = at(t)
	l := library(t, place)
	var records []Record
	for n := range 30 {
		records = append(records, record(t, n))
	}
	records[5].Access = `{"channels":["1"]}`
	keepAll(t, l, Person("2"), records[:2]...)
	for n, size := range map[int]int{4: 1, 7: 300_000, 8: 70_000, 29: 20} {
		records[n].Original = &Original{Data: bytes.Repeat([]byte{0, byte(n), 255}, size), Budget: -1}
	}
	for n := range byte(3) {
		keepSeen(t, l, Guild("1"), n, strings.Repeat("頁", int(n)))
	}
	records[5].Seen = [][32]byte{{1}}
	keepAll(t, l, Guild("1"), records...)
	keepAll(t, l, Local, records[3])
	remove(t, l, Guild("1"), records[29], time.Now())
	enqueue(t, l, job(Guild("1"), "a", bytes.Repeat([]byte("file"), 9000)))
	enqueue(t, l, job(Guild("1"), "b", nil))
	last := enqueue(t, l, job(Guild("1"), "c", []byte{}))
	gone := enqueue(t, l, job(Guild("1"), "d", []byte{}))
	subscription, subscribed := l.Subscribe(t.Context(), Subscription{Scope: Guild("1"), Name: "/港", Kind: Folder, Due: time.Unix(1_800_000_000, 0)})
	tallied := l.AddTallies(t.Context(), []Tally{{Guild("1"), "2026-11-25", TallyArticle, records[0].Article.ID, 3}})
	rests := l.KeepShown(t.Context(), []ShownAnswer{shownAnswer(records[0])})
	fixing := l.ChangeFixed(t.Context(), Guild("1"), func([]Fixed) ([]Fixed, []string, error) { return []Fixed{fix(1), fix(2)}, nil, nil })
	_, spent := l.Spend(t.Context(), Guild("1"), "2026-11-25", "tokens", 5)
	if gone <= last {
		t.Fatal("numbers do not increase")
	}
	f := OpenFeedback(place, func(w string) { t.Error(w) })
	a, _ := answers(t, place, Limits{})
	put(t, a, 1, "one")
	v, _ := warned(t, place)
	vectors, _ := some(1500)
	store(t, v, "m", vectors)
	if err := errors.Join(
		spent, tallied, rests, fixing, l.Finish(t.Context(), gone), subscribed, l.SaveItems(t.Context(), subscription, Item{Name: "/港/a.txt"}, Item{Name: "/港/b.txt"}),
		l.SaveSettings(t.Context(), Guild("1"), []byte(`{"語言":"zh"}`), Unwanted{}),
		l.KeepQuestion(t.Context(), Guild("1"), asked()),
		l.Left(t.Context(), Guild("1"), time.Unix(1_800_000_000, 0)),
		noted(t, l, Note{Scope: Guild("1"), Kind: "call", ID: "7", By: [16]byte{1}, At: time.Unix(1_800_000_000, 0), Data: []byte("sealed")}),
		f.Vote(t.Context(), vote(1, 1, true)),
		f.Close(), a.Close(), v.Close(), l.Close(),
	); err != nil {
		t.Fatal(err)
	}
	if _, err := storetest.Open(t, place).Exec(`update article set title = 'x' where number = 2`); err != nil {
		t.Fatal(err)
	}
	return place
}

// wholly returns an option to compare byte slices as a whole: byte by byte takes a second per
// megabyte.
func wholly() cmp.Option {
	return cmp.Comparer(func(a, b []byte) bool { return (a == nil) == (b == nil) && bytes.Equal(a, b) })
}

// all returns every row of every table, as Go values.
func all(t *testing.T, place string) map[string][]row {
	t.Helper()
	e, err := engineOf(place)
	if err != nil {
		t.Fatal(err)
	}
	db, _, err := e.read(t.Context(), closer)
	if err != nil || db == nil {
		t.Fatalf("%s: %v", place, err)
	}
	defer db.Close()
	tables := map[string][]row{}
	tx, err := db.Begin()
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Rollback() // it only reads
	for _, one := range append(copied(), table{name: "counter", key: []string{"changes"}}) {
		columns, err := one.columns(t.Context(), tx)
		if err != nil {
			t.Fatal(err)
		}
		rows, err := one.rows(t.Context(), tx, columns, nil, nil, -1)
		if err != nil || len(rows) == 0 {
			t.Fatalf("%s has %d rows, %v", one.name, len(rows), err)
		}
		tables[one.name] = rows
	}
	return tables
}

// TestMove moves a library between all kinds of places, and back, and checks that every row is
// there.
func TestMove(t *testing.T) {
	storetest.Each(t, func(t *testing.T, from storetest.Place) {
		storetest.Each(t, func(t *testing.T, to storetest.Place) {
			source := everything(t, from)
			want := all(t, source)
			target := to(t)
			var shown, totals []int
			counts, err := Move(t.Context(), source, target, func(done, total int) { shown, totals = append(shown, done), append(totals, total) })
			if err != nil {
				t.Fatal(err)
			}
			for i, c := range counts {
				if c.Table != copied()[i].name || c.Rows != len(want[c.Table]) {
					t.Errorf("%+v, want %d rows", c, len(want[c.Table]))
				}
			}
			if len(shown) == 0 || shown[len(shown)-1] != totals[0] {
				t.Errorf("progress %v of %v", shown, totals)
			}
			if d := cmp.Diff(want, all(t, target), wholly()); d != "" {
				t.Errorf("(-source +target)\n%.2000s", d)
			}
			if d := cmp.Diff(want, all(t, source), wholly()); d != "" {
				t.Errorf("the source has changed: %.2000s", d)
			}
			l := library(t, target)
			if id := enqueue(t, l, job(Guild("1"), "e", nil)); id != 5 {
				t.Errorf("the next job has the id %d", id)
			}
			l.Close()
			if _, err := Move(t.Context(), source, target, nil); kind(err) != Foreign {
				t.Errorf("over something else: %v", err)
			}
		})
	})
}

// TestMoveResumes checks that an interrupted move leaves a target that cannot be opened, and can
// be continued.
func TestMoveResumes(t *testing.T) {
	storetest.Each(t, func(t *testing.T, to storetest.Place) {
		source, target := everything(t, storetest.File), to(t)
		for broken := range 6 {
			ctx, cancel := context.WithCancel(t.Context())
			steps := 0
			_, err := Move(ctx, source, target, func(done, total int) {
				if steps++; steps > 1+4*broken {
					cancel()
				}
			})
			cancel()
			if !errors.Is(err, context.Canceled) {
				t.Fatalf("interrupted: %v", err)
			}
			if _, err := OpenLibrary(t.Context(), target); kind(err) != Failing || !strings.Contains(err.Error(), "part of") {
				t.Errorf("opened a partial copy: %v", err)
			}
			if _, _, err := ReadLibrary(t.Context(), target); kind(err) != Failing {
				t.Errorf("read a partial copy: %v", err)
			}
			v, warnings := warned(t, target)
			v.Close()
			if len(*warnings) != 1 {
				t.Errorf("cache in a partial copy: %q", *warnings)
			}
		}
		if _, err := Move(t.Context(), everything(t, storetest.File), target, nil); kind(err) != Foreign {
			t.Errorf("another source into a partial copy: %v", err)
		}
		l := library(t, source) // it is still in use
		keepAll(t, l, Guild("3"), record(t, 40))
		if err := l.Erase(t.Context(), Person("2")); err != nil {
			t.Fatal(err)
		}
		v, _ := warned(t, source)
		vectors, _ := some(1)
		store(t, v, "m", vectors)
		keepAll(t, l, Guild("3"), record(t, 41))
		a, _ := answers(t, source, Limits{})
		put(t, a, 2, "two")
		for _, c := range []interface{ Close() error }{v, a, l} {
			c.Close()
		}
		want := all(t, source)
		if _, err := Move(t.Context(), source, target, nil); err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(want, all(t, target), wholly()); d != "" {
			t.Errorf("(-source +target)\n%.2000s", d)
		}
	})
}

// TestMoveOlder checks that an older file is migrated while it is moved, and does not change
// itself.
func TestMoveOlder(t *testing.T) {
	storetest.Each(t, func(t *testing.T, to storetest.Place) {
		for name, holds := range map[string]func(*testing.T, *Library){"version4.db": held, "version5.db": heldSince5} {
			source := place(t, contents(t, "testdata/"+name))
			before := contents(t, source)
			target := to(t)
			if _, err := Move(t.Context(), source, target, nil); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			holds(t, library(t, target))
			if !bytes.Equal(before, contents(t, source)) {
				t.Error("the source has changed")
			}
			alone(t, source)
		}
	})
}

// TestMoveRefused checks that obstacles are reported before anything changes.
func TestMoveRefused(t *testing.T) {
	source := everything(t, storetest.File)
	refused := func(what, from, to string, want Kind) {
		t.Helper()
		if _, err := Move(t.Context(), from, to, nil); kind(err) != want {
			t.Errorf("%s: %v, want kind %d", what, err, want)
		}
	}
	refused("to itself", source, source, Foreign)
	refused("from nothing", inFolder(t), inFolder(t), Failing)
	refused("into another program's", source, place(t, foreign(t)), Foreign)
	refused("of another program", place(t, foreign(t)), inFolder(t), Foreign)
	refused("into what is damaged", source, place(t, []byte("garbage")), Damaged)
	target := inFolder(t)
	for what, folder := range map[string]string{"a source that is served": filepath.Dir(source), "a target that is served": filepath.Dir(target)} {
		unlock, err := Lock(folder)
		if err != nil {
			t.Fatal(err)
		}
		refused(what, source, target, Locked)
		if err := unlock(); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := os.Stat(target); err == nil {
		t.Error("a target was created")
	}
}

// TestCopiedTables checks that every table is copied, except for those listed here.
func TestCopiedTables(t *testing.T) {
	l := library(t, inFolder(t))
	names, err := lines(t.Context(), l.reading, `select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by name`)
	if err != nil {
		t.Fatal(err)
	}
	left := map[string]bool{"counter": true, "lease": true, "event": true} // set at the end; only about the running processes
	for _, name := range names {
		if left[name] {
			continue
		}
		found := false
		for _, one := range copied() {
			found = found || one.name == name
		}
		if !found {
			t.Errorf("%s is not copied", name)
		}
	}
}
