package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"footnote/internal/storetest"
)

// TestOpenTrouble checks that every file that is not a library is reported as what it is, and
// left unchanged.
func TestOpenTrouble(t *testing.T) {
	whole, records := populated(t)
	newer := bytes.Clone(whole)
	newer[63] = version + 1
	cases := map[string]struct {
		data []byte
		want Kind
	}{
		"newer":   {newer, Newer},
		"foreign": {foreign(t), Foreign},
		"empty":   {nil, Damaged},
		"garbage": {[]byte(strings.Repeat("垃圾", 5000)), Damaged},
		"short":   {[]byte("x"), Damaged},
		"zeros":   {make([]byte, 8192), Damaged},
	}
	for i := 1; i < 20; i++ {
		cases[fmt.Sprint("cut ", i)] = struct {
			data []byte
			want Kind
		}{whole[:len(whole)*i/20], Damaged}
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			path := place(t, c.data)
			if _, err := OpenLibrary(t.Context(), path); kind(err) != c.want || !strings.HasPrefix(err.Error(), path+": ") {
				t.Errorf("%v, want kind %d", err, c.want)
			}
			if _, ok, err := ReadLibrary(t.Context(), path); ok || kind(err) != c.want {
				t.Errorf("for reading: %v", err)
			}
			if !bytes.Equal(c.data, contents(t, path)) {
				t.Error("the file has changed")
			}
			alone(t, path)
		})
	}
	t.Run("none", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "new", "footnote.db")
		if _, ok, err := ReadLibrary(t.Context(), path); ok || err != nil {
			t.Errorf("ok %v, error %v", ok, err)
		}
		if size(path) >= 0 {
			t.Error("reading creates a file")
		}
		library(t, path)
		if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%v, error %v", info, err)
		}
	})
	t.Run("log alone", func(t *testing.T) {
		path := inFolder(t)
		if err := os.WriteFile(path+"-wal", []byte("log"), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := OpenLibrary(t.Context(), path); kind(err) != Damaged || size(path) >= 0 {
			t.Errorf("%v", err)
		}
	})
	t.Run("folder", func(t *testing.T) {
		if _, err := OpenLibrary(t.Context(), t.TempDir()); kind(err) != Failing {
			t.Errorf("%v", err)
		}
	})
	t.Run("cancelled", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if _, err := OpenLibrary(ctx, place(t, whole)); !errors.Is(err, context.Canceled) {
			t.Errorf("%v", err)
		}
	})
	if truthful(t, whole, records) {
		t.Error("an intact file is reported as damaged")
	}
}

// TestTornLog checks that a prefix of the commits is read from a log that is torn or changed.
func TestTornLog(t *testing.T) {
	l := library(t, inFolder(t))
	if _, err := l.writing.Exec(`pragma wal_autocheckpoint = 0`); err != nil {
		t.Fatal(err)
	}
	var all []Record
	for n := range 15 {
		all = append(all, record(t, n))
	}
	keepAll(t, l, Local, all...)
	file, log := place(t, contents(t, l.path)), contents(t, l.path+"-wal")
	data := contents(t, file)
	dice := rand.New(rand.NewPCG(9, 9))
	most := 0
	for i := range 40 {
		torn := bytes.Clone(log[:dice.IntN(len(log))])
		if i%2 == 0 && len(torn) > 0 {
			torn[dice.IntN(len(torn))] ^= 1 << dice.IntN(8)
		}
		path := place(t, data)
		if err := os.WriteFile(path+"-wal", torn, 0o600); err != nil {
			t.Fatal(err)
		}
		l := library(t, path)
		got, err := l.List(t.Context(), Local)
		if err != nil {
			t.Fatal(err)
		}
		holds(t, l, Local, all[:len(got)]...)
		most = max(most, len(got))
		l.Close()
	}
	if most == 0 {
		t.Error("no commit was ever read")
	}
}

