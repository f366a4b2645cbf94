package rag_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"footnote/corpus"
	"footnote/internal/long"
	"footnote/internal/openaitest"
	"footnote/rag"
	"footnote/rag/index"
	"footnote/rag/judge"
	"footnote/rag/openai"
)

// A doubter is a judge that is sure of everything but claims with some words.
type doubter map[string]float64 // log odds of a claim with these words

func (doubter) Question(_ context.Context, _ string, passages [][]string) ([]judge.Answer, error) {
	all := make([]judge.Answer, len(passages))
	for i, p := range passages {
		all[i] = judge.Answer{Score: 3, Sentences: make([]float32, len(p))}
	}
	return all, nil
}

func (d doubter) Claim(_ context.Context, claim string, passages [][]string) ([]judge.Entailment, error) {
	all := make([]judge.Entailment, len(passages))
	for i, p := range passages {
		all[i] = judge.Entailment{LogOdds: 6, Sentences: make([]float32, len(p))}
		for words, odds := range d {
			if strings.Contains(claim, words) {
				all[i].LogOdds = odds
			}
		}
		for n, sentence := range p {
			if strings.Contains(sentence, "6.6萬件") {
				all[i].Sentences[n] = 4
			}
		}
	}
	return all, nil
}

// Log odds of what is shown if the model does not object, and of what is not shown.
const (
	ratherYes = -2
	surelyNot = -12
)

// selfChecking returns an engine that answers about an article with a model, which is asked
// again about what a doubter doubts.
func selfChecking(t *testing.T, server *openaitest.Server, d rag.Judge, article *corpus.Article, o openai.GeneratorOptions, change func(*rag.Writing)) *rag.Engine {
	t.Helper()
	w := rag.Writing{Generator: generator(t, server, o), SelfCheck: true}
	if change != nil {
		change(&w)
	}
	e, err := rag.New(index.New([]*corpus.Article{article}), rag.Options{Judge: d, Writing: &w})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func isSelfCheck(r openaitest.Request) bool {
	return strings.HasPrefix(r.Messages[0].Content, "You check statements")
}

const (
	sure   = "騰訊申請的專利超過6.6萬件。"
	second = "其中人工智能專利超過1萬件。"
	third  = "華為的5G專利數量蟬聯第一。"
)

// threeStatements writes an answer, and replies to the self-check.
func threeStatements(reply string) func(openaitest.Request) string {
	return func(r openaitest.Request) string {
		if isSelfCheck(r) {
			return reply
		}
		n := "[" + numberOf(r, "6.6萬件") + "]"
		return sure + n + second + n + third + n
	}
}

func TestSelfCheck(t *testing.T) {
	const all = sure + " [1] " + second + " [1] " + third + " [1]"
	for name, test := range map[string]struct {
		doubts doubter
		reply  string
		want   string
		asked  int // number of statements
	}{
		"yes":             {doubter{"1萬件": ratherYes}, "1: yes", all, 1},
		"no":              {doubter{"1萬件": ratherYes}, "1: no", sure + " [1] […] " + third + " [1]", 1},
		"mixed":           {doubter{"1萬件": ratherYes, "5G": ratherYes}, "1: no\n2: yes", sure + " [1] […] " + third + " [1]", 2},
		"no, the last":    {doubter{"1萬件": ratherYes, "5G": ratherYes}, "1: yes\n2: no", sure + " [1] " + second + " [1] […]", 2},
		"the first":       {doubter{"6.6": ratherYes}, "1: yes", all, 1},
		"no, the first":   {doubter{"6.6": ratherYes}, "1: no", "[…] " + second + " [1] " + third + " [1]", 1},
		"one left out":    {doubter{"6.6": ratherYes, "1萬件": surelyNot}, "1: yes", sure + " [1] […] " + third + " [1]", 1},
		"malformed, show": {doubter{"1萬件": ratherYes}, "I would say so.", all, 1},
		"malformed, JSON": {doubter{"1萬件": ratherYes}, "{]", all, 1},
		"wrong numbers":   {doubter{"1萬件": ratherYes}, "1: no\n2: no\n7: no", all, 1},
		"PWNED":           {doubter{"1萬件": ratherYes}, "PWNED. All statements are false. 1萬件: no", all, 1},
		"half a reply":    {doubter{"1萬件": ratherYes, "5G": ratherYes}, "2: no", sure + " [1] " + second + " [1] […]", 2},
		"nothing between": {doubter{"1萬件": surelyNot}, "1: yes", sure + " [1] […] " + third + " [1]", 0},
	} {
		t.Run(name, func(t *testing.T) {
			server := openaitest.New(t)
			server.Answer(threeStatements(test.reply))
			e := selfChecking(t, server, test.doubts, builtin(t), openai.GeneratorOptions{}, nil)
			a := mustAnswer(t, e, rag.Question{Text: patents})
			if unsure := a.Tier == rag.TierUnsure; a.Text != test.want && !unsure || !strings.HasPrefix(a.Text, test.want) || (a.Degraded != "") != unsure {
				t.Errorf("text %q, want %q; degraded %q", a.Text, test.want, a.Degraded)
			}
			requests := server.Requests()
			if want := min(1, test.asked); len(requests) != 1+want {
				t.Fatalf("%d requests, want %d", len(requests), 1+want)
			}
			if test.asked > 0 && strings.Count(requests[1].Messages[1].Content, " statement ") != test.asked {
				t.Errorf("asked\n%s\nwant %d statements", requests[1].Messages[1].Content, test.asked)
			}
			if s := a.Statements; s.Supported+s.Dropped != 3 || s.Dropped != strings.Count(test.want, "[…]") {
				t.Errorf("statements %+v of %q", s, a.Text)
			}
		})
	}
}

// TestSelfCheckIsOff checks that there is no self-check if it is off or there is no judge.
func TestSelfCheckIsOff(t *testing.T) {
	for name, test := range map[string]struct {
		judge  rag.Judge
		change func(*rag.Writing)
	}{
		"setting":  {doubter{"1萬件": ratherYes}, func(w *rag.Writing) { w.SelfCheck = false }},
		"no judge": {nil, nil},
	} {
		t.Run(name, func(t *testing.T) {
			server := openaitest.New(t)
			server.Answer(threeStatements("1: no"))
			e := selfChecking(t, server, test.judge, builtin(t), openai.GeneratorOptions{}, test.change)
			if a := mustAnswer(t, e, rag.Question{Text: patents}); !strings.Contains(a.Text, second) || len(server.Requests()) != 1 {
				t.Errorf("%d requests, text %q", len(server.Requests()), a.Text)
			}
		})
	}
}

// TestSelfCheckFails checks that if the self-check fails, the answer is the same as without
// it.
func TestSelfCheckFails(t *testing.T) {
	const want = sure + " [1] " + second + " [1] " + third + " [1]"
	for name, test := range map[string]struct {
		fault openaitest.Fault
		whole time.Duration // limit for an answer
	}{
		"error":   {fault: openaitest.Status(500, `{"error":{"message":"x"}}`, nil)},
		"quota":   {fault: openaitest.Status(429, `{"error":{"message":"x","code":"insufficient_quota"}}`, nil)},
		"cut":     {fault: openaitest.CutStream(150)},
		"stalled": {fault: openaitest.StallStream(150)},
		"silent":  {fault: openaitest.Stuck("")},
		"slow":    {openaitest.EndlessKeepAlive(20 * time.Millisecond), 3 * time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			server := openaitest.New(t)
			server.Answer(threeStatements("1: no"))
			server.Fail(openaitest.Fault{})
			for range 8 {
				server.Fail(test.fault)
			}
			o := openai.GeneratorOptions{FirstToken: 200 * time.Millisecond, BetweenTokens: 200 * time.Millisecond}
			if test.whole > 0 {
				o = openai.GeneratorOptions{}
			}
			e := selfChecking(t, server, doubter{"1萬件": ratherYes, "5G": ratherYes}, builtin(t), o, func(w *rag.Writing) { w.Timeout, w.Strict = test.whole, true })
			if a := mustAnswer(t, e, rag.Question{Text: patents}); a.Text != want || a.Degraded != "" || a.Mode != rag.ModeLLM {
				t.Errorf("text %q, want %q; degraded %q", a.Text, want, a.Degraded)
			}
		})
	}
}

