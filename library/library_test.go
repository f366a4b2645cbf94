package library

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"footnote/corpus"
	"footnote/corpus/doc"
	"footnote/internal/storetest"
	"footnote/library/access"
	"footnote/library/store"
	"footnote/rag"
	"footnote/rag/index"
)

// quotes returns the sentences that an answer cites.
func quotes(a rag.Answer) string {
	var all []string
	for _, f := range a.Footnotes {
		all = append(all, f.Quote)
	}
	return strings.Join(all, "\n")
}

func TestAddAndAsk(t *testing.T) { storetest.Each(t, testAddAndAsk) }

func testAddAndAsk(t *testing.T, at storetest.Place) {
	l := fresh(t, at, nil)
	home := store.Guild("1")
	first := add(t, l, home, "lake.txt", lake)
	if first.Change != store.Added {
		t.Errorf("the first text: %v", first.Outcome)
	}
	if again := add(t, l, home, "other.txt", lake); again.Change != store.Unchanged {
		t.Errorf("the same text under another name: %v", again.Outcome)
	}
	add(t, l, home, "tower.txt", tower)
	if got := quotes(ask(t, l, home, "", lakeAsk)); !strings.Contains(got, "37平方公里") {
		t.Errorf("the library says %q", got)
	}
	if got := quotes(ask(t, l, home, "", towerAsk)); !strings.Contains(got, "61公尺") {
		t.Errorf("the library says %q", got)
	}
	if a := ask(t, l, home, first.Article.ID, towerAsk); strings.Contains(quotes(a), "61公尺") {
		t.Errorf("one article answers with the text of another: %q", quotes(a))
	}
	if got := quotes(ask(t, l, home, first.Article.ID, lakeAsk)); !strings.Contains(got, "37平方公里") {
		t.Errorf("the one article says %q", got)
	}
	if _, _, err := l.Remove(t.Context(), home, first.Article.ID); err != nil {
		t.Fatal(err)
	}
	if got := quotes(ask(t, l, home, "", lakeAsk)); strings.Contains(got, "37平方公里") {
		t.Errorf("a removed article says %q", got)
	}
	var gone *NotFoundError
	if _, err := l.Engine(t.Context(), access.Outside(home), first.Article.ID); !errors.As(err, &gone) {
		t.Errorf("a removed article: %v", err)
	}
}

// TestReplace checks that an engine opened before a new version of an article answers from the
// old one, that a later one answers from the new one, and none from both.
func TestReplace(t *testing.T) { storetest.Each(t, testReplace) }

func testReplace(t *testing.T, at storetest.Place) {
	l := fresh(t, at, nil)
	old := add(t, l, store.Local, "lake.txt", lake)
	before, err := l.Engine(t.Context(), access.Outside(store.Local), old.Article.ID)
	if err != nil {
		t.Fatal(err)
	}
	fresh := add(t, l, store.Local, "lake.txt", lakeNew)
	if fresh.Change != store.Replaced || fresh.Replaced != old.Article.ID {
		t.Errorf("a new version: %+v", fresh.Outcome)
	}
	a, err := before.Answer(t.Context(), rag.Question{Text: lakeAsk}, nil)
	if err != nil || !strings.Contains(quotes(a), "37平方公里") {
		t.Errorf("an engine of the old version: %q, %v", quotes(a), err)
	}
	got := quotes(ask(t, l, store.Local, "", lakeAsk))
	if !strings.Contains(got, "39平方公里") || strings.Contains(got, "37平方公里") {
		t.Errorf("after the new version: %q", got)
	}
}

// TestReuse checks that only the changed parts of an article are embedded again.
func TestReuse(t *testing.T) { storetest.Each(t, testReuse) }

func testReuse(t *testing.T, at storetest.Place) {
	var embedded []string
	l := fresh(t, at, func(o *Options) { o.Embedder = noting{hashed{"hashed"}, &embedded} })
	add(t, l, store.Local, "lake.txt", lake)
	embedded = nil
	add(t, l, store.Local, "lake.txt", lakeNew)
	for _, text := range embedded {
		if !strings.Contains(text, "39平方公里") {
			t.Errorf("%q is embedded again", text)
		}
	}
	if len(embedded) == 0 {
		t.Error("the changed part is not embedded")
	}
}