// TestDamagedArticle checks that a damaged article does not hide the others, can be removed, and
// is repaired when its text is added again.
func TestDamagedArticle(t *testing.T) { storetest.Each(t, testDamagedArticle) }

func testDamagedArticle(t *testing.T, at storetest.Place) {
	l := library(t, at(t))
	first, second, third := record(t, 1), record(t, 2), record(t, 3)
	keepAll(t, l, Local, first, second, third)
	for _, change := range []string{
		`update content set text = replace(text, '白', '黑') where article = (select number from article where id = $1)`,
		`update article set title = 'x' where id = $1`,
		`update passage set ends = ends + 1 where article = (select number from article where id = $1)`,
		`delete from passage where article = (select number from article where id = $1)`,
		`update passage set sentences = substr(sentences, 1, 1) where article = (select number from article where id = $1)`,
		`delete from content where article = (select number from article where id = $1)`,
	} {
		if _, err := l.writing.Exec(change, second.Article.ID); err != nil {
			t.Fatal(err)
		}
		got, err := l.Articles(t.Context(), Local, "m")
		var damage *DamageError
		if !errors.As(err, &damage) || damage.ID != second.Article.ID || len(got) != 2 {
			t.Errorf("%s: %d articles, error %v", change, len(got), err)
		}
		if _, found, err := l.Article(t.Context(), Local, second.Article.ID, "m"); found || !errors.As(err, &damage) {
			t.Errorf("%s: found %v, error %v", change, found, err)
		}
		if o, err := l.Put(t.Context(), Local, second, 0); err != nil || o != (Outcome{Change: Replaced, Replaced: second.Article.ID}) {
			t.Errorf("%s: added again: %+v, error %v", change, o, err)
		}
		holds(t, l, Local, first, third, second)
	}
	if _, err := l.writing.Exec(`update article_vectors set data = substr(data, 1, 1) where article = (select number from article where id = $1)`, third.Article.ID); err != nil {
		t.Fatal(err)
	}
	got, err := l.Articles(t.Context(), Local, "m")
	var damage *DamageError
	if !errors.As(err, &damage) || damage.What != "vectors" || len(got) != 3 || got[1].Vectors != nil {
		t.Errorf("damaged vectors: %d articles, error %v", len(got), err)
	}
	// A row that ends up in another scope counts as damaged.
	if _, err := l.writing.Exec(`update scope set name = 'guild:1'`); err != nil {
		t.Fatal(err)
	}
	if got, err := l.Articles(t.Context(), Guild("1"), "m"); len(got) != 0 || err == nil {
		t.Errorf("in another scope: %d articles, error %v", len(got), err)
	}
	if _, was, err := l.Remove(t.Context(), Guild("1"), second.Article.ID, time.Now()); !was || err != nil {
		t.Errorf("removed %v, error %v", was, err)
	}
}

// fill puts articles until the disk is full, and returns those that were acknowledged.
func fill(t *testing.T, l *Library) (kept []Record) {
	t.Helper()
	for n := range 2000 {
		r := record(t, n)
		r.Vectors = bytes.Repeat(r.Vectors, 1000)
		o, err := l.Put(context.Background(), Local, r, 0)
		if err != nil {
			if kind(err) != NoSpace {
				t.Fatalf("after %d: %v", n, err)
			}
			return kept
		}
		if o.Change == Added {
			kept = append(kept, r)
		}
	}
	t.Fatal("the disk never becomes full")
	return nil
}

// TestFullFile checks that everything acknowledged is there if SQLite reaches its limit of
// pages.
func TestFullFile(t *testing.T) {
	l := library(t, inFolder(t))
	if _, err := l.writing.Exec(`pragma max_page_count = 200`); err != nil {
		t.Fatal(err)
	}
	kept := fill(t, l)
	if len(kept) == 0 {
		t.Error("no article was stored")
	}
	holds(t, l, Local, kept...)
}
