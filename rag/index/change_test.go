package index_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"footnote/internal/indextest"
	"footnote/rag/index"
)

// A place has the fields of a hit that tests compare.
type place struct {
	Article                                  string
	Passage                                  int
	Score, Cosine, SentenceCosine, BestWords float64
	Best                                     index.Sentence
	Sentences                                []index.Sentence
	Mass, Known                              float64 // of the question's words or, across languages, of their translations
}

func places(t testing.TB, x *index.Index, e index.Embedder, question string) []place {
	t.Helper()
	q, err := x.Read(question)
	if err != nil {
		t.Fatal(err)
	}
	var all []place
	for _, h := range indextest.MustRetrieve(t, x.Retriever(e, index.DefaultWeights()), question, 12) {
		words := q.Words(q.Foreign(h.Ref))
		all = append(all, place{h.Article.ID, h.Passage, h.Score, h.Cosine, h.SentenceCosine, h.BestWords, h.Best, h.Sentences, words.Mass, words.Known})
	}
	return all
}

// TestChangesAreExact checks that after any changes an index finds exactly what a new index of
// the same articles in the same order finds.
func TestChangesAreExact(t *testing.T) {
	questions := []string{"大模型的数据", "企業創新 2022", "How many cloud models?", "圖書館的天氣", "GPT-4", "ξψω"}
	for name, e := range map[string]index.Embedder{"words": nil, "vectors": indextest.Scripted(indextest.Noise)} {
		t.Run(name, func(t *testing.T) {
			m := indextest.NewMaker(3)
			x := index.New(nil)
			for step := range 400 {
				held := x.Articles()
				switch change := m.IntN(5); {
				case change < 2 || len(held) == 0:
					indextest.MustAdd(t, x, e, m.Article())
				case change == 2 || len(held) > 40:
					if id := held[m.IntN(len(held))].ID; !x.Remove(id) || x.Remove(id) {
						t.Fatalf("article %s was not removed exactly once", id)
					}
				case change == 3:
					a := m.Article()
					if err := x.Replace(t.Context(), held[m.IntN(len(held))].ID, a, indextest.MustVectors(t, e, a)); err != nil {
						t.Fatal(err)
					}
				default: // already in the index
					indextest.MustAdd(t, x, e, held[m.IntN(len(held))])
				}
				if step%8 != 0 {
					continue
				}
				fresh := index.New(nil)
				indextest.MustAdd(t, fresh, e, x.Articles()...)
				if x.Len() != fresh.Len() {
					t.Fatalf("step %d: %d passages, want %d", step, x.Len(), fresh.Len())
				}
				for _, q := range questions {
					if diff := cmp.Diff(places(t, fresh, e, q), places(t, x, e, q)); diff != "" {
						t.Fatalf("step %d, %s (-fresh +changed):\n%s", step, q, diff)
					}
				}
			}
			for _, a := range x.Articles() {
				x.Remove(a.ID)
			}
			if hits := indextest.MustRetrieve(t, x.Retriever(e, index.DefaultWeights()), questions[0], 5); len(hits) > 0 || x.Len() > 0 {
				t.Errorf("%d hits of %d passages are left", len(hits), x.Len())
			}
		})
	}
}

// TestAddLeavesIndex checks that an article that cannot be added changes nothing.
func TestAddLeavesIndex(t *testing.T) {
	articles := indextest.Singles(t, "一個大模型。", "兩份數據。多得很。", "三個芯片。")
	e := indextest.Scripted(indextest.Noise)
	good := indextest.MustVectors(t, e, articles[1])
	damaged := slices.Clone(good.Data)
	damaged[len(damaged)/2]++
	for name, v := range map[string]index.Vectors{
		"another model":     {Model: "another", Data: good.Data},
		"another dimension": indextest.MustVectors(t, indextest.Each(1, 0), articles[1]),
		"another article":   indextest.MustVectors(t, e, articles[2]),
		"damaged":           {Model: good.Model, Data: damaged},
		"cut off":           {Model: good.Model, Data: good.Data[:len(good.Data)-1]},
		"no data":           {Model: good.Model},
		"no model":          {Data: good.Data},
	} {
		t.Run(name, func(t *testing.T) {
			x := index.New(nil)
			indextest.MustAdd(t, x, e, articles[0])
			before := places(t, x, e, "數據模型")
			if err := x.Add(t.Context(), articles[1], v); err == nil {
				t.Error("it was added")
			}
			if err := x.Replace(t.Context(), "nobody", articles[1], v); err == nil {
				t.Error("it was added by Replace")
			}
			if diff := cmp.Diff(before, places(t, x, e, "數據模型")); diff != "" || len(x.Articles()) != 1 {
				t.Errorf("the index changed (-before +after):\n%s", diff)
			}
			indextest.MustAdd(t, x, e, articles[1])
		})
	}
}

// TestAnotherModel checks that vectors of another model are accepted once the last vectors of
// the first model are gone.
func TestAnotherModel(t *testing.T) {
	articles := indextest.Singles(t, "一個大模型。", "兩份數據。")
	x := index.New(nil)
	indextest.MustAdd(t, x, indextest.Scripted(indextest.Noise), articles[0])
	if err := x.Replace(t.Context(), "0", articles[1], indextest.MustVectors(t, indextest.Each(1, 0), articles[1])); err != nil {
		t.Fatal(err)
	}
	if hits := indextest.MustRetrieve(t, indextest.Hybrid(x, indextest.Each(1, 0)), "數據", 5); len(hits) != 1 || hits[0].Article != articles[1] {
		t.Errorf("%v", compared(hits))
	}
}
