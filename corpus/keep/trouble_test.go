package keep

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

	"github.com/google/go-cmp/cmp"
)

// populated is a library with something of every kind, its log folded in.
func populated(t *testing.T) (whole []byte, records []Record) {
	t.Helper()
	l := library(t, inFolder(t))
	for n := range 12 {
		r := record(t, n)
		r.Vectors = bytes.Repeat(r.Vectors, 500) // pages of their own
		r.Article.Text += strings.Repeat("港口很長。", 400)
		records = append(records, r)
	}
	keepAll(t, l, Guild("1"), records...)
	keepAll(t, l, Guild("2"), records[:2]...)
	enqueue(t, l, job(Guild("1"), "a", []byte(strings.Repeat("file", 2000))))
	if err := errors.Join(
		l.SaveSettings(t.Context(), Guild("1"), []byte(`{"a":1}`)),
		l.KeepQuestion(t.Context(), Guild("1"), asked()),
		l.Close(),
	); err != nil {
		t.Fatal(err)
	}
	return contents(t, l.path), records
}

func asked() Asked { return Asked{time.Unix(1_800_000_000, 0), [16]byte{1}, "燈塔?", "answered"} }

// truthful opens a file that may be damaged, and holds that it is told or that
// everything is as it was written, and that the file keeps every byte.
func truthful(t *testing.T, data []byte, records []Record) (told bool) {
	t.Helper()
	path := place(t, data)
	defer func() {
		if !bytes.Equal(data, contents(t, path)) {
			t.Error("the file has changed")
		}
		alone(t, path)
	}()
	l, err := OpenLibrary(context.Background(), path)
	if err != nil {
		var trouble *OpenError
		if !errors.As(err, &trouble) || trouble.Path != path || trouble.Hint == "" {
			t.Errorf("%#v", err)
		}
		return true
	}
	defer l.Close()
	for _, scope := range []Scope{Guild("1"), Guild("2")} {
		want := records
		if scope == Guild("2") {
			want = records[:2]
		}
		got, err := l.Articles(t.Context(), scope, "m")
		told = toldOf(t, err) || told
		if err == nil && len(got) != len(want) {
			t.Errorf("%s: %d articles, and no error", scope, len(got))
		}
		for _, r := range got {
			if !written(r, want) {
				t.Errorf("%s: article %s is not as it was written", scope, r.Article.ID)
			}
		}
	}
	settings, err := l.Settings(t.Context(), Guild("1"))
	if told = toldOf(t, err) || told; err == nil && string(settings) != `{"a":1}` {
		t.Errorf("settings %q", settings)
	}
	questions, err := l.Questions(t.Context(), Guild("1"))
	if told = toldOf(t, err) || told; err == nil && cmp.Diff([]Asked{asked()}, questions) != "" {
		t.Errorf("questions %v", questions)
	}
	jobs, err := l.Jobs(t.Context())
	if told = toldOf(t, err) || told; err == nil && len(jobs) != 1 {
		t.Errorf("jobs %v", jobs)
	}
	data1, err := l.JobData(t.Context(), 1)
	if told = toldOf(t, err) || told; err == nil && string(data1) != strings.Repeat("file", 2000) {
		t.Errorf("the file of a job has changed: %.20q", data1)
	}
	return told
}

// written reports whether a record is one of those, but for vectors that are lost.
func written(got Record, all []Record) bool {
	for _, r := range all {
		if got.Article.ID == r.Article.ID {
			lost := got.Vectors == nil && got.Model == ""
			return cmp.Equal(r.Article, got.Article) && got.Key == r.Key && got.Added.Equal(r.Added) && got.By == r.By &&
				(lost || got.Model == r.Model && bytes.Equal(got.Vectors, r.Vectors))
		}
	}
	return false
}

func toldOf(t *testing.T, err error) bool {
	t.Helper()
	var trouble *OpenError
	var damage *DamageError
	if err != nil && !errors.As(err, &trouble) && !errors.As(err, &damage) {
		t.Errorf("%#v", err)
	}
	return err != nil
}

func TestCorruptPage(t *testing.T) {
	whole, records := populated(t)
	told := 0
	for start := 0; start < len(whole); start += 4096 {
		data := bytes.Clone(whole)
		clear(data[start : start+4096])
		if truthful(t, data, records) {
			told++
		}
	}
	t.Logf("%d of %d pages were missed", told, len(whole)/4096)
	if told < len(whole)/4096/2 {
		t.Error("hardly any page is missed")
	}
}

func TestFlippedBits(t *testing.T) {
	whole, records := populated(t)
	times := 400
	if testing.Short() {
		times = 60
	}
	dice := rand.New(rand.NewPCG(3, 3))
	told := 0
	for range times {
		data := bytes.Clone(whole)
		for range 1 + dice.IntN(3) {
			data[dice.IntN(len(data))] ^= 1 << dice.IntN(8)
		}
		if truthful(t, data, records) {
			told++
		}
	}
	for at := range 100 { // the header
		if at == 18 || at == 19 {
			continue // whether there is a log, which opening sees to
		}
		data := bytes.Clone(whole)
		data[at] ^= 1 << dice.IntN(8)
		if truthful(t, data, records) {
			told++
		}
	}
	t.Logf("%d of %d times something was told", told, times+98)
}

// Every file that is no library is told as what it is, and stays.
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
			t.Error("reading makes a file")
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
		t.Error("a whole file is told to be damaged")
	}
}

// Of a log that is torn or changed, the first so many commits are there.
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
		t.Error("nothing was ever there")
	}
}

// A damaged article does not hide the others, can be removed, and is mended by
// adding its text again.
func TestDamagedArticle(t *testing.T) {
	l := library(t, inFolder(t))
	first, second, third := record(t, 1), record(t, 2), record(t, 3)
	keepAll(t, l, Local, first, second, third)
	for _, change := range []string{
		`update content set text = replace(text, '白', '黑') where article = (select number from article where id = ?)`,
		`update article set title = 'x' where id = ?`,
		`update passage set ends = ends + 1 where article = (select number from article where id = ?)`,
		`delete from passage where article = (select number from article where id = ?)`,
		`update passage set sentences = x'ff' where article = (select number from article where id = ?)`,
		`delete from content where article = (select number from article where id = ?)`,
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
		if o, err := l.Put(t.Context(), Local, second, 0); err != nil || o != (Outcome{Replaced, second.Article.ID}) {
			t.Errorf("%s: mended as %+v, error %v", change, o, err)
		}
		holds(t, l, Local, first, third, second)
	}
	if _, err := l.writing.Exec(`update article_vectors set data = x'00' where article = (select number from article where id = ?)`, third.Article.ID); err != nil {
		t.Fatal(err)
	}
	got, err := l.Articles(t.Context(), Local, "m")
	var damage *DamageError
	if !errors.As(err, &damage) || damage.What != "vectors" || len(got) != 3 || got[1].Vectors != nil {
		t.Errorf("damaged vectors: %d articles, error %v", len(got), err)
	}
	// A part that ends up in another scope is not taken for its own.
	if _, err := l.writing.Exec(`update scope set name = 'guild:1'`); err != nil {
		t.Fatal(err)
	}
	if got, err := l.Articles(t.Context(), Guild("1"), "m"); len(got) != 0 || err == nil {
		t.Errorf("in another scope: %d articles, error %v", len(got), err)
	}
	if was, err := l.Remove(t.Context(), Guild("1"), second.Article.ID); !was || err != nil {
		t.Errorf("removed %v, error %v", was, err)
	}
}
