// Package openaitest is a fake of the OpenAI API for tests: a real HTTP server on a loopback port
// that implements the wire format itself, records every request for the test to inspect, and
// injects faults. It serves
//
//	POST /v1/embeddings
//	POST /v1/chat/completions, whole or as a stream of server-sent events
//	GET  /v1/models
//
// Normal responses are the same on every run, to the byte.
//
// The package imports neither Footnote's packages nor a client library, so that it cannot share
// their mistakes. Each part of the API is in a file of its own; all share the queue of faults.
//
// A request is recorded first. Then, in this order, [Server.Busy] may turn it away, a queued fault
// may respond, and the server rejects it if it is invalid. Otherwise there is a normal response,
// whose body a fault may still send incorrectly.
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
	limit    int      // inputs per request; 0 means no limit
	refused  []string // fields that the server rejects
	busy     func(n int) (int, http.Header)
	writer   writer
}

// New starts a server that speaks HTTP/1.1 and ends with the test.
func New(tb testing.TB) *Server {
	return start(tb, (*httptest.Server).Start)
}

// NewHTTP2 starts a server that speaks HTTP/2 over TLS and ends with the test. Only [Server.Client]
// trusts it. A client that does not support HTTP/2 gets HTTP/1.1.
func NewHTTP2(tb testing.TB) *Server {
	return start(tb, func(web *httptest.Server) {
		web.EnableHTTP2 = true
		web.StartTLS()
	})
}

// start starts a server. The context of every request ends with the test, so that a handler that
// waits for its client to disconnect does not outlive the test.
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

// URL returns the base URL for clients. It ends in /v1.
func (s *Server) URL() string { return s.web.URL + "/v1" }

// Client returns an HTTP client that trusts the server and speaks its protocol. All calls return the
// same client. Its idle connections are closed when the test ends.
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
