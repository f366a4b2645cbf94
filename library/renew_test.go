package library

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"footnote/internal/indextest"
	"footnote/internal/storetest"
	"footnote/library/store"
	"footnote/rag/index"
)

const (
	lakePage  = "# 鏡湖報告\n\n## 湖面\n\n鏡湖的湖面面積為37平方公里。它在十一月結冰。\n\n## 水深\n\n最深處達到82公尺。\n"
	towerPage = "# 鐘樓史\n\n## 塔身\n\n鐘樓的塔身高61公尺。它建於1894年。\n\n## 大鐘\n\n大鐘重達四噸。\n"
)

// olderLibrary returns a library whose vectors were made by an older version of the program,
// with two articles in one scope and one in another. embedded collects the texts that are
// embedded from now on.
func olderLibrary(t *testing.T, at storetest.Place) (path string, open func(change func(*Options)) *Library, embedded *[]string) {
	t.Helper()
	path = at(t)
	embedded = &[]string{}
	e := noting{hashed{"hashed"}, embedded}
	open = func(change func(*Options)) *Library {
		return opened(t, path, func(o *Options) {
			o.Embedder = e
			if change != nil {
				change(o)
			}
		})
	}
	l := open(nil)
	for _, one := range []struct {
		scope      store.Scope
		name, text string
	}{{store.Local, "lake.md", lakePage}, {store.Local, "tower.md", towerPage}, {store.Guild("7"), "lake.md", lakePage}} {
		added := add(t, l, one.scope, one.name, one.text)
		r, _, err := l.Store.Article(t.Context(), one.scope, added.Article.ID, "hashed")
		if err != nil {
			t.Fatal(err)
		}
		v := indextest.Older(t, added.Article, index.Vectors{Model: r.Model, Data: r.Vectors})
		if err := l.Store.SetVectors(t.Context(), one.scope, added.Article.ID, v.Model, v.Data); err != nil {
			t.Fatal(err)
		}
	}
	l.Store.Close()
	*embedded = nil
	return path, open, embedded
}

// older returns the number of articles whose vectors are of an older version.
func older(t *testing.T, l *Library) int {
	t.Helper()
	all, err := l.Store.OlderVectors(t.Context(), "hashed", index.VectorsVersion)
	if err != nil {
		t.Fatal(err)
	}
	return len(all)
}

// TestKeepCurrent checks that articles are found by their old vectors until new ones are made,
// and then by those, without being read again. Only their headings are embedded.
func TestKeepCurrent(t *testing.T) { storetest.Each(t, testKeepCurrent) }

func testKeepCurrent(t *testing.T, at storetest.Place) {
	_, open, embedded := olderLibrary(t, at)
	l := open(nil)
	if before := ask(t, l, store.Local, "", lakeAsk); !strings.Contains(before.Text, "37") {
		t.Errorf("answered %q", before.Text)
	}
	if len(*embedded) > 0 {
		t.Errorf("a question embeds %q", *embedded)
	}
	if n := older(t, l); n != 3 {
		t.Fatalf("%d are older", n)
	}
	l.KeepCurrent(t.Context())
	slices.Sort(*embedded)
	want := []string{"湖面", "水深", "湖面", "水深", "塔身", "大鐘"} // the titles have no text of their own
	slices.Sort(want)
	if d := cmp.Diff(want, *embedded); d != "" {
		t.Errorf("embedded (-want +got):\n%s", d)
	}
	if n := older(t, l); n != 0 {
		t.Errorf("%d are older", n)
	}
	for _, scope := range []store.Scope{store.Local, store.Guild("7")} {
		x, err := l.Index(t.Context(), scope)
		if err != nil || len(x.Older()) > 0 {
			t.Errorf("%s has older ones in memory: %v, %v", scope, x.Older(), err)
		}
	}
	if after := ask(t, l, store.Local, "", lakeAsk); !strings.Contains(after.Text, "37") {
		t.Errorf("answered %q then", after.Text)
	}
	*embedded = nil
	l.KeepCurrent(t.Context())
	if len(*embedded) > 0 {
		t.Errorf("again: %q", *embedded)
	}
}

// TestRenew checks that a command renews a few articles of its own scope and reports progress. A
// database opened for reading only is left as it is.
func TestRenew(t *testing.T) { storetest.Each(t, testRenew) }

