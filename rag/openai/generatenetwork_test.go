package openai

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"footnote/internal/openaitest"
	"footnote/rag"
)

func TestGenerateServerUnreachable(t *testing.T) {
	refusing := func(context.Context, string, string) (net.Conn, error) {
		return nil, &net.OpError{Op: "dial", Err: &net.DNSError{Err: "no such host", Name: "nowhere.invalid"}}
	}
	unknown := &http.Client{Transport: &http.Transport{DialContext: refusing}}
	for name, options := range map[string]GeneratorOptions{
		"connection refused": {BaseURL: "http://" + closedPort(t) + "/v1"},
		"no such host":       {BaseURL: "http://nowhere.invalid/v1", HTTPClient: unknown},
	} {
		t.Run(name, func(t *testing.T) {
			g := mustWrite(t, options)
			waits := 0
			g.sleep = func(context.Context, time.Duration) error { waits++; return nil }
			if got := mustNotGenerate(t, g, ""); got.Kind != KindNetwork || got.Cause() != rag.CauseUnreachable || waits != 2 {
				t.Errorf("error %v after %d waits", got, waits)
			}
		})
	}
}

func closedPort(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	return listener.Addr().String()
}

func TestSocketsThatStall(t *testing.T) {
	short := GeneratorOptions{FirstToken: 50 * time.Millisecond, BetweenTokens: 50 * time.Millisecond}
	for name, test := range map[string]struct {
		fault openaitest.Fault
		want  string
	}{
		"never answers":         {openaitest.Stuck(""), ""},
		"before the first word": {openaitest.StallStream(0), ""},
		"in the middle":         {openaitest.StallStream(bytes.Index(recording(), []byte("世")) + len(`世"}}]}`) + 60), "世"},
		"endless keep-alives":   {openaitest.EndlessKeepAlive(time.Millisecond), ""},
		"slow drip":             {openaitest.Drip(10 * time.Millisecond), ""},
	} {
		t.Run(name, func(t *testing.T) {
			server := openaitest.New(t)
			server.Answer(func(openaitest.Request) string { return "世界世界" })
			server.Fail(test.fault)
			g := writing(t, server, short)
			if got := mustNotGenerate(t, g, test.want); got.Kind != KindTimeout || got.Cause() != rag.CauseTimeout || len(server.Requests()) != 1 {
				t.Errorf("error %v after %d requests", got, len(server.Requests()))
			}
			mustGenerate(t, g, "世界世界")
		})
	}
}

// recording returns the fake's answer without usage.
func recording() []byte { return openaitest.StreamBody("世界世界", defaultChatModel) }

func TestStreamsThatAreCut(t *testing.T) {
	middle := bytes.Index(recording(), []byte("界")) - 10
	for name, test := range map[string]struct {
		fault openaitest.Fault
		kind  Kind
	}{
		"cut, chunked":           {openaitest.CutStream(middle), KindCut},
		"cut, Connection: close": {openaitest.CutPlain(middle), KindCut},
		"cut, RST":               {openaitest.ResetStream(middle), KindCut},
		"cut, ended properly":    {openaitest.CloseStream(middle), KindCut},
	} {
		for protocol, start := range map[string]func(testing.TB) *openaitest.Server{"": openaitest.New, ", HTTP/2": openaitest.NewHTTP2} {
			t.Run(name+protocol, func(t *testing.T) {
				server := start(t)
				server.Answer(func(openaitest.Request) string { return "世界世界" })
				server.RefuseFields("stream_options")
				server.Fail(openaitest.Fault{}, test.fault)
				g := writing(t, server, GeneratorOptions{HTTPClient: server.Client()})
				if got := mustNotGenerate(t, g, "世"); got.Kind != test.kind || got.Cause() != rag.CauseBroken {
					t.Errorf("error %v, want kind %q", got, test.kind)
				}
				mustGenerate(t, g, "世界世界")
			})
		}
	}
}

func TestKeyStaysWithTheServer(t *testing.T) {
	t.Run("redirect", func(t *testing.T) {
		thief, server := openaitest.New(t), openaitest.New(t)
		server.Fail(openaitest.Redirect(thief.URL() + "/chat/completions"))
		got := mustNotGenerate(t, writing(t, server, GeneratorOptions{}), "")
		if got.Kind != KindNotFound || got.Status != 307 || len(thief.Requests()) != 0 {
			t.Errorf("error %v, %d requests to the other server", got, len(thief.Requests()))
		}
	})
	t.Run("certificate nobody signed", func(t *testing.T) {
		secure := httptest.NewUnstartedServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("the key was sent") }))
		secure.Config.ErrorLog = log.New(io.Discard, "", 0)
		secure.StartTLS()
		defer secure.Close()
		got := mustNotGenerate(t, mustWrite(t, GeneratorOptions{BaseURL: secure.URL + "/v1"}), "")
		if got.Kind != KindNetwork || !strings.Contains(got.Hint, "certificate") {
			t.Errorf("error %v, hint %q", got, got.Hint)
		}
	})
}

func TestServerNoticesCancellation(t *testing.T) {
	for name, stop := range map[string]func(context.CancelFunc) error{
		"cancelled":  func(cancel context.CancelFunc) error { cancel(); return nil },
		"emit fails": func(context.CancelFunc) error { return errEnough },
	} {
		t.Run(name, func(t *testing.T) {
			gone := make(chan struct{})
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				_, _ = io.Copy(io.Discard, r.Body)
				_, _ = io.WriteString(w, says("Hel"))
				_ = http.NewResponseController(w).Flush()
				<-r.Context().Done()
				close(gone)
			}))
			defer server.Close()
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			g := mustWrite(t, GeneratorOptions{BaseURL: server.URL})
			generated, err := g.Generate(ctx, question, func(string) error { return stop(cancel) })
			if err != context.Canceled && err != errEnough || generated != (rag.Generated{}) {
				t.Errorf("generated %+v, error %v", generated, err)
			}
			<-gone // otherwise the test times out
		})
	}
}

var errEnough = errors.New("enough")
