package rag_test

import (
	"errors"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/goleak"

	"footnote/internal/long"
	"footnote/internal/openaitest"
	"footnote/rag"
	"footnote/rag/openai"
)

// TestDegrades checks that the reader gets an answer whatever the server does, with the reason
// why it is not the model's.
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

// TestBrokenAnswerIsCompleted checks that what was shown stays, and that sentences of the
// article follow.
func TestBrokenAnswerIsCompleted(t *testing.T) {
	server := openaitest.New(t)
	server.Answer(func(r openaitest.Request) string {
		return "全國工商聯的數據可以佐證。[" + numberOf(r, "全國工商聯") + "] 騰訊申請的專利"
	})
	server.Finish("content_filter")
	e := writing(t, rag.Writing{Generator: generator(t, server, openai.GeneratorOptions{})})
	a := mustAnswer(t, e, rag.Question{Text: patents})
	if !strings.HasPrefix(a.Text, "全國工商聯的數據可以佐證。 [1]\n\n以下為文章原文：\n") || !strings.Contains(a.Text, "6.6萬件") || !strings.Contains(a.Degraded, "拒絕") {
		t.Errorf("degraded %q, text %q", a.Degraded, a.Text)
	}
	if len(a.Footnotes) < 2 || a.Mode != rag.ModeLLM {
		t.Errorf("mode %s, footnotes %+v", a.Mode, a.Footnotes)
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
	article := builtin(t)
	fresh := func(server *openaitest.Server) *rag.Engine { // so that no breaker opens
		return writingAbout(t, rag.Writing{Generator: generator(t, server, openai.GeneratorOptions{})}, article)
	}
	whole := mustAnswer(t, fresh(server), rag.Question{Text: patents})
	last := server.Requests()[0]
	size := len(openaitest.StreamBody(aboutPatents(last), last.Model)) + 400 // including the usage chunk
	const workers = 8
	step := 1
	if !long.On(t) {
		step = 37
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
