package index_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"footnote/corpus"
	"footnote/corpus/doc"
	"footnote/internal/indextest"
	"footnote/rag/index"
)

func markdown(t testing.TB, text string) *corpus.Article {
	t.Helper()
	a, err := new(corpus.Reader).Read(t.Context(), doc.File{Source: "a.md", Data: []byte(text)})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

const guide = `# 高家港指南

高家港是北岸的一個漁村，每年有三萬名遊客。

## 白燈塔

村民出資修建了這座建築。塔身在1962年重新粉刷過。

## 渡輪

每天有三班船開往大島，單程四十分鐘。乙船比較快。它載得下四十輛車。甲船在冬天停駛。

## 工具

4、Noice

一款開源的 App，提供各種環境聲。

5、WiFi Card

一個網頁工具，掃一下二維碼就能連上網路。
`

// TestHeadingsAreSearched checks that text is found by the heading above it, also if the
// heading is in the text or in an earlier passage.
func TestHeadingsAreSearched(t *testing.T) {
	x := index.New([]*corpus.Article{markdown(t, guide)})
	for question, want := range map[string]string{"白燈塔": "村民出資修建了這座建築。", "渡輪": "甲船在冬天停駛。"} {
		hits := indextest.MustRetrieve(t, words(x), question, 9)
		if len(hits) == 0 || !strings.Contains(hits[0].Text(), want) {
			t.Errorf("%s: %v, want %q first", question, compared(hits), want)
		}
	}
	for question, order := range map[string][2]string{
		"WiFi Card": {"一個網頁工具，掃一下二維碼就能連上網路。", "一款開源的 App，提供各種環境聲。"},
		"乙船 幾輛車":    {"它載得下四十輛車。", "甲船在冬天停駛。"},
	} {
		scores := map[string]float64{}
		for _, h := range indextest.MustRetrieve(t, words(x), question, 9) {
			for _, s := range h.Sentences {
				scores[h.Article.Quote(s.Span)] = s.Score
			}
		}
		if scores[order[0]] <= scores[order[1]] {
			t.Errorf("%s: %q scores %.3f, %q scores %.3f", question, order[0], scores[order[0]], order[1], scores[order[1]])
		}
	}
}

// TestJoined checks that a sentence is compared together with its heading and the sentence
// that names its subject.
func TestJoined(t *testing.T) {
	axis := func(text string) int {
		return slices.Index([]string{"每天有三班船開往大島，單程四十分鐘。", "乙船比較快。", "它載得下四十輛車。", "甲船在冬天停駛。", "渡輪"}, text)
	}
	e := indextest.Scripted(func(_ index.Role, texts []string) [][]float32 {
		vectors := make([][]float32, len(texts))
		for i, text := range texts {
			vectors[i] = make([]float32, 8)
			vectors[i][axis(text)+1] = 1 // the first number is shared by all
		}
		return vectors
	})
	a := markdown(t, guide)
	x := index.New(nil)
	indextest.MustAdd(t, x, e, a)
	cosines := func(question string) map[string]float64 {
		found := map[string]float64{}
		for _, h := range indextest.MustRetrieve(t, x.Retriever(e, index.Weights{Sentence: 1}), question, 9) {
			for _, s := range h.Sentences {
				found[h.Article.Quote(s.Span)] = s.Score
			}
		}
		return found
	}
	bySubject := cosines("乙船比較快。")
	if c := bySubject["它載得下四十輛車。"]; c < .3 || c > .5 {
		t.Errorf("cosine of a sentence with the one that names its subject: %.3f", c)
	}
	if c := bySubject["甲船在冬天停駛。"]; c > .01 {
		t.Errorf("cosine of a sentence with the one before, which it does not need: %.3f", c)
	}
	byHeading := cosines("渡輪")
	if c := byHeading["甲船在冬天停駛。"]; c < .2 || c > .4 {
		t.Errorf("cosine of a sentence with its heading: %.3f", c)
	}
	if c := byHeading["塔身在1962年重新粉刷過。"]; c > .01 {
		t.Errorf("cosine of a sentence with another heading: %.3f", c)
	}
}

// TestLongHeading checks that of a page-long heading only a few words count in every passage
// below it.
func TestLongHeading(t *testing.T) {
	a := markdown(t, "# "+strings.Repeat("很長的標題", 4000)+"\n\n"+strings.Repeat(strings.Repeat("一句話而已", 30)+"。\n\n", 50))
	var longest int
	e := indextest.Scripted(func(role index.Role, texts []string) [][]float32 {
		for _, text := range texts {
			longest = max(longest, len(text))
		}
		return indextest.Noise(role, texts)
	})
	x := index.New(nil)
	indextest.MustAdd(t, x, e, a)
	if hits := indextest.MustRetrieve(t, indextest.Hybrid(x, e), "很長的標題", 3); len(hits) != 3 {
		t.Errorf("%d hits", len(hits))
	}
	if longest > 2000 {
		t.Errorf("a text of %d bytes was embedded", longest)
	}
}

// TestOlderVectors checks that vectors without headings can be searched, also together with
// newer ones, and that renewing them embeds only headings.
func TestOlderVectors(t *testing.T) {
	var asked []string
	e := indextest.Scripted(func(role index.Role, texts []string) [][]float32 {
		if role == index.RolePassage {
			asked = append(asked, texts...)
		}
		return indextest.Noise(role, texts)
	})
	a, other := markdown(t, guide), markdown(t, "# 別的\n\n另一篇文章。它很短。")
	want := indextest.MustVectors(t, e, a)
	older := indextest.Older(t, a, want)
	x := index.New(nil)
	indextest.MustAdd(t, x, e, other)
	if err := x.Add(t.Context(), a, older); err != nil {
		t.Fatal(err)
	}
	if hits := indextest.MustRetrieve(t, indextest.Hybrid(x, e), "白燈塔", 9); len(hits) != len(a.Passages)+len(other.Passages) {
		t.Errorf("%d hits", len(hits))
	}
	if d := cmp.Diff([]string{a.ID}, x.Older()); d != "" {
		t.Errorf("older (-want +got):\n%s", d)
	}
	asked = nil
	got, err := index.Renew(t.Context(), e, a, older)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]string{"高家港指南", "白燈塔", "渡輪", "工具", "Noice", "WiFi Card"}, asked); d != "" {
		t.Errorf("embedded (-want +got):\n%s", d)
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("vectors (-made at once +made of older ones):\n%s", d)
	}
	if err := x.SetVectors(a.ID, got); err != nil || len(x.Older()) > 0 {
		t.Errorf("set: %v, older %v", err, x.Older())
	}
	anew := index.New(nil)
	indextest.MustAdd(t, anew, e, other, a)
	find := func(x *index.Index) []index.Hit {
		return indextest.MustRetrieve(t, indextest.Hybrid(x, e), "白燈塔", 9)
	}
	if d := cmp.Diff(compared(find(anew)), compared(find(x))); d != "" {
		t.Errorf("found (-in a new index +in one with replaced vectors):\n%s", d)
	}
}

