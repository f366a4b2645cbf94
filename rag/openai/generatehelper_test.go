package openai

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"footnote/internal/openaitest"
	"footnote/rag"
)

var question = rag.Prompt{System: "Answer.", User: "問題？"}

// writing returns a generator of server that does not spend time between retries.
func writing(t *testing.T, server *openaitest.Server, options GeneratorOptions) *Generator {
	t.Helper()
	if options.BaseURL == "" {
		options.BaseURL = server.URL()
	}
	g := mustWrite(t, options)
	g.sleep = func(ctx context.Context, _ time.Duration) error { return ctx.Err() }
	return g
}

// mustWrite returns a generator without a practical limit on requests per minute.
func mustWrite(t *testing.T, options GeneratorOptions) *Generator {
	t.Helper()
	options.PerMinute = orDefault(options.PerMinute, 1_000_000)
	options.Key = orDefault(options.Key, testKey)
	g, err := NewGenerator(options)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(g.client.CloseIdleConnections)
	return g
}

// generate returns what was emitted together with the results of Generate.
func generate(ctx context.Context, g *Generator) (string, rag.Generated, error) {
	var text strings.Builder
	generated, err := g.Generate(ctx, question, func(delta string) error {
		text.WriteString(delta)
		return nil
	})
	return text.String(), generated, err
}

// mustGenerate requires the answer text, complete.
func mustGenerate(t *testing.T, g *Generator, want string) rag.Generated {
	t.Helper()
	text, generated, err := generate(t.Context(), g)
	if err != nil {
		t.Fatalf("error %v, hint %q", err, err.(*Error).Hint)
	}
	if diff := cmp.Diff(want, text); diff != "" {
		t.Errorf("text (-want +got):\n%s", diff)
	}
	return generated
}

// mustNotGenerate requires an [*Error] after the text want.
func mustNotGenerate(t *testing.T, g *Generator, want string) *Error {
	t.Helper()
	text, generated, err := generate(t.Context(), g)
	return failureOf(t, want, text, generated, err)
}

// failureOf checks what holds for every error.
func failureOf(t *testing.T, want, text string, generated rag.Generated, err error) *Error {
	t.Helper()
	var failed *Error
	if !errors.As(err, &failed) {
		t.Fatalf("text %q, error %v (%T), want an *Error", text, err, err)
	}
	if diff := cmp.Diff(want, text); diff != "" {
		t.Errorf("text before the error %v (-want +got):\n%s", err, diff)
	}
	if generated != (rag.Generated{}) || failed.Hint == "" {
		t.Errorf("generated %+v, hint %q with the error %v", generated, failed.Hint, err)
	}
	if strings.Contains(failed.Error()+failed.Hint, "4711") {
		t.Errorf("the key is in %q, hint %q", failed, failed.Hint)
	}
	return failed
}

// says returns a chunk with text, which must be escaped for JSON.
func says(text string) string {
	return `data: {"choices":[{"index":0,"delta":{"content":"` + text + `"}}]}` + "\n\n"
}

// ends returns a chunk with a reason to finish.
func ends(reason string) string {
	return `data: {"choices":[{"index":0,"delta":{},"finish_reason":"` + reason + `"}]}` + "\n\n"
}

const (
	done    = "data: [DONE]\n\n"
	comment = ": keep-alive\n\n"
)

// A step is a part of a body, with the time before it.
type step struct {
	wait time.Duration
	text string
}

// playing answers with a stream of steps and then stalls, unless the last step is empty: then
// the body ends.
func playing(steps ...step) func(*http.Request) (*http.Response, error) {
	return func(request *http.Request) (*http.Response, error) {
		header := http.Header{"Content-Type": {"text/event-stream"}}
		body := &played{ctx: request.Context(), steps: steps}
		return &http.Response{StatusCode: 200, Header: header, Body: io.NopCloser(body)}, nil
	}
}

// well answers with a good answer.
func well(request *http.Request) (*http.Response, error) {
	return playing(step{0, says("好") + ends("stop") + done}, step{})(request)
}

type played struct {
	ctx   context.Context
	steps []step
	rest  string
}

func (p *played) Read(buffer []byte) (int, error) {
	if p.rest == "" && len(p.steps) == 0 {
		<-p.ctx.Done()
		return 0, p.ctx.Err()
	}
	if p.rest == "" {
		next := p.steps[0]
		p.steps = p.steps[1:]
		if err := sleep(p.ctx, next.wait); err != nil {
			return 0, err
		}
		if next.text == "" {
			p.steps = []step{next}
			return 0, io.EOF
		}
		p.rest = next.text
	}
	count := copy(buffer, p.rest)
	p.rest = p.rest[count:]
	return count, nil
}

// scripted returns a generator of a server without a socket.
func scripted(t *testing.T, options GeneratorOptions, answers ...func(*http.Request) (*http.Response, error)) (*script, *Generator) {
	t.Helper()
	server := &script{answers: answers}
	options.HTTPClient = &http.Client{Transport: server}
	return server, mustWrite(t, options)
}
