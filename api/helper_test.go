package api_test

import (
	"bufio"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"footnote/api"
	"footnote/api/fault"
	"footnote/corpus"
	"footnote/corpus/doc"
	"footnote/library"
	"footnote/library/store"
	"footnote/rag/index"
)

const (
	tower = "# Lighthouse Handbook\n\n## Tower\n\nThe tower is 42 metres tall. It was built in 1898.\n\n## Visits\n\nThe tower is open to visitors on Saturdays.\n"
	lake  = "# 鏡湖報告\n\n鏡湖位於北坡，湖面面積為37平方公里。湖水最深處達到82公尺。每年十一月湖面開始結冰。\n"
)

// counted are figures of a test.
type counted struct {
	mu        sync.Mutex
	outcomes  map[string]int
	limits    map[string]int
	requests  map[string]map[int]int
	panics    int
	whetherOf []string
}

func (c *counted) do(what func()) {
	c.mu.Lock()
	defer c.mu.Unlock()
	what()
}

func (c *counted) Answered(outcome string, _ time.Duration) { c.do(func() { c.outcomes[outcome]++ }) }
func (c *counted) Waited(time.Duration)                     {}
func (c *counted) Refused(limit string)                     { c.do(func() { c.limits[limit]++ }) }
func (c *counted) Looked(cache string, _ bool, _ int) {
	c.do(func() { c.whetherOf = append(c.whetherOf, cache) })
}
func (c *counted) Panicked(*slog.Logger, string, any, []byte) { c.do(func() { c.panics++ }) }
func (c *counted) Requested(route string, status int) {
	c.do(func() {
		if c.requests[route] == nil {
			c.requests[route] = map[int]int{}
		}
		c.requests[route][status]++
	})
}

// A served API is one of a test.
type served struct {
	*testing.T
	*api.Server
	counted *counted
	library *library.Library
	url     string
	token   string // that requests bring; empty is none
}

// serve has an API answer from a library with the tower, by words alone.
func serve(t *testing.T, change func(*api.Options)) *served {
	t.Helper()
	db, err := store.OpenLibrary(t.Context(), filepath.Join(t.TempDir(), "footnote.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	builtin, err := corpus.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	kept, err := library.New(library.Options{Store: db, Reader: new(corpus.Reader), Example: index.New([]*corpus.Article{builtin})})
	if err != nil {
		t.Fatal(err)
	}
	s := &served{T: t, library: kept, counted: &counted{outcomes: map[string]int{}, limits: map[string]int{}, requests: map[string]map[int]int{}}}
	s.add(store.Local, "tower.md", tower)
	o := api.Options{Address: "127.0.0.1:8080", Library: kept, Figures: s.counted, Version: "test"}
	if change != nil {
		change(&o)
	}
	if s.Server, err = api.New(o); err != nil {
		t.Fatal(err)
	}
	web := httptest.NewServer(s.Server)
	t.Cleanup(web.Close)
	s.url = web.URL
	return s
}

// add keeps an article.
func (s *served) add(scope store.Scope, name, text string) string {
	s.Helper()
	added, err := s.library.Add(s.Context(), scope, doc.File{Name: name, Source: name, Data: []byte(text)}, library.Origin{}, nil)
	if err != nil {
		s.Fatal(err)
	}
	return added.Article.ID
}

// request is one with a body of JSON, or none where that is empty.
func (s *served) request(method, path, body string) *http.Request {
	s.Helper()
	r, err := http.NewRequestWithContext(s.Context(), method, s.url+path, strings.NewReader(body))
	if err != nil {
		s.Fatal(err)
	}
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	if s.token != "" {
		r.Header.Set("Authorization", "Bearer "+s.token)
	}
	return r
}

func (s *served) send(r *http.Request) (int, string, http.Header) {
	s.Helper()
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		s.Fatal(err)
	}
	defer response.Body.Close()
	raw, err := io.ReadAll(response.Body)
	if err != nil {
		s.Fatal(err)
	}
	return response.StatusCode, string(raw), response.Header
}

// get and post read an answer, which must be a good one, into what to points at.
func (s *served) get(path string, to any) { s.Helper(); s.read(s.request("GET", path, ""), to) }
func (s *served) post(path, body string, to any) {
	s.Helper()
	s.read(s.request("POST", path, body), to)
}

func (s *served) read(r *http.Request, to any) {
	s.Helper()
	status, body, _ := s.send(r)
	if status != http.StatusOK {
		s.Fatalf("%s %s: %d %s", r.Method, r.URL.Path, status, body)
	}
	if err := json.Unmarshal([]byte(body), to); err != nil {
		s.Fatalf("%s: %v in %s", r.URL.Path, err, body)
	}
}

// refused holds that a request ends in an error of that status and code.
func (s *served) refused(r *http.Request, status int, code string) fault.Details {
	s.Helper()
	got, body, header := s.send(r)
	var wrong fault.Body
	if err := json.Unmarshal([]byte(body), &wrong); err != nil || wrong.Error.Code == nil {
		s.Fatalf("%s %s: %d %s", r.Method, r.URL.Path, got, body)
	}
	if got != status || *wrong.Error.Code != code || wrong.Error.Message == "" || wrong.Error.Type == "" {
		s.Errorf("%s %s: %d %s, not %d %s", r.Method, r.URL.Path, got, body, status, code)
	}
	for name := range header {
		if strings.HasPrefix(name, "Access-Control") {
			s.Errorf("%s lets pages of other sites in", name)
		}
	}
	return wrong.Error
}

// events are those of a stream, the last of which is [DONE].
func (s *served) events(body string) (all []json.RawMessage) {
	s.Helper()
	status, raw, header := s.send(s.request("POST", "/v1/chat/completions", body))
	if status != http.StatusOK || !strings.HasPrefix(header.Get("Content-Type"), "text/event-stream") {
		s.Fatalf("%d %s", status, raw)
	}
	done := false
	lines := bufio.NewScanner(strings.NewReader(raw))
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		data, ok := strings.CutPrefix(lines.Text(), "data: ")
		switch {
		case !ok:
		case data == "[DONE]":
			done = true
		default:
			all = append(all, json.RawMessage(data))
		}
	}
	if !done {
		s.Fatalf("the stream does not end: %s", raw)
	}
	return all
}
