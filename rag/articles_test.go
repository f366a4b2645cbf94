package rag_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"footnote/corpus"
	"footnote/internal/indextest"
	"footnote/internal/openaitest"
	"footnote/rag"
	"footnote/rag/index"
	"footnote/rag/openai"
)

// TestEmptyIndex checks that an answer says so if there are no articles, and that no model is
// asked.
func TestEmptyIndex(t *testing.T) {
	embedder := indextest.Scripted(indextest.Noise)
	for name, e := range map[string]index.Embedder{"words": nil, "vectors": embedder} {
		t.Run(name, func(t *testing.T) {
			x := index.New(nil)
			engine, err := rag.New(x, rag.Options{Embedder: e})
			if err != nil {
				t.Fatal(err)
			}
			server := openaitest.New(t)
			w := rag.Writing{Generator: generator(t, server, openai.GeneratorOptions{}), Answers: &memory{}}
			written, err := rag.New(x, rag.Options{Embedder: e, Writing: &w})
			if err != nil {
				t.Fatal(err)
			}
			for _, one := range []*rag.Engine{engine, written} {
				for _, question := range []string{patents, "How many patents did Tencent apply for?", "甲和乙有什麼不同？"} {
					a := mustAnswer(t, one, rag.Question{Text: question})
					if !a.Abstained() || a.Confidence > 0.5 {
						t.Errorf("%+v", a)
					}
					if next, err := one.Suggest(t.Context(), a, 3); err != nil || len(next) > 0 {
						t.Errorf("suggestions %v, error %v", next, err)
					}
				}
				claims, err := one.Claims(t.Context(), "騰訊申請的專利超過6.6萬件。")
				if err != nil || len(claims) != 1 || claims[0].Finding != rag.FindingAbsent {
					t.Errorf("claims %+v, error %v", claims, err)
				}
			}
			if n := len(server.Requests()); n > 0 {
				t.Errorf("%d requests", n)
			}
			if x.Len() != 0 || len(x.Articles()) != 0 || x.Remove("0") || x.Highlight("數據", "數據") == nil {
				t.Error("an empty index is not empty")
			}
		})
	}
}

// TestAnswersFollowChanges checks that no answer is shown that was cached or is being written
// for other articles, and that a cached answer is found again after its article has moved.
func TestAnswersFollowChanges(t *testing.T) {
	server := openaitest.New(t)
	server.Answer(aboutPatents)
	article := builtin(t)
	x := index.New([]*corpus.Article{article})
	w := rag.Writing{Generator: generator(t, server, openai.GeneratorOptions{}), Answers: &memory{}}
	e, err := rag.New(x, rag.Options{Writing: &w})
	if err != nil {
		t.Fatal(err)
	}
	first := mustAnswer(t, e, rag.Question{Text: patents})
	other := indextest.Singles(t, "某公司申請的專利超過九百件。")[0]
	indextest.MustAdd(t, x, nil, other)
	if a := mustAnswer(t, e, rag.Question{Text: patents}); a.Cached {
		t.Error("an answer about other articles was reused")
	}
	x.Remove(other.ID)
	x.Remove(article.ID)
	if a := mustAnswer(t, e, rag.Question{Text: patents}); !a.Abstained() || a.Cached {
		t.Errorf("answered from a removed article: %+v", a)
	}
	indextest.MustAdd(t, x, nil, other)
	x.Remove(other.ID)
	indextest.MustAdd(t, x, nil, article)
	again := mustAnswer(t, e, rag.Question{Text: patents})
	if !again.Cached || again.Text != first.Text || again.Footnotes[0].Article != article {
		t.Errorf("%+v", again)
	}
}

// TestSuggestionsFollowChanges checks that suggestions come from new articles, and not from
// removed ones.
func TestSuggestionsFollowChanges(t *testing.T) {
	towns := indextest.Singles(t, "青嵐鎮的人口為12000人。青嵐鎮的茶葉產量為300噸。", "石港鎮的人口為35000人。石港鎮的漁獲量為20000噸。")
	x := index.New(nil)
	indextest.MustAdd(t, x, nil, towns[0])
	e, err := rag.New(x, rag.Options{})
	if err != nil {
		t.Fatal(err)
	}
	suggested := func() string {
		a := mustAnswer(t, e, rag.Question{Text: "銀鯧賣到哪裡？"})
		all, err := e.Suggest(t.Context(), a, 3)
		if err != nil {
			t.Fatal(err)
		}
		return strings.Join(all, " ")
	}
	if got := suggested(); !strings.Contains(got, "青嵐鎮") {
		t.Errorf("of the article: %q", got)
	}
	if err := x.Replace(t.Context(), towns[0].ID, towns[1], index.Vectors{}); err != nil {
		t.Fatal(err)
	}
	if got := suggested(); strings.Contains(got, "青嵐鎮") || !strings.Contains(got, "石港鎮") {
		t.Errorf("after another article replaced it: %q", got)
	}
}

