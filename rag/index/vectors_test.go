package index_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"

	"footnote/corpus"
	"footnote/internal/indextest"
	"footnote/internal/openaitest"
	"footnote/rag/index"
)

// TestEmbedLeavesIndex checks that vectors that cannot be compared are an error, and that the
// index keeps its own.
func TestEmbedLeavesIndex(t *testing.T) {
	nan, inf := float32(math.NaN()), float32(math.Inf(1))
	for _, test := range []struct {
		name    string
		vectors [][]float32
	}{
		{"too few", [][]float32{{1, 0}}},
		{"too many", [][]float32{{1, 0}, {0, 1}, {1, 1}}},
		{"none", nil},
		{"other length", [][]float32{{1, 0}, {1, 0, 0}}},
		{"empty", [][]float32{{1, 0}, {}}},
		{"zero", [][]float32{{1, 0}, {0, 0}}},
		{"NaN", [][]float32{{1, 0}, {nan, 1}}},
		{"infinite", [][]float32{{1, 0}, {inf, 1}}},
	} {
		t.Run(test.name, func(t *testing.T) {
			good := client(t, openaitest.New(t))
			bad := indextest.Scripted(func(index.Role, []string) [][]float32 { return test.vectors })
			x := index.New(indextest.Singles(t, "一個大模型。", "兩份數據。"))
			indextest.MustEmbed(t, x, good)
			want := compared(indextest.MustRetrieve(t, indextest.Hybrid(x, good), "數據", 2))
			if err := x.Embed(t.Context(), bad, nil); err == nil {
				t.Error("no error")
			}
			if diff := cmp.Diff(want, compared(indextest.MustRetrieve(t, indextest.Hybrid(x, good), "數據", 2))); diff != "" {
				t.Errorf("the index changed (-before +after):\n%s", diff)
			}
		})
	}
}

func TestHybridErrors(t *testing.T) {
	for _, test := range []struct {
		name    string
		indexed index.Embedder // nil leaves the index without vectors
		asked   index.Embedder
	}{
		{"no vectors", nil, indextest.Each(1, 0)},
		{"vectors of another model", client(t, openaitest.New(t)), indextest.Each(1, 0)},
		{"question of another length", indextest.Each(1, 0), indextest.Each(1, 0, 0)},
		{"question is zero", indextest.Each(1, 0), indextest.Each(0, 0)},
		{"question is NaN", indextest.Each(1, 0), indextest.Each(float32(math.NaN()), 0)},
		{"question without a vector", indextest.Each(1, 0), indextest.Scripted(func(index.Role, []string) [][]float32 { return nil })},
	} {
		t.Run(test.name, func(t *testing.T) {
			x := index.New(indextest.Singles(t, "一個大模型。", "兩份數據。"))
			if test.indexed != nil {
				indextest.MustEmbed(t, x, test.indexed)
			}
			if hits, err := indextest.Hybrid(x, test.asked).Retrieve(t.Context(), "數據", 2); err == nil || hits != nil {
				t.Errorf("%d hits and error %v", len(hits), err)
			}
		})
	}
}

// numbered returns n different passages of one sentence.
func numbered(n int) []string {
	texts := make([]string, n)
	for i := range texts {
		texts[i] = fmt.Sprintf("第%d號文章的正文只有一句話。", i)
	}
	return texts
}

// TestEmbedProgress checks that progress is reported batch by batch to the end.
func TestEmbedProgress(t *testing.T) {
	x := index.New(indextest.Singles(t, numbered(200)...))
	var got [][2]int
	if err := x.Embed(t.Context(), indextest.Each(1, 0), func(done, total int) { got = append(got, [2]int{done, total}) }); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([][2]int{{0, 200}, {128, 200}, {200, 200}}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// FuzzVectors checks that arbitrary data is either accepted or rejected.
func FuzzVectors(f *testing.F) {
	article := markdown(f, "# 模型\n\n一個大模型。它要兩份數據。")
	e := indextest.Scripted(indextest.Noise)
	good, err := index.EmbedArticle(f.Context(), e, article, nil)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(good.Model, good.Data)
	f.Add(good.Model, indextest.Older(f, article, good).Data)
	f.Add("", []byte(nil))
	f.Add("x", []byte{1, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1, 1, 2, 0, 0, 0, 0})
	f.Fuzz(func(t *testing.T, model string, data []byte) {
		x := index.New(nil)
		err := x.Add(t.Context(), article, index.Vectors{Model: model, Data: data})
		if (err == nil) != (x.Len() == 1) {
			t.Fatalf("%d passages, error %v", x.Len(), err)
		}
		if err != nil {
			return
		}
		if _, err := indextest.Hybrid(x, e).Retrieve(t.Context(), "數據", 3); err != nil && model == e.Model() && len(data) == len(good.Data) {
			t.Fatal(err)
		}
		if _, err := words(x).Retrieve(t.Context(), "數據", 3); err != nil {
			t.Fatal(err)
		}
	})
}

// TestSentenceVectors checks that the vectors of a passage's sentences are in order and of
// length 1.
func TestSentenceVectors(t *testing.T) {
	a := builtin(t)
	bare := index.New([]*corpus.Article{a})
	x := index.New([]*corpus.Article{a})
	indextest.MustEmbed(t, x, indextest.Scripted(indextest.Noise))
	for i, p := range a.Passages {
		if ref, _ := bare.Passage(a, i); ref.SentenceVectors() != nil {
			t.Fatalf("passage %d has vectors in an index without any", i)
		}
		ref, _ := x.Passage(a, i)
		all := ref.SentenceVectors()
		if len(all) != len(p.Sentences) {
			t.Fatalf("passage %d: %d vectors for %d sentences", i, len(all), len(p.Sentences))
		}
		for j, vector := range all {
			if cosine := ref.SentenceCosines("scripted", vector)[j]; math.Abs(cosine-1) > 1e-5 {
				t.Errorf("passage %d: cosine of sentence %d with itself is %f", i, j, cosine)
			}
		}
	}
}