func testRenew(t *testing.T, at storetest.Place) {
	path, open, embedded := olderLibrary(t, at)
	l := open(nil)
	var told [][2]int
	progress := func(done, total int) { told = append(told, [2]int{done, total}) }
	for _, left := range []int{2, 1, 1} { // the last one is of another scope
		if err := l.Renew(t.Context(), store.Local, 1, progress); err != nil {
			t.Fatal(err)
		}
		if n := older(t, l); n != left {
			t.Errorf("%d are left, want %d", n, left)
		}
	}
	if d := cmp.Diff([][2]int{{1, 1}, {1, 1}}, told); d != "" {
		t.Errorf("progress (-want +got):\n%s", d)
	}
	l.Store.Close()
	*embedded = nil
	db, ok, err := store.ReadLibrary(t.Context(), path)
	if !ok || err != nil {
		t.Fatal(ok, err)
	}
	defer db.Close()
	reading, err := New(Options{Store: db, Embedder: noting{hashed{"hashed"}, embedded}})
	if err != nil {
		t.Fatal(err)
	}
	if err := reading.Renew(t.Context(), store.Guild("7"), -1, nil); err != nil || len(*embedded) > 0 {
		t.Errorf("%v, embedded %q", err, *embedded)
	}
}

// failing is an embedder that succeeds for a number of calls, then calls failed and returns err.
type failing struct {
	index.Embedder
	left   *int
	failed func()
	err    error
}

func (f failing) Embed(ctx context.Context, role index.Role, texts []string) ([][]float32, error) {
	if role == index.RolePassage {
		if *f.left--; *f.left < 0 {
			f.failed()
			return nil, f.err
		}
	}
	return f.Embedder.Embed(ctx, role, texts)
}

// TestRenewStops checks that, after a failure or cancellation, every article has either its old
// vectors or its new ones, and that the next run does the rest.
func TestRenewStops(t *testing.T) { storetest.Each(t, testRenewStops) }

func testRenewStops(t *testing.T, at storetest.Place) {
	for _, stopped := range []bool{false, true} {
		_, open, _ := olderLibrary(t, at)
		ctx, stop := context.WithCancel(t.Context())
		var log strings.Builder
		calls := 1
		l := open(func(o *Options) {
			o.Embedder = failing{o.Embedder, &calls, stop, errors.New("no server")}
			o.Log = slog.New(slog.NewTextHandler(&log, nil))
		})
		if stopped {
			l.KeepCurrent(ctx)
		} else if err := l.Renew(t.Context(), store.Local, -1, nil); err == nil {
			t.Error("no error")
		}
		stop()
		if n := older(t, l); n != 2 {
			t.Errorf("%d are older", n)
		}
		if a := ask(t, l, store.Local, "", lakeAsk); a.Text == "" {
			t.Error("no answer")
		}
		l.Store.Close()
		l = open(nil)
		l.KeepCurrent(t.Context())
		if n := older(t, l); n != 0 {
			t.Errorf("%d are older in the end", n)
		}
		if a := ask(t, l, store.Local, "", towerAsk); !strings.Contains(a.Text, "61") {
			t.Errorf("answered %q", a.Text)
		}
	}
}

// TestKeepCurrentTriesAgain checks that the library logs that the embedder's server is down,
// waits, and stops when its context is cancelled.
func TestKeepCurrentTriesAgain(t *testing.T) { storetest.Each(t, testKeepCurrentTriesAgain) }

func testKeepCurrentTriesAgain(t *testing.T, at storetest.Place) {
	_, open, _ := olderLibrary(t, at)
	ctx, stop := context.WithCancel(t.Context())
	said := make(chan string, 10)
	calls := 0
	l := open(func(o *Options) {
		o.Embedder = failing{o.Embedder, &calls, func() {}, errors.New("no server")}
		o.Log = slog.New(slog.NewTextHandler(lines(said), nil))
	})
	ended := make(chan struct{})
	go func() {
		l.KeepCurrent(ctx)
		close(ended)
	}()
	for line := range said {
		if strings.Contains(line, "no server") && strings.Contains(line, renewAgain.String()) {
			break
		}
	}
	stop()
	<-ended
}

// lines is a writer that sends what is written to it.
type lines chan string

func (l lines) Write(p []byte) (int, error) {
	l <- string(p)
	return len(p), nil
}

// TestKeepCurrentWhileAsked checks that meanwhile questions are answered, and articles added and
// removed.
func TestKeepCurrentWhileAsked(t *testing.T) { storetest.Each(t, testKeepCurrentWhileAsked) }

func testKeepCurrentWhileAsked(t *testing.T, at storetest.Place) {
	_, open, _ := olderLibrary(t, at)
	l := open(nil)
	var wait sync.WaitGroup
	for range 3 {
		wait.Go(func() {
			for range 20 {
				if a := ask(t, l, store.Guild("7"), "", lakeAsk); !strings.Contains(a.Text, "37") {
					t.Errorf("answered %q", a.Text)
				}
			}
		})
	}
	wait.Go(func() {
		all, err := l.List(t.Context(), store.Local)
		if err != nil {
			t.Error(err)
		}
		for _, s := range all {
			if _, _, err := l.Store.Remove(t.Context(), store.Local, s.ID, time.Now()); err != nil {
				t.Error(err)
			}
		}
	})
	l.KeepCurrent(t.Context())
	wait.Wait()
	if n := older(t, l); n != 0 {
		t.Errorf("%d are older", n)
	}
}
