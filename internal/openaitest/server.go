// Package openaitest is a fake of the OpenAI API for tests: a real HTTP server
// on a loopback port that speaks the wire format by hand, keeps every request
// for the test to judge, and misbehaves on demand. It answers
//
//	POST /v1/embeddings
//	POST /v1/chat/completions, whole or as a stream of server-sent events
//	GET  /v1/models
//
// and every answer that is good is the same on every run, to the byte.
//
// It knows the protocol and not the client: nothing of Footnote and no client
// library may enter, or the fake would mirror their mistakes. Each part of the
// API has a file of its own that adds a handler to the routes; the queue of
// faults is shared by all of them.
//
// A request is recorded first. Then [Server.Busy] may turn it away, then a
// fault of the queue may answer it, then the server refuses what is wrong with
// it, and only then is there a good answer, which a fault may still send badly.
package openaitest

import (
	"bytes"
	"context"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"sync"
	"testing"
)

// A Server is a fake API. It is safe for concurrent use.
type Server struct {
	web  *httptest.Server
	over context.Context // ends with the test; each request's derives from it

	mu       sync.Mutex
	requests []Request
	faults   []Fault
	limit    int      // inputs a request; 0 is no limit
	refused  []string // fields that are unknown to the server
	busy     func(n int) (int, http.Header)
	writer   writer
}

// New starts a server that speaks HTTP/1.1 and ends with the test.
func New(tb testing.TB) *Server {
	return start(tb, (*httptest.Server).Start)
}

// NewHTTP2 starts a server that speaks HTTP/2 over TLS and ends with the test.
// Only [Server.Client] trusts it; a client that knows no HTTP/2 gets HTTP/1.1.
func NewHTTP2(tb testing.TB) *Server {
	return start(tb, func(web *httptest.Server) {
		web.EnableHTTP2 = true
		web.StartTLS()
	})
}

// start derives the context of every request from one that ends with the test:
// whoever waits for a client to go waits for the end of the test too.
func start(tb testing.TB, begin func(*httptest.Server)) *Server {
	ctx, end := context.WithCancel(context.Background())
	s := &Server{over: ctx}
	s.web = httptest.NewUnstartedServer(s.routes())
	s.web.Config.ErrorLog = log.New(quiet{os.Stderr}, "", log.LstdFlags)
	s.web.Config.BaseContext = func(net.Listener) context.Context { return ctx }
	begin(s.web)
	tb.Cleanup(func() {
		end()
		s.web.Close()
	})
	return s
}

// quiet drops log messages about incomplete handshakes: clients open connections in advance and
// abandon them, which says nothing about a test.
type quiet struct{ io.Writer }

func (q quiet) Write(line []byte) (int, error) {
	if bytes.Contains(line, []byte("TLS handshake error")) {
		return len(line), nil
	}
	return q.Writer.Write(line)
}

func (s *Server) routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /v1/embeddings", s.handle(s.embeddings))
	mux.HandleFunc("POST /v1/chat/completions", s.handle(s.chat))
	mux.HandleFunc("GET /v1/models", s.handle(s.list))
	mux.HandleFunc("/", s.handle(unknown))
	return mux
}

// URL is the base URL to give to a client; it ends in /v1.
func (s *Server) URL() string { return s.web.URL + "/v1" }

// Client is an HTTP client that trusts the server and speaks its protocol. All
// calls return the same one; its idle connections end with the test.
func (s *Server) Client() *http.Client { return s.web.Client() }

// Requests returns the requests so far, in order of arrival.
func (s *Server) Requests() []Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.requests)
}

// Fail queues faults. Each request that [Server.Busy] lets through uses up one, first in, first
// out. Once the queue is empty, responses are normal.
func (s *Server) Fail(faults ...Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = append(s.faults, faults...)
}

// LimitInputs makes the server reject more than n inputs per request, in the words of a
// DashScope server. An n below 1 means no limit.
func (s *Server) LimitInputs(n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.limit = n
}
