package openai

import (
	"context"
	"io"
	"net"
	"net/http"
	"os"
	"strings"
	"syscall"
	"testing"
	"time"

	"footnote/rag"
)

// A script is a server without a socket, so that time can be faked. It gives
// its answers in turn and keeps the time of each request.
type script struct {
	answers []func(*http.Request) (*http.Response, error)
	times   []time.Time
}

func (s *script) RoundTrip(request *http.Request) (*http.Response, error) {
	s.times = append(s.times, time.Now())
	return s.answers[len(s.times)-1](request)
}

// gaps is the time between requests.
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
	_, err := e.Embed(ctx, rag.RoleQuery, []string{"a"})
	return server, err
}