// TestTwoProcesses checks that each of two processes on one database sees the changes of the
// other.
func TestTwoProcesses(t *testing.T) { storetest.Each(t, testTwoProcesses) }

func testTwoProcesses(t *testing.T, at storetest.Place) {
	path := at(t)
	one, other := opened(t, path, nil), opened(t, path, nil)
	a := add(t, one, store.Local, "lake.txt", lake)
	if got := quotes(ask(t, other, store.Local, "", lakeAsk)); !strings.Contains(got, "37平方公里") {
		t.Errorf("after adding: %q", got)
	}
	add(t, other, store.Local, "tower.txt", tower)
	if got := quotes(ask(t, one, store.Local, "", towerAsk)); !strings.Contains(got, "61公尺") {
		t.Errorf("after adding by the other: %q", got)
	}
	if _, _, err := other.Remove(t.Context(), store.Local, a.Article.ID); err != nil {
		t.Fatal(err)
	}
	if got := quotes(ask(t, one, store.Local, "", lakeAsk)); strings.Contains(got, "37平方公里") {
		t.Errorf("after removing by the other: %q", got)
	}
	add(t, one, store.Local, "tower.txt", strings.Replace(tower, "61公尺", "63公尺", 1))
	if got := quotes(ask(t, other, store.Local, "", towerAsk)); !strings.Contains(got, "63公尺") || strings.Contains(got, "61公尺") {
		t.Errorf("after a new version by the other: %q", got)
	}
}

// TestOtherEmbedder checks that the vectors of another embedder are replaced, once.
func TestOtherEmbedder(t *testing.T) { storetest.Each(t, testOtherEmbedder) }

func testOtherEmbedder(t *testing.T, at storetest.Place) {
	path := at(t)
	add(t, opened(t, path, func(o *Options) { o.Embedder = hashed{"hashed"} }), store.Local, "lake.txt", lake)
	for n, want := range []bool{true, false} {
		var embedded []string
		l := opened(t, path, func(o *Options) { o.Embedder = noting{hashed{"another"}, &embedded} })
		if _, err := l.Engine(t.Context(), access.Outside(store.Local), ""); err != nil {
			t.Fatal(err)
		}
		if made := len(embedded) > 0; made != want {
			t.Errorf("opening %d: vectors made again: %v", n+1, made)
		}
	}
}

// TestStanding checks that a scope without articles is answered from the standing articles.
func TestStanding(t *testing.T) { storetest.Each(t, testStanding) }

func testStanding(t *testing.T, at storetest.Place) {
	article, err := new(corpus.Reader).Read(t.Context(), doc.File{Source: "tower.txt", Data: []byte(tower)})
	if err != nil {
		t.Fatal(err)
	}
	index := index.New([]*corpus.Article{article})
	l := fresh(t, at, func(o *Options) { o.Standing = index })
	scope := store.Guild("7")
	if got := quotes(ask(t, l, scope, "", towerAsk)); !strings.Contains(got, "61公尺") {
		t.Errorf("the standing article says %q", got)
	}
	if got := quotes(ask(t, l, scope, article.ID, towerAsk)); !strings.Contains(got, "61公尺") {
		t.Errorf("the standing article by itself says %q", got)
	}
	a := add(t, l, scope, "lake.txt", lake)
	if got := quotes(ask(t, l, scope, "", towerAsk)); strings.Contains(got, "61公尺") {
		t.Errorf("with an article of its own: %q", got)
	}
	if _, _, err := l.Remove(t.Context(), scope, a.Article.ID); err != nil {
		t.Fatal(err)
	}
	if got := quotes(ask(t, l, scope, "", towerAsk)); !strings.Contains(got, "61公尺") {
		t.Errorf("without it again: %q", got)
	}
}

// TestFallback checks that a scope without articles is answered from the current articles of the
// fallback scope, and from nothing else.
func TestFallback(t *testing.T) { storetest.Each(t, testFallback) }

