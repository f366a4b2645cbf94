package openaitest_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"footnote/internal/openaitest"
)

// protocols returns the constructors of servers by protocol.
func protocols() map[string]func(testing.TB) *openaitest.Server {
	return map[string]func(testing.TB) *openaitest.Server{"HTTP/1.1": openaitest.New, "HTTP/2.0": openaitest.NewHTTP2}
}

// onBoth runs check with a server of each protocol.
func onBoth(t *testing.T, check func(t *testing.T, server *openaitest.Server)) {
	t.Helper()
	for protocol, begin := range protocols() {
		t.Run(protocol, func(t *testing.T) { check(t, begin(t)) })
	}
}

func good() string { return string(openaitest.StreamBody(openaitest.DefaultAnswer, "m")) }

// open starts a stream that ends with ctx. The caller closes the body.
func open(t *testing.T, ctx context.Context, server *openaitest.Server) *http.Response {
	t.Helper()
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, server.URL()+"/chat/completions", strings.NewReader(streamChat))
	if err != nil {
		t.Fatal(err)
	}
	response, err := server.Client().Do(request)
	if err != nil {
		t.Fatal(err)
	}
	return response
}

func TestProtocol(t *testing.T) {
	for protocol, begin := range protocols() {
		response := open(t, t.Context(), begin(t))
		defer response.Body.Close()
		if response.Proto != protocol {
			t.Errorf("protocol %s, want %s", response.Proto, protocol)
		}
	}
}

func TestBrokenStreams(t *testing.T) {
	// Over HTTP/2 the error has a type of its own.
	broken := map[string]struct {
		fault func(at int) openaitest.Fault
		want  func(err error) bool
	}{
		"cut":   {openaitest.CutStream, func(err error) bool { return errors.Is(err, io.ErrUnexpectedEOF) }},
		"reset": {openaitest.ResetStream, func(err error) bool { return errors.Is(err, syscall.ECONNRESET) }},
		"close": {openaitest.CloseStream, func(err error) bool { return err == nil }},
		"plain": {openaitest.CutPlain, func(err error) bool { return err == nil }},
	}
	for name, test := range broken {
		t.Run(name, func(t *testing.T) {
			onBoth(t, func(t *testing.T, server *openaitest.Server) {
				body := good()
				for _, at := range []int{-1, 0, 1, 100, len(body) - 1, len(body), len(body) + 1} {
					server.Fail(test.fault(at))
					got, err := chat(server, streamChat)
					if want := body[:min(max(at, 0), len(body))]; got.body != want {
						t.Errorf("at %d: %d bytes, want %d", at, len(got.body), len(want))
					}
					second := err != nil && strings.Contains(err.Error(), "INTERNAL_ERROR") && strings.HasSuffix(t.Name(), "HTTP/2.0")
					if !test.want(err) && !second {
						t.Errorf("at %d: error %v", at, err)
					}
					if test.want(nil) != (err == nil) || got.header.Get("Content-Type") != "text/event-stream" {
						t.Errorf("at %d: error %v, header %v", at, err, got.header)
					}
				}
			})
		})
	}
}

func TestTextFaultsOfStreams(t *testing.T) {
	body := good()
	line := `data: {"id":"chatcmpl-fake","object":"chat.completion.chunk","created":1700000000,"model":"fake-model",` +
		`"choices":[{"index":0,"delta":{"content":"`
	for name, test := range map[string]struct {
		fault openaitest.Fault
		want  string
	}{
		"split":         {openaitest.Split(7), body},
		"split by none": {openaitest.Split(0), body},
		"drip":          {openaitest.Drip(time.Microsecond), body},
		"keep alive":    {openaitest.KeepAlive(2, time.Millisecond), ": keep-alive\n\n: keep-alive\n\n" + body},
		"events":        {openaitest.Events("data: {\n\nno"), "data: {\n\nno"},
		"no events":     {openaitest.Events(""), ""},
		"short line":    {openaitest.HugeLine(10), line[:10]},
		"huge line":     {openaitest.HugeLine(100_000), line + strings.Repeat("x", 100_000-len(line))},
	} {
		t.Run(name, func(t *testing.T) {
			onBoth(t, func(t *testing.T, server *openaitest.Server) {
				server.Fail(test.fault)
				got := mustChat(t, server, streamChat)
				if diff := cmp.Diff(test.want, got.body); diff != "" {
					t.Errorf("body (-want +got):\n%s", diff)
				}
				if got.status != http.StatusOK || got.header.Get("Content-Type") != "text/event-stream" {
					t.Errorf("status %d, header %v", got.status, got.header)
				}
			})
		})
	}
}

func TestPiecesAreFlushed(t *testing.T) {
	for size, fault := range map[int]openaitest.Fault{3: openaitest.Split(3), 1: openaitest.Drip(0)} {
		server := openaitest.New(t)
		server.Answer(func(openaitest.Request) string { return "一二三" })
		server.Fail(fault)
		_, rest := raw(t, server, streamChat)
		for i, frame := range frames(t, rest) {
			if len(frame) != size && (i+1)*size < len(openaitest.StreamBody("一二三", "m")) {
				t.Errorf("frame %d is %q, want %d bytes", i, frame, size)
			}
		}
	}
}

func TestFaultsOnOtherAnswers(t *testing.T) {
	server := openaitest.New(t)
	server.Fail(openaitest.CloseStream(10), openaitest.Truncated())
	if got := mustChat(t, server, plainChat); got.body != `{"id":"cha` || got.header.Get("Content-Type") != "application/json" {
		t.Errorf("body %q, header %v", got.body, got.header)
	}
	if got := mustChat(t, server, streamChat); got.body != good()[:len(good())/2] {
		t.Errorf("body %q", got.body)
	}
}
