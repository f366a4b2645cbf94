// Package openaitest is a fake of the OpenAI API for tests: a real HTTP server
// on a loopback port that speaks the wire format by hand, keeps every request
// for the test to judge, and misbehaves on demand.
//
// It knows the protocol and not the client: nothing of Footnote and no client
// library may enter, or the fake would mirror their mistakes. Each part of the
// API has a file of its own that adds a handler to [New]; the queue of faults
// is shared by all of them.
package openaitest

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"
	"testing"
)

// A Server is a fake API. It is safe for concurrent use.
type Server struct {
	web  *httptest.Server
	done chan struct{} // closed when the test ends: lets stuck answers go

	mu       sync.Mutex
	requests []Request
	faults   []Fault
	limit    int // inputs a request; 0 is no limit
}

// A Request is one request as the server read it.
type Request struct {
	Method string
	Path   string
	Header http.Header
	Body   []byte

	Model      string
	Inputs     []string
	Dimensions int // 0 where the request did not name them
}

// New starts a server that ends with the test.
func New(tb testing.TB) *Server {
	s := &Server{done: make(chan struct{})}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /v1/embeddings", s.handle(s.embeddings))
	mux.HandleFunc("/", s.handle(unknown))
	s.web = httptest.NewServer(mux)
	tb.Cleanup(func() {
		close(s.done)
		s.web.Close()
	})
	return s
}

// URL is the base URL to give to a client; it ends in /v1.
func (s *Server) URL() string { return s.web.URL + "/v1" }

// Requests returns what was asked so far, in order of arrival.
func (s *Server) Requests() []Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.requests)
}

// Fail queues faults. Each request uses up one, first in, first out; a request
// that finds none is answered well.
func (s *Server) Fail(faults ...Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = append(s.faults, faults...)
}

// LimitInputs makes the server refuse more than n inputs a request, with the
// words of a DashScope server. n below 1 is no limit.
func (s *Server) LimitInputs(n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.limit = n
}

// A handler answers a request that was read. The zero Fault asks for a good
// answer.
type handler func(w http.ResponseWriter, request Request, fault Fault)

// handle records the request and lets a fault that needs no good answer speak
// in place of next.
func (s *Server) handle(next handler) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		request, err := read(r)
		fault := s.record(request)
		switch {
		case fault.reply != nil:
			fault.reply(w, r, s.done)
		case err != nil:
			refuse(w, http.StatusBadRequest, "invalid_request_error", "the request is not JSON")
		default:
			next(w, request, fault)
		}
	}
}

// record keeps the request and takes the fault that is next.
func (s *Server) record(request Request) Fault {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.requests = append(s.requests, request)
	if len(s.faults) == 0 {
		return Fault{}
	}
	fault := s.faults[0]
	s.faults = s.faults[1:]
	return fault
}

// read takes the whole body: only then does the server notice that a client
// has gone. What could be read is returned with the error; no body is none.
func read(r *http.Request) (Request, error) {
	request := Request{Method: r.Method, Path: r.URL.Path, Header: r.Header.Clone()}
	body, err := io.ReadAll(r.Body)
	request.Body = body
	if err != nil || len(body) == 0 {
		return request, err
	}
	var fields struct {
		Model      string   `json:"model"`
		Input      []string `json:"input"`
		Dimensions int      `json:"dimensions"`
	}
	err = json.Unmarshal(body, &fields)
	request.Model, request.Inputs, request.Dimensions = fields.Model, fields.Input, fields.Dimensions
	return request, err
}

func unknown(w http.ResponseWriter, request Request, _ Fault) {
	refuse(w, http.StatusNotFound, "invalid_request_error", "unknown request: "+request.Method+" "+request.Path)
}

// refuse answers with an error object as the API reference describes it.
func refuse(w http.ResponseWriter, status int, kind, message string) {
	answer(w, status, map[string]any{
		"error": map[string]any{"message": message, "type": kind, "param": nil, "code": nil},
	})
}

func answer(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	// A client that has gone is not the server's concern.
	_ = json.NewEncoder(w).Encode(body)
}
