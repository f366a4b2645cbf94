package index_test

import (
	"errors"
	"runtime"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"footnote/corpus"
	"footnote/internal/indextest"
	"footnote/rag/index"
)

// many returns n articles, an index that keeps their texts, and one that does not.
func many(t *testing.T, n int) (all []*corpus.Article, kept, over *index.Index, source *indextest.Source) {
	t.Helper()
	m, e := indextest.NewMaker(7), indextest.Scripted(indextest.Noise)
	for range n {
		all = append(all, m.Article())
	}
	source = indextest.NewSource(all...)
	kept, over = index.New(nil), index.Over(source)
	indextest.MustAdd(t, kept, e, all...)
	indextest.MustAdd(t, over, e, all...)
	return all, kept, over, source
}

// TestTextsAreFetched checks that an index that does not keep texts finds the same, fetches
// what it shows, and keeps none of it.
func TestTextsAreFetched(t *testing.T) {
	all, kept, over, source := many(t, 60)
	e := indextest.Scripted(indextest.Noise)
	for _, q := range []string{"大模型的數據", "cloud models", "企業創新 2022"} {
		for _, with := range []index.Embedder{nil, e} {
			if diff := cmp.Diff(places(t, kept, with, q), places(t, over, with, q)); diff != "" {
				t.Errorf("%s (-kept +fetched):\n%s", q, diff)
			}
		}
	}
	if asked := source.Asked(); len(asked) == 0 || len(asked) > 6*12*2 {
		t.Errorf("fetched %d articles for 6 searches", len(asked))
	}
	for i, a := range over.Articles() {
		if a.Text != "" || a.Passages != nil {
			t.Errorf("the text of %s is in memory", a.ID)
		}
		whole, err := over.Whole(t.Context(), a)
		if diff := cmp.Diff(all[i], whole); err != nil || diff != "" {
			t.Fatalf("%v (-want +got):\n%s", err, diff)
		}
		again, _ := over.At(t.Context(), a.ID, 0)
		if again.Article != whole {
			t.Error("the same article is in memory twice")
		}
	}
	part, err := over.Part(t.Context(), all[3].ID)
	if err != nil {
		t.Fatal(err)
	}
	want, err := kept.Part(t.Context(), all[3].ID)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(places(t, want, e, "數據"), places(t, part, e, "數據")); diff != "" {
		t.Errorf("a part (-kept +fetched):\n%s", diff)
	}
	for _, a := range all[:30] {
		kept.Remove(a.ID)
		over.Remove(a.ID)
		source.Lose(a.ID)
	}
	if diff := cmp.Diff(places(t, kept, e, "大模型"), places(t, over, e, "大模型")); diff != "" {
		t.Errorf("after some were removed (-kept +fetched):\n%s", diff)
	}
}

// TestEach checks that Each visits what a search by words finds.
func TestEach(t *testing.T) {
	_, kept, over, _ := many(t, 60)
	for _, k := range []int{1, 20, 1000} {
		want := indextest.MustRetrieve(t, words(kept), "大模型的數據", k)
		q, err := over.Read("大模型的數據")
		if err != nil {
			t.Fatal(err)
		}
		var got []index.Hit
		if err := words(over).Each(t.Context(), q, k, func(h index.Hit) error { got = append(got, h); return nil }); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(compared(want), compared(got)); diff != "" || len(got) == 0 {
			t.Errorf("the best %d (-search +each):\n%s", k, diff)
		}
	}
	stop := errors.New("enough")
	q, err := over.Read("大模型的數據")
	if err != nil {
		t.Fatal(err)
	}
	if err := words(over).Each(t.Context(), q, 9, func(index.Hit) error { return stop }); !errors.Is(err, stop) {
		t.Errorf("error %v", err)
	}
}

// TestTextsGone checks that articles that have vanished from the source are not shown and
// leave their places to others, and that a read error is an error.
func TestTextsGone(t *testing.T) {
	_, _, over, source := many(t, 60)
	const question = "大模型的數據"
	before := indextest.MustRetrieve(t, words(over), question, 20)
	lost := before[0].Article.ID
	before = slices.DeleteFunc(before, func(h index.Hit) bool { return h.Article.ID == lost })
	want := compared(before)
	before = nil // nobody holds an article any more
	source.Lose(lost)
	if _, found := over.Article(lost); !found {
		t.Fatal("the index lost the article too")
	}
	forget()
	after := compared(indextest.MustRetrieve(t, words(over), question, 20))
	if len(after) != 20 {
		t.Errorf("found %d", len(after))
	}
	if diff := cmp.Diff(want, after[:len(want)]); diff != "" {
		t.Errorf("(-before +after):\n%s", diff)
	}
	if _, there := over.At(t.Context(), lost, 0); there {
		t.Error("found a passage of a removed article")
	}
	if part, err := over.Part(t.Context(), lost); part != nil || err != nil {
		t.Errorf("found a part of a removed article: %v", err)
	}
	source.Err = errors.New("the disk is broken")
	forget()
	if _, err := words(over).Retrieve(t.Context(), question, 20); !errors.Is(err, source.Err) {
		t.Errorf("error %v", err)
	}
}

// forget makes the garbage collector free the articles that nobody uses.
func forget() {
	for range 3 {
		runtime.GC()
	}
}
