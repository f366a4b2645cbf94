package openai

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"footnote/internal/openaitest"
	"footnote/rag"
)

// recorded is a stream with everything that occurs: thoughts, characters of several bytes,
// escapes, comments, usage.
const recorded = ": OPENROUTER PROCESSING\n\n" +
	`data: {"id":"1","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}]}` + "\n\n" +
	`data: {"id":"1","choices":[{"index":0,"delta":{"reasoning":"Hm."},"finish_reason":null}]}` + "\n\n" +
	`data: {"id":"1","choices":[{"index":0,"delta":{"content":"<think>嗯</th"},"finish_reason":null}]}` + "\r\n\r\n" +
	`data: {"id":"1","choices":[{"index":0,"delta":{"content":"ink>\n大模"},"finish_reason":null}]}` + "\n\n" +
	"event: message\ndata: {\"id\":\"1\",\ndata: \"choices\":[{\"index\":0,\"delta\":{\"content\":\"型\\ud83d\\ude00 <\"}}]}\n\n" +
	`data: {"id":"1","choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"usage":null}` + "\n\n" +
	`data: {"id":"1","choices":[],"usage":{"prompt_tokens":9,"completion_tokens":5}}` + "\n\n" + done

const recordedText = "大模型😀 <"

func TestCutAtEveryByte(t *testing.T) {
	for name, ending := range map[string]error{"closed": io.EOF, "broken": io.ErrUnexpectedEOF} {
		t.Run(name, func(t *testing.T) {
			complete := 0
			for at := 0; at <= len(recorded); at++ {
				_, g := scripted(t, GeneratorOptions{}, func(*http.Request) (*http.Response, error) {
					body := io.MultiReader(strings.NewReader(recorded[:at]), failing{ending})
					return &http.Response{StatusCode: 200, Body: io.NopCloser(body)}, nil
				})
				g.sleep = func(context.Context, time.Duration) error { return errEnough } // one attempt
				text, generated, err := generate(t.Context(), g)
				checkCut(t, at, text, generated, err)
				if err == nil {
					complete++
				}
			}
			if want := len(recorded) - strings.Index(recorded, `"stop"}],"usage":null}`) - len(`"stop"}],"usage":null}`) + 1; complete != want {
				t.Errorf("complete at %d bytes, want %d", complete, want)
			}
		})
	}
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

// checkCut requires all of the text without an error, or a part of it with one.
func checkCut(t *testing.T, at int, text string, generated rag.Generated, err error) {
	t.Helper()
	switch {
	case err == nil && (text != recordedText || generated.Finish != rag.FinishStop):
		t.Errorf("cut at byte %d: text %q counts as complete", at, text)
	case err != nil && !strings.HasPrefix(recordedText, text):
		t.Errorf("cut at byte %d: text %q, error %v", at, text, err)
	}
}

func TestCutAtEveryByteOfASocket(t *testing.T) {
	whole := openaitest.StreamBody(recordedText, defaultChatModel)
	for name, cut := range map[string]func(int) openaitest.Fault{
		"chunked": openaitest.CutStream, "plain": openaitest.CutPlain, "reset": openaitest.ResetStream, "closed": openaitest.CloseStream,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := openaitest.New(t)
			server.Answer(func(openaitest.Request) string { return recordedText })
			for at := 0; at <= len(whole); at += 1 + at%5 {
				server.Fail(cut(at))
				g := writing(t, server, GeneratorOptions{})
				g.dialect.refuse(fieldUsage)
				g.sleep = func(context.Context, time.Duration) error { return errEnough }
				text, generated, err := generate(t.Context(), g)
				checkCut(t, at, text, generated, err)
				g.client.CloseIdleConnections()
			}
		})
	}
}

func TestSplitAtEveryByte(t *testing.T) {
	for size := 1; size <= len(recorded); size++ {
		var parts []step
		for rest := []byte(recorded); len(rest) > 0; rest = rest[min(size, len(rest)):] {
			parts = append(parts, step{0, string(rest[:min(size, len(rest))])})
		}
		_, g := scripted(t, GeneratorOptions{}, playing(append(parts, step{})...))
		got := mustGenerate(t, g, recordedText)
		if got.InputTokens != 9 || got.OutputTokens != 5 {
			t.Fatalf("generated %+v in pieces of %d", got, size)
		}
	}
}

func FuzzStream(f *testing.F) {
	f.Add([]byte(recorded))
	f.Add([]byte(`{"choices":[{"message":{"content":"a"},"finish_reason":"stop"}]}`))
	f.Add([]byte("error: boom\n"))
	f.Fuzz(func(t *testing.T, body []byte) {
		_, g := scripted(t, GeneratorOptions{}, func(*http.Request) (*http.Response, error) {
			return &http.Response{StatusCode: 200, Body: io.NopCloser(bytes.NewReader(body))}, nil
		})
		g.sleep = func(context.Context, time.Duration) error { return errEnough }
		text, _, err := generate(t.Context(), g)
		if err == nil && strings.TrimSpace(text) == "" {
			t.Errorf("an empty answer counts as complete")
		}
	})
}

func TestGenerateConcurrently(t *testing.T) {
	server := openaitest.New(t)
	server.Answer(func(r openaitest.Request) string { return "Re: " + r.Messages[0].Content })
	server.RefuseFields("temperature", "stream_options")
	g := writing(t, server, GeneratorOptions{})
	var group sync.WaitGroup
	for i := range 20 {
		group.Go(func() {
			p, text := rag.Prompt{User: strings.Repeat("x", i)}, ""
			_, err := g.Generate(t.Context(), p, func(delta string) error { text += delta; return nil })
			if err != nil || text != "Re: "+p.User {
				t.Errorf("text %q, error %v", text, err)
			}
		})
	}
	group.Wait()
}
