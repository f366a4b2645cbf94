package index

import (
	"context"
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"footnote/corpus"
	"footnote/corpus/doc"
)

// spread makes random vectors, always the same for the same text.
type spread struct{}

func (spread) Model() string { return "spread" }

func (spread) Embed(_ context.Context, _ Role, texts []string) ([][]float32, error) {
	vectors := make([][]float32, len(texts))
	for i, text := range texts {
		sum := fnv.New64a()
		fmt.Fprint(sum, text)
		dice := rand.New(rand.NewPCG(sum.Sum64(), 1))
		vectors[i] = make([]float32, 24)
		for j := range vectors[i] {
			vectors[i][j] = float32(dice.NormFloat64())
		}
	}
	return vectors, nil
}

// scattered returns an article of n passages that no other article has.
func scattered(t *testing.T, n int) *corpus.Article {
	t.Helper()
	var text strings.Builder
	for i := range 12 {
		fmt.Fprintf(&text, "第%d號燈塔的第%d個房間裡有%d盞燈，夜裡照著%d公里外的船，已經%d年沒有熄過。\n", n, i, i*7+1, n+30, n+i)
	}
	a, err := new(corpus.Reader).Read(t.Context(), doc.File{Source: "a.txt", Data: []byte(text.String())})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// TestScanAgrees checks that scan finds what the library finds.
func TestScanAgrees(t *testing.T) {
	x := New(nil)
	for n := range 40 {
		a := scattered(t, n)
		v, err := EmbedArticle(t.Context(), spread{}, a, nil)
		if err != nil {
			t.Fatal(err)
		}
		if err := x.Add(t.Context(), a, v); err != nil {
			t.Fatal(err)
		}
	}
	for _, k := range []int{1, 7, 100, 10_000} {
		for _, text := range []string{"湖", "燈塔的高度", "what is it?"} {
			question, err := EmbedQuestion(t.Context(), spread{}, text)
			if err != nil {
				t.Fatal(err)
			}
			want, err := x.near.search(t.Context(), question, k, nil) // few enough for the library
			if err != nil {
				t.Fatal(err)
			}
			got, err := scan(t.Context(), question, k, x.Len(), x.order)
			if err != nil {
				t.Fatal(err)
			}
			slices.Sort(want)
			slices.Sort(got)
			if !slices.Equal(want, got) {
				t.Errorf("the nearest %d to %s: %v, want %v", k, text, got, want)
			}
		}
	}
}

// numbered returns an article with that many passages. It is assembled by hand, which is
// faster than reading it.
func numbered(n, passages int) *corpus.Article {
	a := &corpus.Article{ID: fmt.Sprint(n), Title: fmt.Sprint(n), Sections: []corpus.Section{{}}}
	for i := range passages {
		start := len(a.Text)
		a.Text += fmt.Sprintf("第%d頁第%d行。", n, i)
		span := corpus.Span{Start: start, End: len(a.Text)}
		a.Passages = append(a.Passages, corpus.Passage{Span: span, Sentences: []corpus.Sentence{span}})
	}
	a.Sections[0].Span.End = len(a.Text)
	return a
}

// TestManyPassages checks that vectors are stored once if the library is not used, and that
// crossing the limit in either direction does not change what is found.
func TestManyPassages(t *testing.T) {
	x := New(nil)
	add := func(n, passages int) {
		t.Helper()
		a := numbered(n, passages)
		v, err := EmbedArticle(t.Context(), spread{}, a, nil)
		if err != nil {
			t.Fatal(err)
		}
		if err := x.Add(t.Context(), a, v); err != nil {
			t.Fatal(err)
		}
	}
	question, err := EmbedQuestion(t.Context(), spread{}, "燈塔")
	if err != nil {
		t.Fatal(err)
	}
	nearest := func() (found []string) {
		t.Helper()
		numbers, err := x.near.search(t.Context(), question, 100, x.order)
		if err != nil {
			t.Fatal(err)
		}
		for _, n := range numbers {
			found = append(found, x.passages[n].Text())
		}
		slices.Sort(found)
		return found
	}
	add(0, libraryMost-1)
	add(1, 1)
	before := nearest()
	if x.near.collection == nil {
		t.Fatalf("the library does not have %d passages", x.Len())
	}
	add(2, 1)
	add(3, 10)
	if x.near.collection != nil {
		t.Fatalf("the library has %d passages", x.Len())
	}
	if err := x.SetVectors("2", Vectors{}); err != nil {
		t.Fatal(err)
	}
	x.Remove("3")
	if x.near.collection == nil || x.near.collection.Count() != libraryMost {
		t.Fatalf("the library does not have the %d passages that have vectors", libraryMost)
	}
	x.Remove("2")
	if after := nearest(); len(before) != 100 || !slices.Equal(before, after) {
		t.Errorf("before %v, after %v", before, after)
	}
}