func testFallback(t *testing.T, at storetest.Place) {
	l := fresh(t, at, func(o *Options) { o.Fallback = store.Local })
	scope := store.Guild("7")
	articles := func(scope store.Scope) int {
		t.Helper()
		d, err := l.Engine(t.Context(), access.Outside(scope), "")
		if err != nil {
			t.Fatal(err)
		}
		return len(d.Articles())
	}
	if n := articles(scope); n != 0 {
		t.Errorf("%d articles answer where there are none at all", n)
	}
	first := add(t, l, store.Local, "tower.txt", tower)
	if got := quotes(ask(t, l, scope, "", towerAsk)); !strings.Contains(got, "61公尺") {
		t.Errorf("with an article of the fallback: %q", got)
	}
	if got := quotes(ask(t, l, scope, first.Article.ID, towerAsk)); !strings.Contains(got, "61公尺") {
		t.Errorf("from that article by itself: %q", got)
	}
	add(t, l, store.Local, "lake.txt", lake)
	if n := articles(scope); n != 2 {
		t.Errorf("%d articles answer after a second one was added to the fallback", n)
	}
	add(t, l, scope, "mill.txt", "磨坊在河的左岸，建於一七八七年。")
	if n := articles(scope); n != 1 {
		t.Errorf("%d articles answer beside the scope's own", n)
	}
	if n := articles(store.Local); n != 2 {
		t.Errorf("the fallback itself has %d articles", n)
	}
}

// TestExample checks that the example article answers only if it is asked for.
func TestExample(t *testing.T) { storetest.Each(t, testExample) }

func testExample(t *testing.T, at storetest.Place) {
	article, err := new(corpus.Reader).Read(t.Context(), doc.File{Source: "tower.txt", Data: []byte(tower)})
	if err != nil {
		t.Fatal(err)
	}
	scope := store.Guild("7")
	if d, err := fresh(t, at, nil).Example(t.Context(), scope); d != nil || err != nil {
		t.Errorf("without an example there is %v, %v", d, err)
	}
	l := fresh(t, at, func(o *Options) { o.Example = index.New([]*corpus.Article{article}) })
	if got := quotes(ask(t, l, scope, "", towerAsk)); got != "" {
		t.Errorf("a scope without articles is answered with %q", got)
	}
	d, err := l.Example(t.Context(), scope)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := d.Answer(t.Context(), rag.Question{Text: towerAsk}, nil)
	if got := quotes(answer); err != nil || !strings.Contains(got, "61公尺") {
		t.Errorf("the example says %q, %v", got, err)
	}
}

func TestExportAndImport(t *testing.T) { storetest.Each(t, testExportAndImport) }

func testExportAndImport(t *testing.T, at storetest.Place) {
	embedded := func(o *Options) { o.Embedder = hashed{"hashed"} }
	one, other := fresh(t, at, embedded), fresh(t, at, embedded)
	add(t, one, store.Local, "lake.txt", lake)
	add(t, one, store.Local, "tower.txt", tower)
	var lines strings.Builder
	if n, err := one.Export(t.Context(), store.Local, &lines); n != 2 || err != nil {
		t.Fatalf("%d exported, %v", n, err)
	}
	scope := store.Guild("2")
	if err := other.Import(t.Context(), scope, strings.NewReader(lines.String()), func(Added) {}); err != nil {
		t.Fatal(err)
	}
	want, err := one.Store.Articles(t.Context(), store.Local, "hashed")
	if err != nil {
		t.Fatal(err)
	}
	got, err := other.Store.Articles(t.Context(), scope, "hashed")
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-exported +imported)\n%s", d)
	}
	broken := strings.Replace(lines.String(), "37平方公里", "99平方公里", 1)
	var wrong *ImportError
	if err := fresh(t, at, nil).Import(t.Context(), scope, strings.NewReader(broken), func(Added) {}); !errors.As(err, &wrong) || wrong.Line != 1 {
		t.Errorf("a changed text: %v", err)
	}
}