// TestSetVectors checks that vectors that do not fit change nothing, and that a removed
// article is no error.
func TestSetVectors(t *testing.T) {
	e := indextest.Scripted(indextest.Noise)
	a, other := markdown(t, guide), markdown(t, "# 別的\n\n另一篇文章。它很短。")
	x := index.New(nil)
	indextest.MustAdd(t, x, e, a, other)
	good := indextest.MustVectors(t, e, a)
	version := x.Version()
	for name, v := range map[string]index.Vectors{
		"damaged":            {Model: good.Model, Data: good.Data[:len(good.Data)-1]},
		"of another article": indextest.MustVectors(t, e, other),
		"of another model":   {Model: "another", Data: good.Data},
	} {
		if err := x.SetVectors(a.ID, v); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	if err := x.SetVectors("nobody", good); err != nil {
		t.Error(err)
	}
	if x.Version() != version {
		t.Error("the index changed")
	}
}

// TestRenewWhileAsked checks that questions are answered while vectors are renewed, and that
// earlier hits stay valid.
func TestRenewWhileAsked(t *testing.T) {
	e := indextest.Scripted(indextest.Noise)
	articles := []*corpus.Article{markdown(t, guide), markdown(t, strings.ReplaceAll(guide, "高家港", "林口灣"))}
	x := index.New(nil)
	for _, a := range articles {
		if err := x.Add(t.Context(), a, indextest.Older(t, a, indextest.MustVectors(t, e, a))); err != nil {
			t.Fatal(err)
		}
	}
	var wait sync.WaitGroup
	for range 4 {
		wait.Go(func() {
			for range 50 {
				for _, h := range indextest.MustRetrieve(t, indextest.Hybrid(x, e), "白燈塔", 5) {
					if h.Text() == "" || len(h.SentenceCosines(e.Model(), indextest.Noise(0, []string{"x"})[0])) != len(h.Sentences) {
						t.Error("a hit without its sentences")
					}
				}
			}
		})
	}
	for range 20 {
		for _, a := range articles {
			v := indextest.MustVectors(t, e, a)
			for _, one := range []index.Vectors{v, indextest.Older(t, a, v)} {
				if err := x.SetVectors(a.ID, one); err != nil {
					t.Error(err)
				}
			}
		}
	}
	wait.Wait()
}

// TestTableHeadersAreSearched checks that the rows of a long table are found by its header,
// which is in another passage.
func TestTableHeadersAreSearched(t *testing.T) {
	text := "品項,庫存,單位\n"
	for i := range 200 {
		text += fmt.Sprintf("螺帽%d,%d,袋\n", i, 3*i)
	}
	text += "螺栓,400,盒\n"
	a, err := new(corpus.Reader).Read(t.Context(), doc.File{Source: "x.csv", Data: []byte(text)})
	if err != nil {
		t.Fatal(err)
	}
	x := index.New([]*corpus.Article{a})
	if len(a.Passages) < 5 {
		t.Fatalf("%d passages", len(a.Passages))
	}
	if hits := indextest.MustRetrieve(t, words(x), "庫存", len(a.Passages)); len(hits) != len(a.Passages) {
		t.Errorf("%d of %d passages are found by the header", len(hits), len(a.Passages))
	}
	scores := map[string]float64{}
	for _, h := range indextest.MustRetrieve(t, words(x), "螺栓的庫存", len(a.Passages)) {
		for _, s := range h.Sentences {
			scores[h.Article.Quote(s.Span)] = s.Score
		}
	}
	if head, row := scores["品項 | 庫存 | 單位"], scores["螺栓 | 400 | 盒"]; row <= head {
		t.Errorf("the row scores %.3f, its header %.3f", row, head)
	}
}
