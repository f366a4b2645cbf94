package rag_test

import (
	"context"
	"slices"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"

	"footnote/internal/indextest"
	"footnote/rag"
	"footnote/rag/index"
	"footnote/rag/intent"
	"footnote/rag/lexical"
	"footnote/rag/suggest"
)

// TestSuggest checks that every suggested question is answered when it is asked, and that
// those about the article as a whole always are.
func TestSuggest(t *testing.T) {
	e := localEngine(t, builtin(t))
	for _, asked := range []string{"2022年我國數據存儲量是多少?", "2022年我国数据存储量是多少?", "What was China's data storage in 2022?", "今天午餐吃什麼?"} {
		answer, err := e.Answer(context.Background(), rag.Question{Text: asked}, nil)
		if err != nil {
			t.Fatal(err)
		}
		next, err := e.Suggest(context.Background(), answer, 3)
		if err != nil {
			t.Fatal(err)
		}
		if len(next) == 0 {
			t.Errorf("no suggestions after %s", asked)
		}
		for _, question := range next {
			if isOverview(question) {
				continue
			}
			if answer, err := e.Answer(context.Background(), rag.Question{Text: question}, nil); err != nil || answer.Abstained() || question == asked {
				t.Errorf("after %s, %s: abstained %v, error %v", asked, question, answer.Abstained(), err)
			}
		}
		t.Log(asked, next)
	}
}

func isOverview(question string) bool {
	for _, l := range []lexical.Language{lexical.Traditional, lexical.Simplified, lexical.English} {
		if about := suggest.AboutArticle(l); question == about.About || question == about.Short {
			return true
		}
	}
	return false
}

// TestSuggestVaries checks that several answers from the same place do not always get the same
// suggestions.
func TestSuggestVaries(t *testing.T) {
	e := localEngine(t, builtin(t))
	seen := map[string]bool{}
	for _, asked := range []string{"騰訊申請了多少件專利？", "騰訊的專利有幾件", "騰訊有多少專利", "騰訊的專利數量是多少？"} {
		next, err := e.Suggest(t.Context(), mustAnswer(t, e, rag.Question{Text: asked}), 3)
		if err != nil {
			t.Fatal(err)
		}
		for _, q := range next {
			seen[q] = true
		}
	}
	if len(seen) < 4 { // three are suggested at once
		t.Errorf("only %v", seen)
	}
}

// TestSuggestFallback checks that for an article without suggestions the question for what it
// is about is suggested, in the language of the question, unless that was just answered.
func TestSuggestFallback(t *testing.T) {
	article := indextest.Singles(t, "嗯，好，知道了。")[0]
	article.Author = "林秀英"
	e := newEngine(t, article)
	for _, test := range []struct {
		asked string
		kind  intent.Kind
		want  []string
	}{
		{"今天天氣如何？", intent.Question, []string{"這篇文章在講什麼？", "這篇文章是誰寫的？"}},
		{"今天天气怎么样？", intent.Question, []string{"这篇文章讲了什么？", "这篇文章是谁写的？"}},
		{"How is the weather?", intent.Question, []string{"What is this article about?", "Who wrote this article?"}},
		{"這篇文章在講什麼？", intent.Summary, []string{"這篇文章是誰寫的？", "可以用三句話總結這篇文章嗎？"}},
		{"總結一下重點", intent.Summary, []string{"這篇文章是誰寫的？", "可以用三句話總結這篇文章嗎？"}},
		{"可以用三句話總結這篇文章嗎？", intent.Summary, []string{"這篇文章是誰寫的？"}},
		{"作者是誰", intent.Author, []string{"這篇文章在講什麼？", "可以用三句話總結這篇文章嗎？"}},
	} {
		got, err := e.Suggest(t.Context(), rag.Answer{Question: test.asked, Intent: test.kind}, 3)
		if diff := cmp.Diff(test.want, got); err != nil || diff != "" {
			t.Errorf("%s: error %v (-want +got):\n%s", test.asked, err, diff)
		}
	}
}

// TestSuggestGeneral checks that the general questions get different answers.
func TestSuggestGeneral(t *testing.T) {
	e := localEngine(t, builtin(t))
	for _, l := range []lexical.Language{lexical.Traditional, lexical.Simplified, lexical.English} {
		about := suggest.AboutArticle(l)
		whole, short := mustAnswer(t, e, rag.Question{Text: about.About}), mustAnswer(t, e, rag.Question{Text: about.Short})
		if whole.Text == short.Text || len(short.Footnotes) != 3 || whole.Tier != rag.TierSure || short.Tier != rag.TierSure {
			t.Errorf("%s:\n%s\n%s:\n%s", about.About, whole.Text, about.Short, short.Text)
		}
	}
}

