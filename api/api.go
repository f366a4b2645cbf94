// Package api serves Footnote to other programs over HTTP: with OpenAI's API, for existing
// clients, and with routes of its own that return the same values as the command line.
//
// Package access admits requests, model finds the articles, and answering does the work.
// OpenAI's dialect is in chat and embedding, errors are in fault, the values in value. This
// package reads no flags and no environment.
package api

import (
	"cmp"
	"errors"
	"log/slog"
	"net/http"
	"time"

	"footnote/api/access"
	"footnote/api/answering"
	"footnote/api/chat"
	"footnote/api/embedding"
	"footnote/api/model"
	"footnote/internal/request"
	"footnote/library"
	"footnote/library/store"
	"footnote/rag/index"
)

// Options configure a server. Library and Figures must be set.
type Options struct {
	Address    string   // where the server listens, for [access.New]
	Tokens     []string // see [access.Options]
	Library    *library.Library
	Scopes     []store.Scope  // that may be read; the first is the default; empty means the local one
	Embedder   index.Embedder // for /v1/embeddings; nil turns that route off
	Figures    Figures
	Log        *slog.Logger // nil logs nothing
	LogContent bool         // include questions and answers in the log
	Version    string       // of the program

	Rate       int           // requests per minute per token; 0 means no limit
	Concurrent int           // requests processed at once; 0 means 8
	Waiting    int           // requests that may wait; 0 means 120
	Within     time.Duration // time limit for one request; 0 means two minutes

	// Mounts are further handlers behind the same gate, by path, such as /mcp.
	Mounts map[string]Mount
}

// A Mount returns a handler that answers from the models, using the worker.
type Mount func(*model.Models, *answering.Worker) http.Handler

// Figures count what the server does. They are safe for concurrent use.
type Figures interface {
	answering.Figures
	// Requested counts a request by its route, which is one of [Routes], the path of a mount or
	// "other", and by the status of the response.
	Requested(route string, status int)
}

// A Server answers requests.
type Server struct {
	options Options
	gate    *access.Gate
	models  *model.Models
	worker  *answering.Worker
	chat    *chat.Handler
	vectors embedding.Handler
	bodies  chan struct{} // one slot for each body that may be read at once
	handler http.Handler
}

// New returns a server. If the options are unsafe, the error is an [*access.OptionError].
func New(o Options) (*Server, error) {
	gate, err := access.New(access.Options{Address: o.Address, Tokens: o.Tokens, Rate: o.Rate})
	if err != nil {
		return nil, err
	}
	if o.Library == nil || o.Figures == nil {
		return nil, errors.New("api: a library and figures are needed")
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if len(o.Scopes) == 0 {
		o.Scopes = []store.Scope{store.Local}
	}
	o.Log = request.Log(o.Log)
	o.Concurrent, o.Waiting, o.Within = cmp.Or(o.Concurrent, 8), cmp.Or(o.Waiting, 120), cmp.Or(o.Within, 2*time.Minute)
	s := &Server{options: o, gate: gate, models: &model.Models{Library: o.Library, Scopes: o.Scopes}, vectors: embedding.Handler{Embedder: o.Embedder}, bodies: make(chan struct{}, bodiesAtOnce)}
	s.worker = &answering.Worker{Places: access.NewPlaces(o.Concurrent, o.Waiting), Within: o.Within, Figures: o.Figures, Log: o.Log, LogContent: o.LogContent}
	s.chat = &chat.Handler{Models: s.models, Worker: s.worker}
	s.handler = s.routes()
	return s, nil
}

// Length returns the numbers of requests that wait and that are being processed.
func (s *Server) Length() (waiting, busy int) { return s.worker.Places.Length() }

// ServeHTTP answers a request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.handler.ServeHTTP(w, r) }
