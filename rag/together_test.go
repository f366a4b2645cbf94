package rag_test

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"footnote/internal/openaitest"
	"footnote/rag"
	"footnote/rag/openai"
)

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
		t.Error("a cached answer with an invalid quotation was reused")
	}
}

func TestSameQuestionOnce(t *testing.T) {
	noLeak(t)
	server := openaitest.New(t)
	release := make(chan struct{})
	// Late callers find the answer in the cache; all others wait for the same one.
	server.Answer(func(r openaitest.Request) string { <-release; return aboutPatents(r) })
	t.Cleanup(server.Client().CloseIdleConnections)
	e := writing(t, rag.Writing{Generator: generator(t, server, openai.GeneratorOptions{}), Answers: &memory{}})
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
	leave() // the first one leaves; the others still get their answer
	if got := <-results; got != "error: context canceled" {
		t.Errorf("the caller who left got %q", got)
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

// TestManyQuestions asks 200 questions at once while half of the requests are turned away.
func TestManyQuestions(t *testing.T) {
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
	const limit, questions = 4, 200
	e := writing(t, rag.Writing{Generator: generator(t, server, openai.GeneratorOptions{Concurrent: limit})})
	var waiting sync.WaitGroup
	for n := range questions {
		waiting.Go(func() {
			a, err := e.Answer(t.Context(), rag.Question{Text: fmt.Sprintf("騰訊申請了多少件專利？ %d", n)}, nil)
			if err != nil || a.Text == "" {
				t.Errorf("question %d: error %v, text %q", n, err, a.Text)
			}
		})
	}
	waiting.Wait()
	if most > limit {
		t.Errorf("%d concurrent requests, the limit is %d", most, limit)
	}
}
