package api_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/goleak"

	"footnote/api"
	"footnote/api/answering"
	"footnote/api/model"
)

const (
	right = "0123456789abcdef-right"
	other = "0123456789abcdef-other"
)

func TestTokens(t *testing.T) {
	s := serve(t, func(o *api.Options) { o.Address, o.Tokens = "0.0.0.0:8080", []string{right, other} })
	for _, path := range []string{"/v1/models", "/v1/models/local", "/articles", "/openapi.json", "/nowhere", "/"} {
		for _, header := range []string{"", "Bearer", "Bearer ", "Bearer x", "Basic " + right, "Bearer " + right[:len(right)-1], "Bearer " + right + "x", right, "Bearer " + right + "," + other} {
			r := s.request("GET", path, "")
			r.Header.Set("Authorization", header)
			s.refused(r, http.StatusUnauthorized, "invalid_api_key")
		}
	}
	for _, token := range []string{right, other} {
		s.token = token
		var list api.ModelList
		s.get("/v1/models", &list)
		r := s.request("GET", "/v1/models", "")
		r.Host = "footnote.example.org" // behind a proxy
		s.read(r, &list)
	}
}

// Without a token only this machine is answered, by its own names and no page of
// another site.
func TestHosts(t *testing.T) {
	s := serve(t, nil)
	for host, ok := range map[string]bool{
		"localhost": true, "localhost:8080": true, "LOCALHOST:1": true, "127.0.0.1:8080": true, "127.9.9.9": true, "[::1]:8080": true,
		"evil.example": false, "evil.example:8080": false, "127.0.0.1.evil.example": false, "localhost.evil.example": false, "10.0.0.1:8080": false, "0.0.0.0:8080": false, "[::]:80": false,
	} {
		r := s.request("GET", "/v1/models", "")
		r.Host = host
		if status, body, _ := s.send(r); (status == http.StatusOK) != ok {
			t.Errorf("%s: %d %s", host, status, body)
		}
	}
	for origin, ok := range map[string]bool{"http://localhost:3000": true, "http://127.0.0.1": true, "http://[::1]:8080": true, "https://evil.example": false, "http://localhost.evil.example": false, "null": false, "file://": false} {
		r := s.request("GET", "/v1/models", "")
		r.Header.Set("Origin", origin)
		if status, body, _ := s.send(r); (status == http.StatusOK) != ok {
			t.Errorf("%s: %d %s", origin, status, body)
		}
	}
	r := s.request("GET", "/v1/models", "")
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	s.refused(r, http.StatusForbidden, "host_not_allowed")
	for _, kind := range []string{"text/plain", "application/x-www-form-urlencoded", ""} { // which need no permission
		r := s.request("POST", "/ask", `{"question": "x"}`)
		r.Header.Set("Content-Type", kind)
		s.refused(r, http.StatusUnsupportedMediaType, "unsupported_media_type")
	}
	for _, path := range append([]string{"/nowhere"}, api.Routes...) {
		r := s.request("OPTIONS", path, "")
		r.Header.Set("Origin", "http://localhost:3000")
		r.Header.Set("Access-Control-Request-Method", "POST")
		s.refused(r, http.StatusMethodNotAllowed, "method_not_allowed")
	}
}

func TestMisuse(t *testing.T) {
	s := serve(t, nil)
	s.refused(s.request("GET", "/nowhere", ""), http.StatusNotFound, "not_found")
	s.refused(s.request("GET", "/v1/chat/completions", ""), http.StatusMethodNotAllowed, "method_not_allowed")
	s.refused(s.request("DELETE", "/v1/models", ""), http.StatusMethodNotAllowed, "method_not_allowed")
	for _, body := range []string{"{", `{"question": "x"} {}`, "x", "\x00", `{"question": "x"`, strings.Repeat("[", 20_000)} {
		s.refused(s.request("POST", "/ask", body), http.StatusBadRequest, "invalid_json")
	}
	s.refused(s.request("POST", "/ask", `{"question": 7}`), http.StatusBadRequest, "invalid_value")
	s.refused(s.request("POST", "/ask", `{"question": " "}`), http.StatusBadRequest, "invalid_value")
	s.refused(s.request("POST", "/search", `{"query": "x", "k": 51}`), http.StatusBadRequest, "invalid_value")
	s.refused(s.request("POST", "/search", `{"query": ""}`), http.StatusBadRequest, "invalid_value")
	if s.counted.requests["/ask"][http.StatusBadRequest] != 8 || s.counted.requests["other"][http.StatusNotFound] != 1 {
		t.Errorf("%v", s.counted.requests)
	}
}

