package rag_test

import (
	"errors"
	"strings"
	"testing"

	"footnote/internal/openaitest"
	"footnote/rag"
	"footnote/rag/intent"
	"footnote/rag/openai"
)

const (
	summarise = "總結一下重點"
	title     = "大模型這一年：從百家爭鳴到大企業領軍"
)

// own returns the summary in the article's own sentences.
func own(t *testing.T) rag.Answer {
	t.Helper()
	e := writing(t, rag.Writing{Generator: generator(t, openaitest.New(t), openai.GeneratorOptions{BaseURL: "http://127.0.0.1:1/v1"})})
	a := mustAnswer(t, e, rag.Question{Text: summarise})
	if a.Mode != rag.ModeExtractive || a.Degraded != "目前連不上語言模型，因此以文章原文回答。" || a.Intent != intent.Summary || a.Tier != rag.TierSure || len(a.Footnotes) < 3 || !strings.HasPrefix(a.Text, title+"\n") {
		t.Fatalf("%+v", a)
	}
	return a
}

// twoOf returns a model that writes two of the passages' sentences, the first of them in the
// prompt.
func twoOf(own rag.Answer) func(openaitest.Request) string {
	return func(r openaitest.Request) string {
		first, second := own.Footnotes[0].Quote, own.Footnotes[2].Quote
		return title + "\n" + first + "[" + numberOf(r, first) + "]" + second + "[" + numberOf(r, second) + "]"
	}
}