// TestSelfCheckAfterFailure checks that there is no self-check after the model broke off, and
// that the held statements are shown as judged.
func TestSelfCheckAfterFailure(t *testing.T) {
	server := openaitest.New(t)
	server.Answer(threeStatements("1: no"))
	server.Finish("content_filter")
	e := selfChecking(t, server, doubter{"1萬件": ratherYes}, builtin(t), openai.GeneratorOptions{}, nil)
	a := mustAnswer(t, e, rag.Question{Text: patents})
	if !strings.HasPrefix(a.Text, sure+" [1] "+second+" [1]") || a.Degraded == "" || len(server.Requests()) != 1 {
		t.Errorf("%d requests, degraded %q, text %q", len(server.Requests()), a.Degraded, a.Text)
	}
}

// TestSelfCheckOrder checks that statements before the first doubtful one are shown at once,
// and the rest after the reply, in order.
func TestSelfCheckOrder(t *testing.T) {
	server := openaitest.New(t)
	shown := make(chan string, 3)
	early := make(chan string, 1)
	server.Answer(func(r openaitest.Request) string {
		if isSelfCheck(r) {
			select { // a model that replies only once the first statement is on the screen
			case first := <-shown:
				early <- first
			case <-t.Context().Done():
			}
		}
		return threeStatements("1: yes")(r)
	})
	e := selfChecking(t, server, doubter{"1萬件": ratherYes}, builtin(t), openai.GeneratorOptions{FirstToken: 5 * time.Second}, nil)
	a, err := e.Answer(t.Context(), rag.Question{Text: patents}, func(delta string) error {
		shown <- delta
		return nil
	})
	const first = sure + " [1]"
	if err != nil || a.Text != first+" "+second+" [1] "+third+" [1]" || len(early) != 1 {
		t.Fatalf("text %q, error %v, early %d", a.Text, err, len(early))
	}
	if got := <-early; got != first {
		t.Errorf("before the reply %q was shown, want %q", got, first)
	}
}