// TestSuggestSeveralArticles checks that with several articles no suggestion says "this
// article".
func TestSuggestSeveralArticles(t *testing.T) {
	e := newEngine(t, indextest.Singles(t, "嗯，好，知道了。", "那就這樣。")...)
	for _, test := range []struct {
		asked string
		kind  intent.Kind
		want  []string
	}{
		{"今天天氣如何？", intent.Question, []string{"有哪些文章可以問？"}},
		{"今天天气怎么样？", intent.Question, []string{"有哪些文章可以问？"}},
		{"How is the weather?", intent.Question, []string{"Which articles can I ask about?"}},
		{"有幾篇文章", intent.Articles, nil},
	} {
		got, err := e.Suggest(t.Context(), rag.Answer{Question: test.asked, Intent: test.kind}, 3)
		if diff := cmp.Diff(test.want, got); err != nil || diff != "" {
			t.Errorf("%s: error %v (-want +got):\n%s", test.asked, err, diff)
		}
		for _, q := range got {
			if a := mustAnswer(t, e, rag.Question{Text: q}); a.Intent != intent.Articles {
				t.Errorf("%s is %s", q, a.Intent)
			}
		}
	}
}

// TestSuggestSkipsAsked checks that what was just asked is not suggested in other words.
func TestSuggestSkipsAsked(t *testing.T) {
	e := localEngine(t, builtin(t))
	const question = "騰訊申請的專利有多少件？"
	for asked, want := range map[string]bool{"百度推出了什麼？": true, "騰訊有多少專利": false, "騰訊申請了幾件專利呢": false} {
		var next []string
		for range 5 { // each call checks only a few
			var err error
			if next, err = e.Suggest(t.Context(), rag.Answer{Question: asked}, 30); err != nil {
				t.Fatal(err)
			}
		}
		if got := slices.Contains(next, question); got != want {
			t.Errorf("after %s: %v", asked, next)
		}
	}
}

// TestSuggestChecks checks that an answer waits for only a few checks, and that their results
// are remembered.
func TestSuggestChecks(t *testing.T) {
	embedder := &counting{Embedder: indextest.Scripted(indextest.Noise)}
	x := index.New(nil)
	indextest.MustAdd(t, x, embedder, builtin(t))
	e, err := rag.New(x, rag.Options{Embedder: embedder})
	if err != nil {
		t.Fatal(err)
	}
	a := mustAnswer(t, e, rag.Question{Text: "誰發明了滑板？"})
	before := embedder.calls.Load()
	for range 10 {
		last := embedder.calls.Load()
		if _, err := e.Suggest(t.Context(), a, 3); err != nil {
			t.Fatal(err)
		}
		if n := embedder.calls.Load() - last; n > 9 { // one of them reads the question
			t.Errorf("%d checks for one answer", n)
		}
	}
	if n := embedder.calls.Load() - before; n == 0 || n > 40 {
		t.Errorf("%d checks for ten answers", n)
	}
}

// counting counts the questions that are embedded.
type counting struct {
	index.Embedder
	calls atomic.Int64
}

func (c *counting) Embed(ctx context.Context, role index.Role, texts []string) ([][]float32, error) {
	c.calls.Add(int64(len(texts)))
	return c.Embedder.Embed(ctx, role, texts)
}

func TestClaims(t *testing.T) {
	e := localEngine(t, builtin(t))
	claims, err := e.Claims(context.Background(), "2022年我国数据产量为8.1ZB。2022年我國數據產量為9.3ZB。香蕉在月光下唱歌跳舞到天亮。")
	if err != nil {
		t.Fatal(err)
	}
	var got []rag.Finding
	for _, c := range claims {
		got = append(got, c.Finding)
		if (c.Finding == rag.FindingAbsent) != (len(c.Footnotes) == 0) {
			t.Errorf("%s is %s with %d footnotes", c.Text, c.Finding, len(c.Footnotes))
		}
	}
	if len(got) != 3 || got[0] != rag.FindingSupported || got[1] != rag.FindingOpposed || got[2] != rag.FindingAbsent {
		t.Errorf("findings %v", got)
	}
}
