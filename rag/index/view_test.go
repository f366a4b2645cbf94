package index_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"footnote/corpus"
	"footnote/internal/indextest"
	"footnote/rag/index"
)

// TestViewShowsNoOther checks that in a view the other articles do not exist, however one asks
// for them, and that searches rank only its own articles.
func TestViewShowsNoOther(t *testing.T) {
	m, e := indextest.NewMaker(7), indextest.Scripted(indextest.Noise)
	all, some, allowed := index.New(nil), index.New(nil), map[string]bool{}
	var hidden []*corpus.Article
	for n := range 200 {
		a := m.Article()
		indextest.MustAdd(t, all, e, a)
		if n%20 != 0 {
			hidden = append(hidden, a)
			continue
		}
		allowed[a.ID] = true
		indextest.MustAdd(t, some, e, a)
	}
	view := all.View(allowed)
	same := func(when string) {
		t.Helper()
		if diff := cmp.Diff(titlesOf(some), titlesOf(view)); diff != "" || view.Len() != some.Len() || view.Many() != some.Many() || view.MostlyChinese() != some.MostlyChinese() {
			t.Errorf("%s, articles (-alone +view):\n%s%d of %d passages", when, diff, view.Len(), some.Len())
		}
		for _, q := range []string{"大模型的数据", "cloud models", "weather library 2022"} {
			for name, w := range map[string]index.Weights{"vectors": {Passage: 1, Sentence: 1}, "both": index.DefaultWeights()} {
				want, got := indextest.MustRetrieve(t, some.Retriever(e, w), q, 8), indextest.MustRetrieve(t, view.Retriever(e, w), q, 8)
				if len(got) != len(want) {
					t.Errorf("%s, %s by %s: %d hits, want %d", when, q, name, len(got), len(want))
				}
				for i, h := range got {
					if !allowed[h.Article.ID] {
						t.Errorf("%s, %s by %s: found in %s", when, q, name, h.Article.ID)
					}
					if name == "vectors" && h.Text() != want[i].Text() {
						t.Errorf("%s, %s: hit %d is %q, want %q", when, q, i, h.Text(), want[i].Text())
					}
				}
			}
			for _, h := range indextest.MustRetrieve(t, words(view), q, 1000) {
				if !allowed[h.Article.ID] {
					t.Errorf("%s, %s by words: found in %s", when, q, h.Article.ID)
				}
			}
			query, err := view.Read(q)
			if err != nil {
				t.Fatal(err)
			}
			if err := words(view).Each(t.Context(), query, 1000, func(h index.Hit) error {
				if !allowed[h.Article.ID] {
					t.Errorf("%s, %s, one by one: found in %s", when, q, h.Article.ID)
				}
				return nil
			}); err != nil {
				t.Fatal(err)
			}
		}
		for _, a := range hidden {
			_, there := view.Article(a.ID)
			_, at := view.At(t.Context(), a.ID, 0)
			_, passage := view.Passage(a, 0)
			part, _ := view.Part(t.Context(), a.ID)
			whole, _ := view.Whole(t.Context(), a)
			if there || at || passage || part != nil || whole != nil {
				t.Fatalf("%s, %s: there %v, at %v, passage %v, part %v, whole %v", when, a.ID, there, at, passage, part != nil, whole != nil)
			}
		}
	}
	same("at first")
	for n := range 10 { // later articles are not visible, removed ones are gone
		a := m.Article()
		indextest.MustAdd(t, all, e, a)
		hidden = append(hidden, a)
		all.Remove(hidden[n].ID)
	}
	gone := titlesOf(some)[3]
	all.Remove(gone)
	some.Remove(gone)
	same("after changes")
	if wider := view.View(map[string]bool{hidden[50].ID: true}); wider.Len() != 0 {
		t.Errorf("a view of a view shows %d more passages", wider.Len())
	}
	none := all.View(nil)
	if hits := indextest.MustRetrieve(t, none.Retriever(e, index.DefaultWeights()), "大模型的数据", 5); len(hits) > 0 || none.Len() != 0 {
		t.Errorf("nothing is visible, but %d were found", len(hits))
	}
}

func titlesOf(x *index.Index) (ids []string) {
	for _, a := range x.Articles() {
		ids = append(ids, a.ID)
	}
	return ids
}