// TestPages checks that a footnote says on which page its sentence begins.
func TestPages(t *testing.T) {
	a := indextest.Singles(t, "燈塔建於1902年。燈塔的高度是41公尺。")[0]
	second := a.Passages[0].Sentences[1].Start
	a.Pages = []corpus.Page{{Number: 6}, {Number: 7, Start: second}}
	got := mustAnswer(t, newEngine(t, a), rag.Question{Text: "燈塔的高度是多少？"})
	i := slices.IndexFunc(got.Footnotes, func(f rag.Footnote) bool { return strings.Contains(f.Quote, "41") })
	if i < 0 || got.Footnotes[i].Article.PageAt(got.Footnotes[i].Start) != 7 || got.Footnotes[i].Ref.Page() != 6 {
		t.Errorf("%+v", got.Footnotes)
	}
	a.Pages = nil
	if i >= 0 && got.Footnotes[i].Article.At(got.Footnotes[i].Start).IsPlace() {
		t.Error("there are no pages")
	}
}

// TestHeadings checks that a prompt names the article, once, if there are several.
func TestHeadings(t *testing.T) {
	plain := indextest.Singles(t, "青嵐鎮的人口為12000人。", "石港鎮的人口為35000人。")
	for _, test := range []struct {
		name     string
		articles []*corpus.Article
		want     string
	}{
		{"one article", plain[:1], `passage 1\n`},
		{"two articles", plain, `passage 2 \(t\)\n`},
		{"the title is the first heading", mustReadTowns(t)[:2], `passage \d \(石港鎮 › 人口\)\n`},
	} {
		t.Run(test.name, func(t *testing.T) {
			server := openaitest.New(t)
			server.Answer(func(openaitest.Request) string { return "NO_ANSWER" })
			e := writingAbout(t, rag.Writing{Generator: generator(t, server, openai.GeneratorOptions{})}, test.articles...)
			mustAnswer(t, e, rag.Question{Text: "青嵐鎮和石港鎮的人口有什麼不同？"})
			for _, r := range server.Requests() {
				if prompt := r.Messages[len(r.Messages)-1].Content; !regexp.MustCompile(test.want).MatchString(prompt) {
					t.Errorf("no %s in %s", test.want, prompt)
				}
			}
			if n := len(server.Requests()); n != 1 {
				t.Errorf("%d requests", n)
			}
		})
	}
}

// TestChangesWhileAsked checks that while articles change, no question sees half an article,
// or neither the old one nor the new one.
func TestChangesWhileAsked(t *testing.T) {
	e := indextest.Scripted(indextest.Noise)
	version := func(n int) *corpus.Article {
		return indextest.Singles(t, fmt.Sprintf("燈塔的高度是%d公尺。", n))[0]
	}
	m := indextest.NewMaker(7)
	x := index.New(nil)
	others := []*corpus.Article{m.Article(), m.Article(), m.Article()}
	indextest.MustAdd(t, x, e, others...)
	at := version(0)
	at.ID = "v0"
	indextest.MustAdd(t, x, e, at)
	engine, err := rag.New(x, rag.Options{Embedder: e})
	if err != nil {
		t.Fatal(err)
	}
	var done atomic.Bool
	var asking sync.WaitGroup
	for range 4 {
		asking.Go(func() {
			for !done.Load() {
				hits, err := engine.Search(t.Context(), "燈塔的高度", 30)
				lighthouses := 0
				for _, h := range hits {
					if strings.Contains(h.Text(), "燈塔") {
						lighthouses++
					}
				}
				if err != nil || lighthouses != 1 {
					t.Errorf("%d versions of the article, error %v", lighthouses, err)
					return
				}
				a, err := engine.Answer(t.Context(), rag.Question{Text: "燈塔的高度是多少公尺？"}, nil)
				if err != nil {
					t.Error(err)
					return
				}
				if _, err := engine.Suggest(t.Context(), a, 2); err != nil {
					t.Error(err)
				}
				if _, err := engine.Claims(t.Context(), "燈塔的高度是3公尺。"); err != nil {
					t.Error(err)
				}
				x.Highlight("燈塔", "燈塔的高度")
				if part, err := x.Part(t.Context(), others[0].ID); err != nil || part != nil && part.Len() != len(others[0].Passages) {
					t.Errorf("a part has %d passages", part.Len())
				}
			}
		})
	}
	for n := range 150 {
		next := version(n + 1)
		next.ID = fmt.Sprintf("v%d", n+1)
		if err := x.Replace(t.Context(), fmt.Sprintf("v%d", n), next, indextest.MustVectors(t, e, next)); err != nil {
			t.Fatal(err)
		}
		x.Remove(others[n%3].ID)
		indextest.MustAdd(t, x, e, others[n%3])
	}
	done.Store(true)
	asking.Wait()
}