// TestSummary checks that a model writes a summary below the title, from the passages of the
// article's own summary, in as many sentences as asked for.
func TestSummary(t *testing.T) {
	own := own(t)
	server := openaitest.New(t)
	server.Answer(twoOf(own))
	e := writing(t, rag.Writing{Generator: generator(t, server, openai.GeneratorOptions{Model: "m"}), Answers: &memory{}})
	streamed := ""
	a, err := e.Answer(t.Context(), rag.Question{Text: "幫我用兩句話總結這篇文章"}, func(delta string) error {
		streamed += delta
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	want := title + "\n" + own.Footnotes[0].Quote + " [1] " + own.Footnotes[2].Quote + " [2]"
	if a.Text != want || streamed != want || a.Mode != rag.ModeLLM || a.Intent != intent.Summary || a.Tier != rag.TierSure || a.Degraded != "" || len(a.Footnotes) != 2 {
		t.Errorf("streamed %q\n%+v", streamed, a)
	}
	requests := server.Requests()
	prompt := requests[0].Messages[len(requests[0].Messages)-1].Content
	if len(requests) != 1 || !strings.Contains(prompt, "in 2 sentences") || !strings.Contains(prompt, title) {
		t.Errorf("%d requests, the first %s", len(requests), prompt)
	}
	if again := mustAnswer(t, e, rag.Question{Text: "用兩句話講重點"}); !again.Cached || again.Text != want || len(server.Requests()) != 1 {
		t.Errorf("asked again, %d requests: %+v", len(server.Requests()), again)
	}
	if longer := mustAnswer(t, e, rag.Question{Text: summarise}); longer.Cached || len(server.Requests()) != 2 {
		t.Errorf("another length, %d requests: %+v", len(server.Requests()), longer)
	}
}

// TestSummaryDegrades checks that the article's own sentences replace a useless summary, even
// if only the model may answer, and that they follow if the model breaks off.
func TestSummaryDegrades(t *testing.T) {
	own := own(t)
	for text, why := range map[string]string{
		"NO_ANSWER": "沒有找到答案", "": "不完整", "騰訊的股價是九百元。總部在上海。": "無法由文章證實", "<think>嗯。</think>": "不完整", title: "無法由文章證實",
	} {
		for _, strict := range []bool{false, true} {
			server := openaitest.New(t)
			server.Answer(func(openaitest.Request) string { return text })
			e := writing(t, rag.Writing{Strict: strict, Generator: generator(t, server, openai.GeneratorOptions{})})
			if a := mustAnswer(t, e, rag.Question{Text: summarise}); a.Text != own.Text || !strings.Contains(a.Degraded, why) || a.Mode != rag.ModeExtractive || a.Intent != intent.Summary {
				t.Errorf("of %q, degraded %q: %s", text, a.Degraded, a.Text)
			}
		}
	}
	server := openaitest.New(t)
	server.Answer(twoOf(own))
	server.Finish("content_filter")
	e := writing(t, rag.Writing{Generator: generator(t, server, openai.GeneratorOptions{})})
	a := mustAnswer(t, e, rag.Question{Text: summarise})
	if !strings.HasPrefix(a.Text, title+"\n"+own.Footnotes[0].Quote+" [1]") || !strings.Contains(a.Text, "\n\n以下為文章原文：\n") || len(a.Footnotes) != len(own.Footnotes) {
		t.Errorf("broken off: %q", a.Text)
	}
	strict := writing(t, rag.Writing{Strict: true, Generator: generator(t, server, openai.GeneratorOptions{BaseURL: "http://127.0.0.1:1/v1"})})
	var failed *rag.WriteError
	if _, err := strict.Answer(t.Context(), rag.Question{Text: summarise}, nil); !errors.As(err, &failed) {
		t.Errorf("without a server, in strict mode: error %v", err)
	}
}

// TestSummaryFits checks that no more passages are sent than fit a prompt.
func TestSummaryFits(t *testing.T) {
	for tokens, want := range map[int]int{100_000: 8, 700: 4, 1: 1} {
		server := openaitest.New(t)
		server.Answer(func(openaitest.Request) string { return "NO_ANSWER" })
		e := writing(t, rag.Writing{Generator: generator(t, server, openai.GeneratorOptions{}), ContextTokens: tokens})
		mustAnswer(t, e, rag.Question{Text: summarise})
		sent := server.Requests()[0].Messages
		if got := strings.Count(sent[len(sent)-1].Content, " passage "); got > want || got == 0 {
			t.Errorf("%d tokens: %d passages are sent, want at most %d", tokens, got, want)
		}
	}
}

// TestSummaryOfSubject checks that a summary of a part has nothing else, whoever writes it,
// and that there is none of what the article does not mention.
func TestSummaryOfSubject(t *testing.T) {
	e := newEngine(t, builtin(t))
	for _, question := range []string{"總結一下關於騰訊的部分", "概括一下腾讯"} {
		a := mustAnswer(t, e, rag.Question{Text: question})
		lines := strings.Split(a.Text, "\n")
		if a.Intent != intent.Summary || len(lines) < 3 || lines[0] != title {
			t.Errorf("%s: %+v", question, a)
		}
		for _, f := range a.Footnotes {
			if !strings.Contains(f.Quote, "騰訊") {
				t.Errorf("%s: %s", question, f.Quote)
			}
		}
	}
	if a := mustAnswer(t, e, rag.Question{Text: "總結一下關於恐龍的部分"}); !a.Abstained() || len(a.Footnotes) > 0 {
		t.Errorf("%+v", a)
	}
	server := openaitest.New(t)
	server.Answer(func(openaitest.Request) string { return "NO_ANSWER" })
	w := writing(t, rag.Writing{Generator: generator(t, server, openai.GeneratorOptions{})})
	mustAnswer(t, w, rag.Question{Text: "總結一下關於恐龍化石的部分"})
	if a := mustAnswer(t, w, rag.Question{Text: "總結一下關於盤古的部分"}); len(a.Footnotes) == 0 || a.Mode != rag.ModeExtractive {
		t.Errorf("%+v", a)
	}
	requests := server.Requests()
	if sent := requests[len(requests)-1].Messages; !strings.Contains(sent[len(sent)-1].Content, title+": 盤古") || strings.Contains(sent[len(sent)-1].Content, "724.5EB") {
		t.Errorf("sent %+v", sent)
	}
}
