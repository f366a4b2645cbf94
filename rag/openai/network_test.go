package openai

import (
	"context"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"syscall"
	"testing"
	"time"

	"footnote/internal/openaitest"
	"footnote/rag/index"
)

func TestBrokenConnections(t *testing.T) {
	for name, fault := range map[string]openaitest.Fault{
		"reset": openaitest.Reset(),
		"cut":   openaitest.Cut(),
	} {
		t.Run(name+" once", func(t *testing.T) {
			server := openaitest.New(t)
			server.Fail(fault)
			mustEmbed(t, on(t, server, EmbedderOptions{}), "a", "b")
		})
		t.Run(name+" always", func(t *testing.T) {
			server := openaitest.New(t)
			server.Fail(fault, fault, fault)
			got := mustFail(t, on(t, server, EmbedderOptions{Key: testKey}), "a", "b")
			if got.Kind != KindNetwork || got.Status != 0 || got.Message == "" || len(server.Requests()) != 3 {
				t.Errorf("error %v after %d requests", got, len(server.Requests()))
			}
		})
	}
}

func TestServerUnreachable(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := listener.Addr().String()
	_ = listener.Close()
	e := mustNew(t, EmbedderOptions{BaseURL: "http://" + address + "/v1"})
	waits := 0
	e.sleep = func(context.Context, time.Duration) error { waits++; return nil }
	got := mustFail(t, e, "a")
	if got.Kind != KindNetwork || !errors.Is(got, syscall.ECONNREFUSED) || waits != 2 {
		t.Errorf("error %v, kind %q after %d waits", got, got.Kind, waits)
	}
	if strings.Contains(got.Message, "/v1") {
		t.Errorf("message %q contains the URL", got.Message)
	}
}

func TestStuckServer(t *testing.T) {
	for name, beginning := range map[string]string{"no headers": "", "half an answer": `{"object":"list",`} {
		t.Run(name, func(t *testing.T) {
			server := openaitest.New(t)
			server.Fail(openaitest.Stuck(beginning))
			got := mustFail(t, on(t, server, EmbedderOptions{Timeout: 30 * time.Millisecond}), "a")
			if got.Kind != KindTimeout || len(server.Requests()) != 1 {
				t.Errorf("error %v after %d requests", got, len(server.Requests()))
			}
		})
	}
}

func TestCancelledWhileWaitingForTheServer(t *testing.T) {
	server := openaitest.New(t)
	server.Fail(openaitest.Stuck(""))
	e := on(t, server, EmbedderOptions{})
	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		for len(server.Requests()) == 0 {
			time.Sleep(time.Millisecond)
		}
		cancel()
	}()
	if vectors, err := e.Embed(ctx, index.RoleQuery, []string{"a"}); err != context.Canceled || vectors != nil {
		t.Errorf("vectors %v, error %v", vectors, err)
	}
}

func TestContextThatHasEnded(t *testing.T) {
	server := openaitest.New(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := on(t, server, EmbedderOptions{}).Embed(ctx, index.RoleQuery, []string{"a"})
	if err != context.Canceled || len(server.Requests()) != 0 {
		t.Errorf("error %v, %d requests", err, len(server.Requests()))
	}
}

func TestRedirectIsNotFollowed(t *testing.T) {
	for name, custom := range map[string]*http.Client{"own client": nil, "custom client": {}} {
		t.Run(name, func(t *testing.T) {
			thief, server := openaitest.New(t), openaitest.New(t)
			server.Fail(openaitest.Redirect(thief.URL() + "/embeddings?token=" + testKey))
			got := mustFail(t, on(t, server, EmbedderOptions{Key: testKey, HTTPClient: custom}), "a")
			if len(thief.Requests()) != 0 {
				t.Errorf("the redirect to %s was followed", thief.URL())
			}
			want := "it redirects to " + strings.TrimSuffix(thief.URL(), "/v1")
			if got.Kind != KindNotFound || got.Status != 307 || got.Message != want {
				t.Errorf("error %v, want %q", got, want)
			}
			if custom != nil && custom.CheckRedirect != nil {
				t.Error("the caller's client was changed")
			}
		})
	}
}

func TestWrongSchemes(t *testing.T) {
	secure := httptest.NewUnstartedServer(http.NotFoundHandler())
	secure.Config.ErrorLog = log.New(io.Discard, "", 0)
	secure.StartTLS()
	defer secure.Close()
	plain := openaitest.New(t)
	for name, test := range map[string]struct{ base, hint string }{
		"certificate nobody signed": {secure.URL + "/v1", "certificate"},
		"https on http":             {strings.Replace(plain.URL(), "http:", "https:", 1), "http://"},
	} {
		t.Run(name, func(t *testing.T) {
			e := mustNew(t, EmbedderOptions{BaseURL: test.base})
			e.sleep = func(context.Context, time.Duration) error {
				t.Error("it was retried")
				return nil
			}
			got := mustFail(t, e, "a")
			if got.Kind != KindNetwork || !strings.Contains(got.Hint, test.hint) {
				t.Errorf("error %v, hint %q", got, got.Hint)
			}
		})
	}
}
