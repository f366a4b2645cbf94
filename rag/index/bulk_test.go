package index_test

import (
	"context"
	"iter"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"footnote/corpus"
	"footnote/internal/indextest"
	"footnote/rag/index"
)

// TestWaysOfAdding checks that all ways of adding articles give the same index.
func TestWaysOfAdding(t *testing.T) {
	m, e := indextest.NewMaker(5), indextest.Scripted(indextest.Noise)
	var articles []*corpus.Article
	for range 300 { // more than a batch
		articles = append(articles, m.Article())
	}
	articles = append(articles, articles[7]) // a duplicate
	atOnce := index.New(articles)
	indextest.MustEmbed(t, atOnce, e)
	filled, added := index.New(nil), index.New(nil)
	if err := filled.AddAll(t.Context(), delivered(t, e, articles)); err != nil {
		t.Fatal(err)
	}
	indextest.MustAdd(t, added, e, articles...)
	for _, q := range []string{"大模型的数据", "cloud models"} {
		want := places(t, added, e, q)
		for name, x := range map[string]*index.Index{"NewIndex and Embed": atOnce, "Fill": filled} {
			if diff := cmp.Diff(want, places(t, x, e, q)); diff != "" || x.Len() != added.Len() {
				t.Errorf("%s, %s, %d passages (-added +got):\n%s", name, q, x.Len(), diff)
			}
		}
	}
}

func delivered(t testing.TB, e index.Embedder, articles []*corpus.Article) iter.Seq2[*corpus.Article, index.Vectors] {
	return func(yield func(*corpus.Article, index.Vectors) bool) {
		for _, a := range articles {
			if !yield(a, indextest.MustVectors(t, e, a)) {
				return
			}
		}
	}
}

// TestFillStops checks that the articles before an unacceptable one are added.
func TestFillStops(t *testing.T) {
	e := indextest.Scripted(indextest.Noise)
	articles := indextest.Singles(t, "一個大模型。", "兩份數據。", "三個芯片。")
	x := index.New(nil)
	err := x.AddAll(t.Context(), func(yield func(*corpus.Article, index.Vectors) bool) {
		_ = yield(articles[0], indextest.MustVectors(t, e, articles[0])) &&
			yield(articles[1], indextest.MustVectors(t, indextest.Each(1, 0), articles[1])) &&
			yield(articles[2], indextest.MustVectors(t, e, articles[2]))
	})
	if err == nil || !strings.Contains(err.Error(), "article 1") || len(x.Articles()) != 1 {
		t.Errorf("%d articles, error %v", len(x.Articles()), err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := index.New(nil).AddAll(ctx, delivered(t, e, articles)); err != ctx.Err() {
		t.Errorf("cancelled: error %v", err)
	}
}