// A body of 50 MB is refused, whether or not it says how large it is, without being kept.
func TestLargeBodies(t *testing.T) {
	s := serve(t, nil)
	const size = 50 << 20
	endless := func() io.Reader {
		return io.MultiReader(strings.NewReader(`{"question": "`), io.LimitReader(repeating{}, size), strings.NewReader(`"}`))
	}
	for _, length := range []int64{-1, size + 16} {
		r := s.request("POST", "/ask", "{}")
		r.Body, r.ContentLength = io.NopCloser(endless()), length
		s.refused(r, http.StatusRequestEntityTooLarge, "request_too_large")
	}
}

type repeating struct{}

func (repeating) Read(p []byte) (int, error) {
	return copy(p, bytes.Repeat([]byte("x"), len(p))), nil
}

func TestRate(t *testing.T) {
	s := serve(t, func(o *api.Options) { o.Tokens, o.Rate = []string{right, other}, 3 })
	s.token = right
	for range 3 {
		s.get("/articles", new(any))
	}
	s.refused(s.request("GET", "/articles", ""), http.StatusTooManyRequests, "rate_limit_exceeded")
	if _, _, header := s.send(s.request("GET", "/articles", "")); header.Get("Retry-After") == "" {
		t.Error("it is not said when to try again")
	}
	s.token = other
	s.get("/articles", new(any))
}

// blocked is work that goes on until it may end, with a count of what is under way.
type blocked struct {
	worker  *answering.Worker
	running atomic.Int64
	ended   atomic.Int64
	release chan struct{}
}

func (b *blocked) mount(_ *model.Models, w *answering.Worker) http.Handler {
	b.worker = w
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		err := b.worker.Do(r.Context(), "block", func(ctx context.Context) error {
			b.running.Add(1)
			defer b.ended.Add(1)
			select {
			case <-b.release:
				return nil
			case <-ctx.Done():
				return context.Cause(ctx)
			}
		})
		if err != nil {
			http.Error(w, err.Error(), http.StatusServiceUnavailable)
		}
	})
}

func until(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for range 2000 {
		if ok() {
			return
		}
		time.Sleep(5 * time.Millisecond)
	}
	t.Fatalf("never: %s", what)
}

// Of 100 requests at once so many are worked on, so many wait, and the others are told;
// a client that goes away ends its work; and nothing is left in the end.
func TestConcurrent(t *testing.T) {
	before := goleak.IgnoreCurrent()
	open := files(t)
	t.Run("requests", func(t *testing.T) {
		b := &blocked{release: make(chan struct{})}
		s := serve(t, func(o *api.Options) {
			o.Concurrent, o.Waiting = 4, 20
			o.Mounts = map[string]api.Mount{"/block": b.mount}
		})
		client := &http.Client{Transport: &http.Transport{MaxIdleConns: -1, DisableKeepAlives: true}}
		var all sync.WaitGroup
		var told atomic.Int64
		contexts := make([]context.CancelFunc, 100)
		for n := range contexts {
			ctx, cancel := context.WithCancel(t.Context())
			contexts[n] = cancel
			all.Go(func() {
				r := s.request("GET", "/block", "").WithContext(ctx)
				response, err := client.Do(r)
				switch {
				case errors.Is(err, context.Canceled):
				case err != nil:
					t.Error(err)
				default:
					response.Body.Close()
					if response.StatusCode == http.StatusServiceUnavailable {
						told.Add(1)
					}
				}
			})
		}
		until(t, "76 are told that too many wait", func() bool {
			waiting, busy := s.Length()
			s.counted.mu.Lock()
			defer s.counted.mu.Unlock()
			return waiting == 20 && busy == 4 && told.Load() == 76 && s.counted.limits["queue"] == 76
		})
		for _, cancel := range contexts {
			cancel()
		}
		all.Wait()
		until(t, "all work ends with its clients", func() bool {
			waiting, busy := s.Length()
			s.counted.mu.Lock()
			defer s.counted.mu.Unlock()
			return waiting == 0 && busy == 0 && b.running.Load() == b.ended.Load() && s.counted.requests["/block"][499] == 24
		})
		// And questions, all of which are answered.
		for n := range 20 {
			all.Go(func() {
				response, err := client.Do(s.request("POST", "/v1/chat/completions", said("local", n%2 == 0, "How tall is the tower?")))
				if err != nil {
					t.Error(err)
					return
				}
				defer response.Body.Close()
				raw, err := io.ReadAll(response.Body)
				if err != nil || !strings.Contains(string(raw), "42 metres") {
					t.Errorf("%s, %v", raw, err)
				}
			})
		}
		all.Wait()
		client.CloseIdleConnections()
	})
	http.DefaultClient.CloseIdleConnections()
	goleak.VerifyNone(t, before)
	if now := files(t); now > open {
		t.Errorf("%d files are open, after %d", now, open)
	}
}

