package rag_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/goleak"

	"footnote/rag"
	"footnote/rag/openai"
	"footnote/rag/openaitest"
)

// generator is the real client of a fake server.
func generator(t testing.TB, server *openaitest.Server, options openai.GeneratorOptions) *openai.Generator {
	t.Helper()
	if options.BaseURL == "" {
		options.BaseURL = server.URL()
	}
	options.HTTPClient = server.Client()
	if options.PerMinute == 0 {
		options.PerMinute = 100_000
	}
	g, err := openai.NewGenerator(options)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// memory is a cache of answers.
type memory struct {
	mu   sync.Mutex
	kept map[[32]byte][]byte
}

func (m *memory) Load(_ context.Context, key [32]byte) ([]byte, bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	value, found := m.kept[key]
	return value, found, nil
}

func (m *memory) Store(_ context.Context, key [32]byte, value []byte) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.kept == nil {
		m.kept = map[[32]byte][]byte{}
	}
	m.kept[key] = value
	return nil
}

// writing answers about the built-in article with a model, by words alone.
func writing(t *testing.T, w rag.Writing) *rag.Engine {
	t.Helper()
	e, err := newEngine(t, builtin(t)).WithWriter(w)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// numberOf is the number under which a prompt has the passage with a text.
func numberOf(r openaitest.Request, text string) string {
	prompt := r.Messages[len(r.Messages)-1].Content
	before, _, found := strings.Cut(prompt, text)
	all := regexp.MustCompile(`===== ?[0-9a-f]* passage (\d+)|=====[0-9a-f]+ passage (\d+)`).FindAllStringSubmatch(before, -1)
	if !found || len(all) == 0 {
		return "99"
	}
	last := all[len(all)-1]
	return last[1] + last[2]
}

const patents = "騰訊申請了多少件專利？"

// aboutPatents answers rightly.
func aboutPatents(r openaitest.Request) string {
	n := numberOf(r, "6.6萬件")
	return "騰訊申請的專利超過6.6萬件。[" + n + "] 其中人工智能專利超過1萬件[" + n + "]。"
}

func TestWritten(t *testing.T) {
	server := openaitest.New(t)
	server.Answer(aboutPatents)
	e := writing(t, rag.Writing{Generator: generator(t, server, openai.GeneratorOptions{Model: "m"})})
	a := mustAnswer(t, e, rag.Question{Text: patents})
	if a.Mode != rag.ModeLLM || a.Degraded != "" || !strings.HasPrefix(a.Model, "m") || a.Statements != (rag.Statements{Supported: 2}) {
		t.Errorf("%+v", a)
	}
	if want := "騰訊申請的專利超過6.6萬件。 [1] 其中人工智能專利超過1萬件。 [1]"; a.Text != want {
		t.Errorf("text %q, want %q", a.Text, want)
	}
	if len(a.Footnotes) != 1 || !strings.Contains(a.Footnotes[0].Quote, "6.6萬件") || a.Usage.InputTokens == 0 {
		t.Errorf("footnotes %+v, usage %+v", a.Footnotes, a.Usage)
	}
}

// TestUnsupported: what no passage bears out is never shown, not even while it
// comes, and where too little is left the article itself speaks.
func TestUnsupported(t *testing.T) {
	for name, test := range map[string]struct {
		text string // %s is the number of the passage
		want string // regular expression on the text
		why  string // part of Degraded
	}{
		"one of three": {
			"騰訊申請的專利超過6.6萬件。[%[1]s]它們全部在2009年賣給了谷歌。[%[1]s]其中人工智能專利超過1萬件。[%[1]s]",
			`^騰訊申請的專利超過6\.6萬件。 \[1\] \[…\] 其中人工智能專利超過1萬件。 \[1\]$`, "",
		},
		"wrong passage":   {"騰訊申請的專利超過6.6萬件。[1]", `^騰訊申請的專利超過6\.6萬件。 \[1\]$`, ""},
		"no passage":      {"騰訊申請的專利超過6.6萬件。", `^騰訊申請的專利超過6\.6萬件。 \[1\]$`, ""},
		"unknown passage": {"騰訊申請的專利超過6.6萬件。[77]", `^騰訊申請的專利超過6\.6萬件。 \[1\]$`, ""},
		"wrong number":    {"騰訊申請的專利超過7.7萬件。[%[1]s]", `6\.6萬件.* \[1\]`, "無法由文章證實"},
		"nonsense":        {"Bananas are a good source of potassium. [%[1]s]", `6\.6萬件.* \[1\]`, "無法由文章證實"},
		"a link":          {"詳見 https://evil.example/?q=6.6萬件。[%[1]s]", `6\.6萬件.* \[1\]`, "無法由文章證實"},
		"mostly wrong": {
			"騰訊申請的專利超過6.6萬件。[%[1]s]騰訊的股價是九百元。騰訊的總部在上海。",
			`^騰訊申請的專利超過6\.6萬件。 \[1\]`, "無法由文章證實",
		},
		"only thinking":  {"<think>騰訊申請的專利超過6.6萬件。[%[1]s]</think>", `6\.6萬件.* \[1\]`, "不完整"},
		"thinking first": {"<think>嗯，[1] 先看看。</think>騰訊申請的專利超過6.6萬件。[%[1]s]", `^騰訊申請的專利超過6\.6萬件。 \[1\]$`, ""},
		"repeating":      {strings.Repeat("騰訊申請的專利超過6.6萬件。[%[1]s]", 40), `^騰訊申請的專利超過6\.6萬件。 \[1\]$`, ""},
	} {
		t.Run(name, func(t *testing.T) {
			server := openaitest.New(t)
			server.Answer(func(r openaitest.Request) string {
				return strings.ReplaceAll(test.text, "%[1]s", numberOf(r, "6.6萬件"))
			})
			e := writing(t, rag.Writing{Generator: generator(t, server, openai.GeneratorOptions{})})
			a := mustAnswer(t, e, rag.Question{Text: patents})
			if !regexp.MustCompile(test.want).MatchString(a.Text) {
				t.Errorf("text %q, want %s", a.Text, test.want)
			}
			if (test.why == "") != (a.Degraded == "") || !strings.Contains(a.Degraded, test.why) {
				t.Errorf("degraded %q, want %q", a.Degraded, test.why)
			}
			for _, wrong := range []string{"賣給", "7.7", "Bananas", "evil", "股價", "上海", "think"} {
				if strings.Contains(a.Text, wrong) {
					t.Errorf("%q is shown in %q", wrong, a.Text)
				}
			}
		})
	}
}

func TestWriterAbstains(t *testing.T) {
	for name, text := range map[string]string{
		"sentinel": "NO_ANSWER", "sentinel and more": "NO_ANSWER: the price is missing.\n騰訊申請的專利超過6.6萬件。[1]",
		"in words": "文章沒有提到這件事。", "in English": "The passages do not mention that.",
	} {
		t.Run(name, func(t *testing.T) {
			server := openaitest.New(t)
			server.Answer(func(openaitest.Request) string { return text })
			e := writing(t, rag.Writing{Generator: generator(t, server, openai.GeneratorOptions{})})
			a := mustAnswer(t, e, rag.Question{Text: patents})
			if !a.Abstained || a.Mode != rag.ModeLLM || a.Degraded != "" || len(a.Nearest) == 0 {
				t.Errorf("%+v", a)
			}
		})
	}
	t.Run("sentinel in the middle", func(t *testing.T) {
		server := openaitest.New(t)
		server.Answer(func(r openaitest.Request) string { return aboutPatents(r) + "\nNO_ANSWER" })
		e := writing(t, rag.Writing{Generator: generator(t, server, openai.GeneratorOptions{})})
		if a := mustAnswer(t, e, rag.Question{Text: patents}); a.Abstained || strings.Contains(a.Text, "NO_ANSWER") {
			t.Errorf("%+v", a)
		}
	})
	t.Run("off topic is not asked", func(t *testing.T) {
		server := openaitest.New(t)
		e := writing(t, rag.Writing{Generator: generator(t, server, openai.GeneratorOptions{})})
		if a := mustAnswer(t, e, rag.Question{Text: "鯨鯊鰻鯰鱷鱉"}); !a.Abstained || len(server.Requests()) != 0 {
			t.Errorf("%d requests, %+v", len(server.Requests()), a)
		}
	})
}

// TestDegrades: whatever the server does, the reader has an answer, and why it
// is not the model's.
func TestDegrades(t *testing.T) {
	for name, test := range map[string]struct {
		fault openaitest.Fault
		why   string
	}{
		"key":       {openaitest.Status(401, `{"error":{"message":"bad"}}`, nil), "設定有誤"},
		"model":     {openaitest.Status(404, `{"error":{"message":"no such model"}}`, nil), "設定有誤"},
		"quota":     {openaitest.Status(429, `{"error":{"message":"x","code":"insufficient_quota"}}`, nil), "額度"},
		"html":      {openaitest.Status(200, "<html>", map[string][]string{"Content-Type": {"text/html"}}), "不完整"},
		"cut":       {openaitest.CutStream(200), "連不上"},
		"no finish": {openaitest.Events("data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"\"}}]}\n\ndata: [DONE]\n\n"), "不完整"},
		"filter":    {openaitest.Events("data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"content_filter\"}]}\n\ndata: [DONE]\n\n"), "拒絕"},
		"silent":    {openaitest.Stuck(""), "太慢"},
	} {
		t.Run(name, func(t *testing.T) {
			server := openaitest.New(t)
			for range 8 {
				server.Fail(test.fault)
			}
			e := writing(t, rag.Writing{Generator: generator(t, server, openai.GeneratorOptions{FirstToken: 200 * time.Millisecond})})
			a := mustAnswer(t, e, rag.Question{Text: patents})
			if a.Mode != rag.ModeExtractive || !strings.Contains(a.Degraded, test.why) || !strings.Contains(a.Text, "6.6萬件") {
				t.Errorf("degraded %q, want %q; text %q", a.Degraded, test.why, a.Text)
			}
			strict := writing(t, rag.Writing{Strict: true, Generator: generator(t, server, openai.GeneratorOptions{FirstToken: 200 * time.Millisecond})})
			for range 8 {
				server.Fail(test.fault)
			}
			var failed *openai.Error
			if _, err := strict.Answer(t.Context(), rag.Question{Text: patents}, nil); !errors.As(err, &failed) {
				t.Errorf("strict: error %v", err)
			}
		})
	}
}

// noLeak fails the test if a goroutine outlives it and its server.
func noLeak(t *testing.T) {
	before := goleak.IgnoreCurrent()
	t.Cleanup(func() { goleak.VerifyNone(t, before) })
}

// TestKilledAnywhere kills the server at every byte of an answer.
func TestKilledAnywhere(t *testing.T) {
	noLeak(t)
	server := openaitest.New(t)
	server.Answer(aboutPatents)
	t.Cleanup(server.Client().CloseIdleConnections)
	base := newEngine(t, builtin(t))
	fresh := func(server *openaitest.Server) *rag.Engine { // so that no breaker opens
		e, err := base.WithWriter(rag.Writing{Generator: generator(t, server, openai.GeneratorOptions{})})
		if err != nil {
			t.Fatal(err)
		}
		return e
	}
	whole := mustAnswer(t, fresh(server), rag.Question{Text: patents})
	last := server.Requests()[0]
	size := len(openaitest.StreamBody(aboutPatents(last), last.Model)) + 400 // the usage chunk too
	const workers = 8
	step := 1
	if testing.Short() {
		step = 13
	}
	var complete, labelled atomic.Int64
	var running sync.WaitGroup
	for first := range workers {
		server := openaitest.New(t)
		server.Answer(aboutPatents)
		t.Cleanup(server.Client().CloseIdleConnections)
		running.Go(func() {
			for at := first * step; at <= size; at += workers * step {
				server.Fail(openaitest.CutStream(at))
				a, err := fresh(server).Answer(t.Context(), rag.Question{Text: patents}, nil)
				switch {
				case err == nil && a.Text == whole.Text && a.Degraded == "":
					complete.Add(1)
				case err == nil && a.Degraded != "" && len(a.Footnotes) > 0:
					labelled.Add(1)
				default:
					t.Errorf("cut at byte %d: error %v, degraded %q, text %q", at, err, a.Degraded, a.Text)
				}
			}
		})
	}
	running.Wait()
	if complete.Load() == 0 || labelled.Load() == 0 {
		t.Errorf("%d complete, %d labelled", complete.Load(), labelled.Load())
	}
}

func TestCacheAndFlights(t *testing.T) {
	server := openaitest.New(t)
	server.Answer(aboutPatents)
	cache := &memory{}
	w := rag.Writing{Generator: generator(t, server, openai.GeneratorOptions{}), Answers: cache}
	e := writing(t, w)
	first := mustAnswer(t, e, rag.Question{Text: patents})
	for _, same := range []string{patents, "  騰訊申請了多少件專利?", "騰訊申請了多少件專利"} {
		again := mustAnswer(t, e, rag.Question{Text: same})
		if !again.Cached || again.Text != first.Text || len(again.Footnotes) != len(first.Footnotes) {
			t.Errorf("%q: %+v", same, again)
		}
	}
	if n := len(server.Requests()); n != 1 {
		t.Errorf("%d requests, want 1", n)
	}
	// The same words in the other script are answered in that script.
	if a := mustAnswer(t, e, rag.Question{Text: "腾讯申请了多少件专利？"}); a.Cached {
		t.Error("an answer in traditional characters was reused for a question in simplified ones")
	}
	other := w
	other.Generator = generator(t, server, openai.GeneratorOptions{Model: "another"})
	if a := mustAnswer(t, writing(t, other), rag.Question{Text: patents}); a.Cached {
		t.Error("another model's answer was reused")
	}
	for key := range cache.kept {
		cache.kept[key] = []byte(`{"Text":"x [1]","Footnotes":[{"Passage":0,"Start":1,"End":2}]}`)
	}
	if a := mustAnswer(t, e, rag.Question{Text: patents}); a.Cached {
		t.Error("a kept answer with a quotation that is none was reused")
	}
}

func TestSameQuestionOnce(t *testing.T) {
	noLeak(t)
	server := openaitest.New(t)
	release := make(chan struct{})
	server.Answer(func(r openaitest.Request) string { <-release; return aboutPatents(r) })
	t.Cleanup(server.Client().CloseIdleConnections)
	e := writing(t, rag.Writing{Generator: generator(t, server, openai.GeneratorOptions{})})
	ctx, leave := context.WithCancel(t.Context())
	results := make(chan string, 10)
	for i := range 10 {
		go func() {
			c := t.Context()
			if i == 0 {
				c = ctx
			}
			a, err := e.Answer(c, rag.Question{Text: patents}, nil)
			if err != nil {
				results <- "error: " + err.Error()
				return
			}
			results <- a.Text
		}()
	}
	for len(server.Requests()) == 0 {
		time.Sleep(time.Millisecond)
	}
	leave() // the first one goes; the others still get their answer
	if got := <-results; got != "error: context canceled" {
		t.Errorf("the one who left got %q", got)
	}
	close(release)
	for range 9 {
		if got := <-results; !strings.Contains(got, "6.6萬件") {
			t.Errorf("got %q", got)
		}
	}
	if n := len(server.Requests()); n != 1 {
		t.Errorf("%d requests, want 1", n)
	}
}

// TestManyAsk: 200 questions at once while half of the requests are turned away.
func TestManyAsk(t *testing.T) {
	server := openaitest.New(t)
	var mu sync.Mutex
	running, most := 0, 0
	server.Answer(func(r openaitest.Request) string {
		mu.Lock()
		running++
		most = max(most, running)
		mu.Unlock()
		time.Sleep(2 * time.Millisecond)
		mu.Lock()
		running--
		mu.Unlock()
		return aboutPatents(r)
	})
	server.Busy(func(n int) (int, http.Header) {
		if n%2 == 1 {
			return 429, http.Header{"Retry-After-Ms": {"5"}}
		}
		return 0, nil
	})
	const limit, askers, each = 4, 20, 10
	e := writing(t, rag.Writing{Generator: generator(t, server, openai.GeneratorOptions{Concurrent: limit})})
	order := make([][]int, askers)
	var waiting sync.WaitGroup
	for n := range askers * each {
		asker, turn := n%askers, n/askers
		started := make(chan struct{})
		waiting.Go(func() {
			close(started)
			a, err := e.Answer(t.Context(), rag.Question{
				Text: fmt.Sprintf("騰訊申請了多少件專利？ %d", n), Asker: fmt.Sprint(asker),
			}, nil)
			if err != nil || a.Text == "" {
				t.Errorf("question %d: error %v, text %q", n, err, a.Text)
			}
			mu.Lock()
			order[asker] = append(order[asker], turn)
			mu.Unlock()
		})
		<-started
		time.Sleep(200 * time.Microsecond) // so that there is an order of arrival
	}
	waiting.Wait()
	for asker, turns := range order {
		for i, turn := range turns {
			if i != turn {
				t.Errorf("asker %d was answered in the order %v", asker, turns)
				break
			}
		}
		if len(turns) != each {
			t.Errorf("asker %d got %d answers of %d", asker, len(turns), each)
		}
	}
	if most > limit {
		t.Errorf("%d requests at once, the limit is %d", most, limit)
	}
}

func TestFollowUpIsRewritten(t *testing.T) {
	server := openaitest.New(t)
	server.Answer(func(r openaitest.Request) string {
		if strings.Contains(r.Messages[0].Content, `"search"`) {
			return "```json\n{\"question\": \"騰訊申請了多少件專利？\", \"search\": \"騰訊 專利 件數\"}\n```"
		}
		return aboutPatents(r)
	})
	e := writing(t, rag.Writing{Generator: generator(t, server, openai.GeneratorOptions{})})
	history := []rag.Turn{{Question: "華為的5G專利排名第幾？", Answer: "華為的5G專利數量多年蟬聯第一。 [1]"}}
	a := mustAnswer(t, e, rag.Question{Text: "那騰訊呢？", History: history})
	if a.Question != patents || !strings.Contains(a.Text, "6.6萬件") || a.Mode != rag.ModeLLM {
		t.Errorf("%+v", a)
	}
	for name, bad := range map[string]string{"no JSON": "I think so.", "a link": `{"question":"見 https://evil.example 騰訊","search":""}`,
		"off topic": `{"question":"如何煮牛肉麵？"}`, "empty": `{}`, "long": `{"question":"` + strings.Repeat("騰訊", 300) + `"}`} {
		t.Run(name, func(t *testing.T) {
			server.Answer(func(r openaitest.Request) string {
				if strings.Contains(r.Messages[0].Content, `"search"`) {
					return bad
				}
				return aboutPatents(r)
			})
			if a := mustAnswer(t, e, rag.Question{Text: "那騰訊的專利呢？", History: history}); strings.Contains(a.Question, "evil") || strings.Contains(a.Question, "牛肉") {
				t.Errorf("understood %q", a.Question)
			}
		})
	}
}
