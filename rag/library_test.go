package rag_test

import (
	"errors"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"footnote/corpus"
	"footnote/corpus/doc"
	"footnote/rag"
	"footnote/rag/openai"
	"footnote/rag/openaitest"
)

// TestEmptyIndex: where there is no article, that is what an answer says, and no
// model is asked.
func TestEmptyIndex(t *testing.T) {
	embedder := scripted(noise)
	for name, e := range map[string]rag.Embedder{"words": nil, "vectors": embedder} {
		t.Run(name, func(t *testing.T) {
			x := rag.NewIndex(nil)
			engine, err := rag.NewEngine(x, x.Retriever(e, rag.DefaultRecipe()))
			if err != nil {
				t.Fatal(err)
			}
			server := openaitest.New(t)
			written, err := engine.WithWriter(rag.Writing{Generator: generator(t, server, openai.GeneratorOptions{}), Embedder: e, Answers: &memory{}})
			if err != nil {
				t.Fatal(err)
			}
			for _, one := range []*rag.Engine{engine, written} {
				for _, question := range []string{patents, "How many patents did Tencent apply for?", "甲和乙有什麼不同？"} {
					a := mustAnswer(t, one, rag.Question{Text: question})
					if !a.Abstained || a.Confidence > 0.5 {
						t.Errorf("%+v", a)
					}
					if next, err := one.Suggest(t.Context(), a, 3); err != nil || len(next) > 0 {
						t.Errorf("suggestions %v, error %v", next, err)
					}
				}
				claims, err := one.Claims(t.Context(), rag.NewVerifier(x, e), "騰訊申請的專利超過6.6萬件。")
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

// TestPart: an article alone is found as in an index of its own, and nothing
// else is.
func TestPart(t *testing.T) {
	m, e := newMaker(9), scripted(noise)
	articles := []*corpus.Article{m.article(), m.article(), m.article()}
	x, alone := rag.NewIndex(nil), rag.NewIndex(nil)
	mustAdd(t, x, e, articles...)
	mustAdd(t, alone, e, articles[1])
	part, ok := x.Part(articles[1].ID)
	if !ok {
		t.Fatal("it is not there")
	}
	x.Remove(articles[1].ID)
	for _, q := range []string{"大模型的數據", "cloud models"} {
		if diff := cmp.Diff(places(t, alone, e, q), places(t, part, e, q)); diff != "" {
			t.Errorf("%s (-alone +part):\n%s", q, diff)
		}
	}
	if _, ok := x.Part(articles[1].ID); ok {
		t.Error("there is a part of an article that was taken out")
	}
	if _, ok := x.Article(articles[1].ID); ok {
		t.Error("there is an article that was taken out")
	}
	if a, ok := x.Article(articles[2].ID); !ok || a != articles[2] {
		t.Error("another article is not there")
	}
	if diff := cmp.Diff([]*corpus.Article{articles[0], articles[2]}, x.Articles()); diff != "" {
		t.Errorf("articles (-want +got):\n%s", diff)
	}
}

// TestReuse: of a changed article only what changed is embedded, and the rest
// stays as it was to the last bit.
func TestReuse(t *testing.T) {
	var asked []string
	e := scripted(func(role rag.Role, texts []string) [][]float32 {
		if role == rag.RolePassage {
			asked = append(asked, texts...)
		}
		return noise(role, texts)
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
	x := rag.NewIndex(nil)
	mustAdd(t, x, e, before)
	asked = nil
	if diff := cmp.Diff(mustVectors(t, e, before), mustVectors(t, x.Reuse(e, before.ID), before)); diff != "" {
		t.Errorf("vectors changed (-made +reused):\n%s", diff)
	}
	asked = nil
	v := mustVectors(t, x.Reuse(e, before.ID), after)
	if diff := cmp.Diff([]string{"人口為兩萬人。年輕人不多。", "人口為兩萬人。"}, asked); diff != "" {
		t.Errorf("embedded (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(mustVectors(t, e, after), v); diff != "" {
		t.Errorf("vectors differ (-all made +some reused):\n%s", diff)
	}
	asked = nil
	mustVectors(t, x.Reuse(e, "nobody"), after)
	if len(asked) == 0 {
		t.Error("nothing was embedded where nothing was known")
	}
	failing := scripted(func(rag.Role, []string) [][]float32 { return nil })
	if _, err := rag.EmbedArticle(t.Context(), x.Reuse(failing, before.ID), after, nil); err == nil {
		t.Error("no error for vectors that did not come")
	}
}

// TestAnswersFollowChanges: what was kept or is being written for other articles
// is not shown, and what was kept is found again by the article, wherever it
// stands now.
func TestAnswersFollowChanges(t *testing.T) {
	server := openaitest.New(t)
	server.Answer(aboutPatents)
	article := builtin(t)
	x := rag.NewIndex([]*corpus.Article{article})
	base, err := rag.NewEngine(x, words(x))
	if err != nil {
		t.Fatal(err)
	}
	e, err := base.WithWriter(rag.Writing{Generator: generator(t, server, openai.GeneratorOptions{}), Answers: &memory{}})
	if err != nil {
		t.Fatal(err)
	}
	first := mustAnswer(t, e, rag.Question{Text: patents})
	other := singles(t, "某公司申請的專利超過九百件。")[0]
	mustAdd(t, x, nil, other)
	if a := mustAnswer(t, e, rag.Question{Text: patents}); a.Cached {
		t.Error("an answer about other articles was reused")
	}
	x.Remove(other.ID)
	x.Remove(article.ID)
	if a := mustAnswer(t, e, rag.Question{Text: patents}); !a.Abstained || a.Cached {
		t.Errorf("answered from an article that has gone: %+v", a)
	}
	mustAdd(t, x, nil, other)
	x.Remove(other.ID)
	mustAdd(t, x, nil, article)
	again := mustAnswer(t, e, rag.Question{Text: patents})
	if !again.Cached || again.Text != first.Text || again.Footnotes[0].Article != article {
		t.Errorf("%+v", again)
	}
}

// TestSuggestionsFollowChanges: nothing is suggested of an article that has
// gone, and what came is.
func TestSuggestionsFollowChanges(t *testing.T) {
	towns := singles(t, "青嵐鎮的人口為12000人。青嵐鎮的茶葉產量為300噸。", "石港鎮的人口為35000人。石港鎮的漁獲量為20000噸。")
	x := rag.NewIndex(nil)
	mustAdd(t, x, nil, towns[0])
	e, err := rag.NewEngine(x, words(x))
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
	if err := x.Replace(t.Context(), towns[0].ID, towns[1], rag.Vectors{}); err != nil {
		t.Fatal(err)
	}
	if got := suggested(); strings.Contains(got, "青嵐鎮") || !strings.Contains(got, "石港鎮") {
		t.Errorf("after another took its place: %q", got)
	}
}

// TestPages: a footnote says on which page its sentence begins.
func TestPages(t *testing.T) {
	a := singles(t, "燈塔建於1902年。燈塔的高度是41公尺。")[0]
	second := a.Passages[0].Sentences[1].Start
	a.Pages = []corpus.Page{{Number: 6}, {Number: 7, Start: second}}
	got := mustAnswer(t, newEngine(t, a), rag.Question{Text: "燈塔的高度是多少？"})
	i := slices.IndexFunc(got.Footnotes, func(f rag.Footnote) bool { return strings.Contains(f.Quote, "41") })
	if i < 0 || got.Footnotes[i].Page() != 7 || got.Footnotes[i].Ref.Page() != 6 {
		t.Errorf("%+v", got.Footnotes)
	}
	a.Pages = nil
	if i >= 0 && got.Footnotes[i].Page() != 0 {
		t.Error("there are no pages")
	}
}

// TestHeadings: a model is told the article where there is more than one, once.
func TestHeadings(t *testing.T) {
	plain := singles(t, "青嵐鎮的人口為12000人。", "石港鎮的人口為35000人。")
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
			e, err := newEngine(t, test.articles...).WithWriter(rag.Writing{Generator: generator(t, server, openai.GeneratorOptions{})})
			if err != nil {
				t.Fatal(err)
			}
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

// FuzzVectors: data that somebody else made is taken or refused, nothing else.
func FuzzVectors(f *testing.F) {
	article := singles(f, "一個大模型。兩份數據。")[0]
	e := scripted(noise)
	good, err := rag.EmbedArticle(f.Context(), e, article, nil)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(good.Model, good.Data)
	f.Add("", []byte(nil))
	f.Add("x", []byte{1, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1, 1, 2, 0, 0, 0, 0})
	f.Fuzz(func(t *testing.T, model string, data []byte) {
		x := rag.NewIndex(nil)
		err := x.Add(t.Context(), article, rag.Vectors{Model: model, Data: data})
		if (err == nil) != (x.Len() == 1) {
			t.Fatalf("%d passages, error %v", x.Len(), err)
		}
		if err != nil {
			return
		}
		if _, err := hybrid(x, e).Retrieve(t.Context(), "數據", 3); err != nil && model == e.Model() && len(data) == len(good.Data) {
			t.Fatal(err)
		}
		var never *rag.QuestionError
		if _, err := words(x).Retrieve(t.Context(), "數據", 3); err != nil || errors.As(err, &never) {
			t.Fatal(err)
		}
	})
}
