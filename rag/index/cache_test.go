package index_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"footnote/corpus"
	"footnote/corpus/doc"
	"footnote/internal/indextest"
	"footnote/rag/index"
)

// TestReuse checks that only the changed parts of an article are embedded, and that the other
// vectors stay identical.
func TestReuse(t *testing.T) {
	var asked []string
	e := indextest.Scripted(func(role index.Role, texts []string) [][]float32 {
		if role == index.RolePassage {
			asked = append(asked, texts...)
		}
		return indextest.Noise(role, texts)
	})
	read := func(text string) *corpus.Article {
		a, err := new(corpus.Reader).Read(t.Context(), doc.File{Source: "a.md", Data: []byte(text)})
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	before := read("# 鎮\n\n## 人口\n\n人口為一萬人。年輕人不多。\n\n## 氣候\n\n氣候涼爽。常常下雨。")
	after := read("# 鎮\n\n## 人口\n\n人口為兩萬人。年輕人不多。\n\n## 氣候\n\n氣候涼爽。常常下雨。")
	x := index.New(nil)
	indextest.MustAdd(t, x, e, before)
	reuse := func(e index.Embedder, id string) index.Embedder {
		r, err := x.Reuse(t.Context(), e, id)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	asked = nil
	if diff := cmp.Diff(indextest.MustVectors(t, e, before), indextest.MustVectors(t, reuse(e, before.ID), before)); diff != "" {
		t.Errorf("vectors changed (-made +reused):\n%s", diff)
	}
	asked = nil
	v := indextest.MustVectors(t, reuse(e, before.ID), after)
	if diff := cmp.Diff([]string{"人口為兩萬人。年輕人不多。", "人口為兩萬人。"}, asked); diff != "" {
		t.Errorf("embedded (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(indextest.MustVectors(t, e, after), v); diff != "" {
		t.Errorf("vectors differ (-all made +some reused):\n%s", diff)
	}
	asked = nil
	indextest.MustVectors(t, reuse(e, "nobody"), after)
	if len(asked) == 0 {
		t.Error("nothing was embedded, although no vector was known")
	}
	failing := indextest.Scripted(func(index.Role, []string) [][]float32 { return nil })
	if _, err := index.EmbedArticle(t.Context(), reuse(failing, before.ID), after, nil); err == nil {
		t.Error("no error for missing vectors")
	}
}