// files is how many files this process has open, 0 where that cannot be seen.
func files(t *testing.T) int {
	all, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		t.Log("open files cannot be counted here")
		return 0
	}
	return len(all)
}

// A server that is stopped finishes what runs, and takes nothing new.
func TestStops(t *testing.T) {
	b := &blocked{release: make(chan struct{})}
	s := serve(t, func(o *api.Options) { o.Mounts = map[string]api.Mount{"/block": b.mount} })
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- s.Server.Run(ctx, listener) }()
	status := make(chan int, 1)
	go func() {
		response, err := http.Get(fmt.Sprintf("http://%s/block", listener.Addr()))
		if err != nil {
			t.Error(err)
			status <- 0
			return
		}
		response.Body.Close()
		status <- response.StatusCode
	}()
	until(t, "it is worked on", func() bool { return b.running.Load() == 1 })
	stop()
	until(t, "nothing new is taken", func() bool {
		_, err := net.Dial("tcp", listener.Addr().String())
		return err != nil
	})
	close(b.release)
	if got := <-status; got != http.StatusOK {
		t.Errorf("what ran ended with %d", got)
	}
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

// What panics ends its own request alone.
func TestPanic(t *testing.T) {
	s := serve(t, func(o *api.Options) {
		o.Mounts = map[string]api.Mount{"/panic": func(_ *model.Models, worker *answering.Worker) http.Handler {
			return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if err := worker.Do(r.Context(), "panic", func(context.Context) error { panic("x") }); err != nil {
					w.WriteHeader(http.StatusTeapot)
				}
			})
		}}
	})
	if status, _, _ := s.send(s.request("GET", "/panic", "")); status != http.StatusTeapot || s.counted.panics != 1 {
		t.Errorf("%d, %d panics", status, s.counted.panics)
	}
	s.refused(s.request("GET", "/nowhere", ""), http.StatusNotFound, "not_found")
}

// Large bodies that trickle in hold up no question: it has too few bytes to wait for a place.
func TestSlowBodies(t *testing.T) {
	s := serve(t, nil)
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	var all sync.WaitGroup
	var begun atomic.Int64
	for range 40 {
		body, sent := io.Pipe()
		r := s.request("POST", "/ask", "{}").WithContext(ctx)
		r.Body, r.ContentLength = body, 100_000
		all.Go(func() { s.ServeHTTP(httptest.NewRecorder(), r); body.Close() })
		all.Go(func() {
			if _, err := sent.Write([]byte("{")); err == nil {
				begun.Add(1)
			}
			<-ctx.Done()
			sent.Close()
		})
	}
	until(t, "all places are taken", func() bool { return begun.Load() == 32 })
	w := httptest.NewRecorder()
	s.ServeHTTP(w, s.request("POST", "/ask", `{"question": " "}`).WithContext(ctx))
	if w.Code != http.StatusBadRequest {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	cancel()
	all.Wait()
}
