package store

import (
	"bytes"
	"database/sql"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"footnote/corpus"
	"footnote/internal/storetest"
)

// oldTables are the statements with which versions 1, 2 and 3 of the program created their
// tables.
var oldTables = []string{`
create table if not exists vector (
	model text not null,
	key   blob not null,
	data  blob not null,
	check_sum integer not null,
	primary key (model, key)
) without rowid;`, `
create table if not exists answer (
	key     blob primary key not null,
	written integer not null,
	data    blob not null,
	check_sum integer not null
) without rowid;
create index if not exists answer_written on answer (written);`, `
create table if not exists vote (
	answer blob not null,
	reader blob not null,
	good   integer not null,
	at     integer not null,
	check_sum integer not null,
	primary key (answer, reader)
) without rowid;`}

// asVersion creates a file as an old version did, with a vector and, if that version had them,
// an answer and a vote.
func asVersion(t *testing.T, path string, n int, more ...string) {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	do := func(query string, arguments ...any) {
		t.Helper()
		if _, err := db.Exec(query, arguments...); err != nil {
			t.Fatal(err)
		}
	}
	do(`pragma journal_mode = wal`)
	do(strings.Join(oldTables[:n], "") + `pragma application_id = 1181642612; pragma user_version = ` + string(rune('0'+n)))
	k := key(0)
	data, check := encode("m", k, vector(0))
	do(`insert into vector values ('m', ?, ?, ?)`, k[:], data, check)
	if n >= 2 {
		now := time.Now().UnixNano()
		do(`insert into answer values (?, ?, ?, ?)`, k[:], now, []byte("one"), answerSum(k, now, []byte("one")))
	}
	if n >= 3 {
		v := vote(1, 1, true)
		v.Scope = "" // votes had no scope then
		do(`insert into vote values (?, ?, ?, ?, ?)`, v.Answer[:], v.Reader[:], v.Good, v.At.UnixNano(), voteSum(v))
	}
	for _, query := range more {
		do(query)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
}

// TestMigrate checks that a file of any version before the library is migrated to this one with
// all of its data, whichever part of the program opens it.
func TestMigrate(t *testing.T) {
	fresh := tables(t, library(t, inFolder(t)))
	for n := 1; n < libraryVersion; n++ {
		for _, libraryFirst := range []bool{true, false} {
			path := inFolder(t)
			asVersion(t, path, n)
			if _, ok, err := ReadLibrary(t.Context(), path); ok || err != nil {
				t.Errorf("version %d has a library: %v, error %v", n, ok, err)
			}
			if libraryFirst {
				library(t, path).Close()
			}
			v, warnings := warned(t, path)
			if d := cmp.Diff(map[[32]byte][]float32{key(0): vector(0)}, load(t, v, "m", [][32]byte{key(0)})); d != "" {
				t.Errorf("vectors of version %d: %s", n, d)
			}
			a, more := answers(t, path, Limits{})
			if n >= 2 && got(t, a, 0) != "one" {
				t.Errorf("the answer of version %d is %q", n, got(t, a, 0))
			}
			put(t, a, 1, "two")
			f := OpenFeedback(path, func(w string) { t.Error(w) })
			if good, _, err := f.Count(t.Context()); err != nil || good != n/3 {
				t.Errorf("%d votes of version %d, error %v", good, n, err)
			}
			if len(*warnings)+len(*more) > 0 {
				t.Errorf("warnings %q %q", *warnings, *more)
			}
			f.Close()
			l := library(t, path)
			keepAll(t, l, Local, record(t, 1))
			holds(t, l, Local, record(t, 1))
			if d := cmp.Diff(fresh, tables(t, l)); d != "" {
				t.Errorf("version %d: (-new +migrated)\n%s", n, d)
			}
		}
	}
}

// tables returns the statements that created a file's tables and indexes.
func tables(t *testing.T, l *Library) []string {
	t.Helper()
	all, err := lines(t.Context(), l.reading, `select type || ' ' || name || ' ' || coalesce(sql, '') from sqlite_master order by name`)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// TestMigrationFails checks that a migration that fails, or that would write to a broken file,
// leaves the old file.
func TestMigrationFails(t *testing.T) {
	for name, damage := range map[string]func(*testing.T, string) []byte{
		"a table in the way": func(t *testing.T, path string) []byte {
			asVersion(t, path, 3, `create table question (a)`) // in the way of the last table that version 4 adds
			return contents(t, path)
		},
		"a broken page": func(t *testing.T, path string) []byte {
			asVersion(t, path, 3)
			data := contents(t, path)
			clear(data[4096:8192])
			return data
		},
	} {
		t.Run(name, func(t *testing.T) {
			data := damage(t, inFolder(t))
			path := place(t, data)
			if _, err := OpenLibrary(t.Context(), path); kind(err) != Damaged {
				t.Errorf("%v", err)
			}
			v, warnings := warned(t, path)
			servesFromMemory(t, v)
			if len(*warnings) != 1 {
				t.Errorf("warnings %q", *warnings)
			}
			v.Close()
			if !bytes.Equal(data, contents(t, path)) {
				t.Error("the file has changed")
			}
		})
	}
}

// TestStoredForm checks that what version 4 stored of an article can still be read. To rename a
// field of corpus takes a new version.
func TestStoredForm(t *testing.T) { storetest.Each(t, testStoredForm) }

func testStoredForm(t *testing.T, at storetest.Place) {
	l := library(t, at(t))
	r := record(t, 1)
	r.Article.Pages = append(r.Article.Pages, corpus.Page{Number: 3})
	r.Article.Repairs.Glosses = 2
	keepAll(t, l, Local, r)
	var form string
	var sentences []byte
	if err := l.reading.QueryRow(`select structure, (select sentences from passage) from content`).Scan(&form, &sentences); err != nil {
		t.Fatal(err)
	}
	const want = `{"Sections":[{"Title":"","Level":0,"Span":{"Start":0,"End":82}}],"Pages":[{"Number":3,"Start":0}],"Repairs":{"Glosses":2,"Mojibake":0,"Punctuation":0,"Invisible":0}}`
	if d := cmp.Diff(want, form); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
	if d := cmp.Diff([]byte{0, 82, 0, 80}, sentences); d != "" {
		t.Errorf("sentences: (-want +got)\n%s", d)
	}
}

func FuzzSentences(f *testing.F) {
	f.Add(0, encodeSentences(0, nil))
	f.Add(5, []byte{0, 70, 0, 98})
	f.Add(1, []byte{0xff, 0xff})
	f.Fuzz(func(t *testing.T, start int, data []byte) {
		all, ok := decodeSentences(start, data)
		if !ok {
			return
		}
		again, ok := decodeSentences(start, encodeSentences(start, all))
		if d := cmp.Diff(all, again); d != "" || !ok {
			t.Errorf("read again: %v, %s", ok, d)
		}
	})
}
