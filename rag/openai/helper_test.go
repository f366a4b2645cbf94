package openai

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strings"
	"syscall"
	"testing"
	"time"

	"go.uber.org/goleak"

	"footnote/internal/openaitest"
	"footnote/rag/index"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const testKey = "sk-canary-4711"

// on returns an embedder of server that does not spend time between retries.
func on(t *testing.T, server *openaitest.Server, options EmbedderOptions) *Embedder {
	t.Helper()
	if options.BaseURL == "" {
		options.BaseURL = server.URL()
	}
	e := mustNew(t, options)
	e.sleep = func(ctx context.Context, _ time.Duration) error { return ctx.Err() }
	return e
}

func mustNew(t *testing.T, options EmbedderOptions) *Embedder {
	t.Helper()
	e, err := NewEmbedder(options)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(e.client.CloseIdleConnections)
	return e
}

// mustFail embeds texts and returns the [*Error] that must result.
func mustFail(t *testing.T, e *Embedder, texts ...string) *Error {
	t.Helper()
	vectors, err := e.Embed(t.Context(), index.RolePassage, texts)
	var failed *Error
	if !errors.As(err, &failed) {
		t.Fatalf("error %v (%T), want an *Error", err, err)
	}
	if vectors != nil {
		t.Errorf("%d vectors with the error %v", len(vectors), err)
	}
	if failed.Hint == "" {
		t.Errorf("no hint with the error %v", err)
	}
	return failed
}

func mustEmbed(t *testing.T, e *Embedder, texts ...string) [][]float32 {
	t.Helper()
	vectors, err := e.Embed(t.Context(), index.RolePassage, texts)
	if err != nil {
		t.Fatal(err)
	}
	return vectors
}

func numbered(count int) []string {
	texts := make([]string, count)
	for i := range texts {
		texts[i] = fmt.Sprintf("text %d", i)
	}
	return texts
}

// sizes returns the number of inputs of each request.
func sizes(server *openaitest.Server) []int {
	var counts []int
	for _, request := range server.Requests() {
		counts = append(counts, len(request.Inputs))
	}
	return counts
}

// A script is a server without a socket, so that time can be faked. It gives its answers in
// turn and records the time of each request.
type script struct {
	answers []func(*http.Request) (*http.Response, error)
	times   []time.Time
}

func (s *script) RoundTrip(request *http.Request) (*http.Response, error) {
	s.times = append(s.times, time.Now())
	return s.answers[len(s.times)-1](request)
}

// gaps returns the times between requests.
func (s *script) gaps() []time.Duration {
	var gaps []time.Duration
	for i := 1; i < len(s.times); i++ {
		gaps = append(gaps, s.times[i].Sub(s.times[i-1]))
	}
	return gaps
}

func status(code int, header http.Header) func(*http.Request) (*http.Response, error) {
	return func(*http.Request) (*http.Response, error) {
		return &http.Response{StatusCode: code, Header: header, Body: http.NoBody}, nil
	}
}

func good(*http.Request) (*http.Response, error) {
	body := `{"data":[{"index":0,"embedding":[1,2]}]}`
	return &http.Response{StatusCode: 200, Body: io.NopCloser(strings.NewReader(body))}, nil
}

func reset(*http.Request) (*http.Response, error) { return nil, syscall.ECONNRESET }

func slowDial(*http.Request) (*http.Response, error) {
	return nil, &net.OpError{Op: "dial", Net: "tcp", Err: os.ErrDeadlineExceeded}
}

func silence(request *http.Request) (*http.Response, error) {
	<-request.Context().Done()
	return nil, request.Context().Err()
}

// run embeds one text in a bubble of fake time.
func run(t *testing.T, ctx context.Context, answers ...func(*http.Request) (*http.Response, error)) (*script, error) {
	t.Helper()
	server := &script{answers: answers}
	e := mustNew(t, EmbedderOptions{HTTPClient: &http.Client{Transport: server}})
	_, err := e.Embed(ctx, index.RoleQuery, []string{"a"})
	return server, err
}
