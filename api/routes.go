package api

import (
	"context"
	"crypto/rand"
	"errors"
	"maps"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"time"

	"footnote/api/answering"
	"footnote/api/chat"
	"footnote/api/embedding"
	"footnote/api/fault"
	"footnote/api/openapi"
	"footnote/api/value"
	"footnote/internal/request"
)

// A work handles a request. An error that it returns is sent as the response, unless it has
// written one already.
type work func(w http.ResponseWriter, r *http.Request) error

// A route is a described route with its handler.
type route struct {
	openapi.Route
	work work
}

// table returns all routes except the mounts.
func (s *Server) table() []route {
	get, post := http.MethodGet, http.MethodPost
	return []route{
		{openapi.Route{Method: get, Path: "/v1/models", Name: "models", Summary: "What may be asked: a model for each library and for each of its articles.", Response: reflect.TypeFor[ModelList]()}, s.listModels},
		{openapi.Route{Method: get, Path: "/v1/models/{model}", Name: "model", Summary: "One of the models.", Response: reflect.TypeFor[Model]()}, s.oneModel},
		{openapi.Route{Method: post, Path: "/v1/chat/completions", Name: "chat", Summary: "Answer the last message of a conversation, with footnotes.",
			Request: reflect.TypeFor[chat.Request](), Response: reflect.TypeFor[chat.Completion](), Event: reflect.TypeFor[chat.Chunk]()}, with(s, s.chat.Answer)},
		{openapi.Route{Method: post, Path: "/v1/embeddings", Name: "embeddings", Summary: "Make vectors of texts.", Request: reflect.TypeFor[embedding.Request](), Response: reflect.TypeFor[embedding.List]()}, with(s, s.embed)},
		{openapi.Route{Method: post, Path: "/ask", Name: "ask", Summary: "Answer a question, as footnote ask --json does.", Request: reflect.TypeFor[AskRequest](), Response: reflect.TypeFor[value.Answer]()}, with(s, s.ask)},
		{openapi.Route{Method: post, Path: "/search", Name: "search", Summary: "Find the passages that match best, as footnote search --json does.", Request: reflect.TypeFor[SearchRequest](), Response: reflect.TypeFor[value.Found]()}, with(s, s.search)},
		{openapi.Route{Method: post, Path: "/check", Name: "check", Summary: "Hold the sentences of a text against the articles.", Request: reflect.TypeFor[CheckRequest](), Response: reflect.TypeFor[value.Checked]()}, with(s, s.check)},
		{openapi.Route{Method: get, Path: "/articles", Name: "articles", Summary: "The articles of a library, as footnote library list --json has them, but of a file's source the name alone; ?scope= names another one than the first.", Response: reflect.TypeFor[value.Library]()}, s.articles},
		{openapi.Route{Method: get, Path: "/openapi.json", Name: "openapi", Summary: "This description.", Response: reflect.TypeFor[map[string]any]()}, s.describe},
	}
}

// Routes are the paths of all routes except the mounts.
var Routes = []string{"/v1/models", "/v1/models/{model}", "/v1/chat/completions", "/v1/embeddings", "/ask", "/search", "/check", "/articles", "/openapi.json"}

// routes returns a handler for all routes. Any other path or method results in an error.
func (s *Server) routes() http.Handler {
	mux := http.NewServeMux()
	ways := map[string]map[string]work{}
	for _, r := range s.table() {
		if ways[r.Path] == nil {
			ways[r.Path] = map[string]work{}
		}
		ways[r.Path][r.Method] = r.work
	}
	for path, methods := range ways {
		pattern := strings.Replace(path, "{model}", "{model...}", 1) // model ids contain a slash
		mux.Handle(pattern, s.at(path, func(w http.ResponseWriter, r *http.Request) error {
			do := methods[r.Method]
			if do == nil {
				return notAllowed(w, slices.Sorted(maps.Keys(methods))...)
			}
			_ = http.NewResponseController(w).SetWriteDeadline(time.Now().Add(s.options.Within + writing))
			return do(w, r)
		}))
	}
	for path, mount := range s.options.Mounts {
		behind := mount(s.models, s.worker)
		at := s.at(path, func(w http.ResponseWriter, r *http.Request) error {
			readUntil(w, time.Time{})
			behind.ServeHTTP(w, r)
			return nil
		})
		mux.Handle(path, at)
		mux.Handle(path+"/", at)
	}
	mux.Handle("/", s.at("other", func(http.ResponseWriter, *http.Request) error {
		return fault.NotFound("", "not_found", "there is nothing at this address; /openapi.json says what there is")
	}))
	return mux
}

// writing is how long a client may take to read a response.
const writing = 30 * time.Second

// at returns the handler of a path. It calls do for requests that are admitted, and sends the
// error that do returns.
func (s *Server) at(path string, do work) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		seen := &seen{ResponseWriter: w}
		id := "req_" + strings.ToLower(rand.Text())
		w.Header().Set("X-Request-Id", id)
		if r.Body == http.NoBody { // reading no body would not clear the read deadline, which would then end the response
			readUntil(w, time.Time{})
		} else {
			readUntil(w, time.Now().Add(readWithin))
		}
		if err := s.admitted(seen, r.WithContext(request.With(r.Context(), id)), do); err != nil && seen.status == 0 {
			known := fault.Of(err)
			if known.Status >= http.StatusInternalServerError && known.Cause != nil && r.Context().Err() == nil {
				s.options.Log.WarnContext(request.With(r.Context(), id), "a request failed", "route", path, "error", known.Cause)
			}
			known.Write(seen)
		}
		if r.Context().Err() != nil && !errors.Is(context.Cause(r.Context()), answering.ErrStopping) {
			seen.status = gone
		}
		s.options.Figures.Requested(path, seen.status)
	})
}

// gone is the status counted for a request whose client did not wait for the response. It is
// nginx's status for this, and never sent.
const gone = 499

func (s *Server) admitted(w http.ResponseWriter, r *http.Request, do work) error {
	if r.Method == http.MethodOptions { // web pages of other sites are not admitted
		return notAllowed(w, http.MethodGet, http.MethodPost)
	}
	if refusal := s.gate.Admit(r); refusal != nil {
		return refusal
	}
	return do(w, r)
}

func notAllowed(w http.ResponseWriter, methods ...string) error {
	w.Header().Set("Allow", strings.Join(methods, ", "))
	return &fault.Error{Status: http.StatusMethodNotAllowed, Type: fault.Request, Code: "method_not_allowed", Message: "this address takes " + strings.Join(methods, " and ")}
}

// seen is a ResponseWriter that records the status.
type seen struct {
	http.ResponseWriter
	status int
}

func (s *seen) WriteHeader(status int) {
	if s.status == 0 {
		s.status = status
	}
	s.ResponseWriter.WriteHeader(status)
}

func (s *seen) Write(raw []byte) (int, error) {
	if s.status == 0 {
		s.status = http.StatusOK
	}
	return s.ResponseWriter.Write(raw)
}

// Unwrap supports [http.ResponseController].
func (s *seen) Unwrap() http.ResponseWriter { return s.ResponseWriter }

// Flush implements [http.Flusher].
func (s *seen) Flush() { _ = http.NewResponseController(s.ResponseWriter).Flush() }