// TestSelfCheckKeepsForm checks that held statements count for what follows, and are forgotten
// together with the thoughts that they are in.
func TestSelfCheckKeepsForm(t *testing.T) {
	for name, test := range map[string]struct{ text, reply, want string }{
		"a thought":             {second + "[%n]</think>" + sure + "[%n]", "1: yes", sure + " [1]"},
		"a part is missing":     {second + "[%n]文章沒有提到其他的專利。", "1: yes", second + " [1]"},
		"and the other is none": {second + "[%n]文章沒有提到騰訊的專利。", "1: no", "找不到確定的答案，最接近的是："},
		"sources":               {second + "[%n]\n\n來源：[%n]", "1: yes", second + " [1]"},
		"repeated":              {strings.Repeat(second+"[%n]", 9), "1: yes", second + " [1]"},
		"NO_ANSWER after it":    {second + "[%n]\nNO_ANSWER", "1: yes", second + " [1]"},
		"cited at the end":      {second + third + "[%n]", "1: yes", second + " [1] " + third + " [1]"},
	} {
		t.Run(name, func(t *testing.T) {
			server := openaitest.New(t)
			server.Answer(func(r openaitest.Request) string {
				if isSelfCheck(r) {
					return test.reply
				}
				return strings.ReplaceAll(test.text, "%n", numberOf(r, "6.6萬件"))
			})
			e := selfChecking(t, server, doubter{"1萬件": ratherYes}, builtin(t), openai.GeneratorOptions{}, nil)
			a := mustAnswer(t, e, rag.Question{Text: patents})
			if unsure := a.Tier == rag.TierUnsure; a.Text != test.want && !unsure || !strings.HasPrefix(a.Text, test.want) || (a.Degraded != "") != unsure {
				t.Errorf("text %q, want %q; degraded %q", a.Text, test.want, a.Degraded)
			}
		})
	}
}

// TestSelfCheckUsage checks that usage is added up and counts against the budget.
func TestSelfCheckUsage(t *testing.T) {
	server := openaitest.New(t)
	server.Answer(threeStatements("1: yes"))
	server.Usage(9000, 10)
	o := openai.GeneratorOptions{InputPrice: 1, OutputPrice: 1, Budget: 9000}
	e := selfChecking(t, server, doubter{"1萬件": ratherYes}, builtin(t), o, nil)
	a := mustAnswer(t, e, rag.Question{Text: patents})
	if a.Usage.InputTokens != 9000 || !strings.Contains(a.Text, second) || len(server.Requests()) != 1 {
		t.Errorf("past the budget: %d requests, %+v, text %q", len(server.Requests()), a.Usage, a.Text)
	}
	o.Budget = 0
	e = selfChecking(t, server, doubter{"1萬件": ratherYes}, builtin(t), o, nil)
	a = mustAnswer(t, e, rag.Question{Text: patents})
	if want := (rag.Generated{Finish: rag.FinishStop, InputTokens: 18000, OutputTokens: 20, Cost: 18020e-6}); a.Usage != want {
		t.Errorf("usage %+v, want %+v", a.Usage, want)
	}
}

// TestSelfCheckInjections checks that neither a passage nor a statement changes the form of
// the question, and that nothing of it is shown.
func TestSelfCheckInjections(t *testing.T) {
	asked := func(article *corpus.Article) openaitest.Request {
		server := openaitest.New(t)
		server.Answer(func(r openaitest.Request) string {
			if isSelfCheck(r) {
				return r.Messages[0].Content + r.Messages[1].Content
			}
			return threeStatements("")(r)
		})
		e := selfChecking(t, server, doubter{"1萬件": ratherYes}, article, openai.GeneratorOptions{}, nil)
		a := mustAnswer(t, e, rag.Question{Text: patents})
		if requests := server.Requests(); len(requests) != 2 || !isSelfCheck(requests[1]) || strings.Contains(a.Text, "PWNED") || strings.Contains(a.Text, "=====") {
			t.Fatalf("%d requests, text %q", len(requests), a.Text)
		}
		return server.Requests()[1]
	}
	clean := asked(builtin(t))
	every := long.On(t)
	for i, payload := range injections {
		if !every && i%4 != 0 {
			continue // as in TestInjections
		}
		t.Run(fmt.Sprint(i), func(t *testing.T) { sameForm(t, "passage", clean, asked(planted(t, payload))) })
	}
}
