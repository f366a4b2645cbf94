package api_test

import (
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"footnote/api"
)

// A timed response knows until when its request may be read.
type timed struct {
	*httptest.ResponseRecorder
	until time.Time
}

func (t *timed) SetReadDeadline(when time.Time) error  { t.until = when; return nil }
func (t *timed) SetWriteDeadline(when time.Time) error { return nil }

// A limit of reading that is still there ends the answer.
func TestNothingToRead(t *testing.T) {
	s := serve(t, nil)
	for _, path := range []string{"/v1/models", "/articles", "/openapi.json"} {
		w := &timed{httptest.NewRecorder(), time.Now()}
		s.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "http://localhost"+path, nil))
		if w.Code != http.StatusOK || !w.until.IsZero() {
			t.Errorf("%s: %d, until %s", path, w.Code, w.until)
		}
	}
}

// What articles there are is found out in a place for that.
func TestLookedUpInPlace(t *testing.T) {
	b := &blocked{release: make(chan struct{})}
	s := serve(t, func(o *api.Options) {
		o.Concurrent, o.Waiting = 1, 20
		o.Mounts = map[string]api.Mount{"/block": b.mount}
	})
	ask := func(r *http.Request) {
		response, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Error(err)
			return
		}
		response.Body.Close()
	}
	go ask(s.request("GET", "/block", ""))
	until(t, "it is worked on", func() bool { return b.running.Load() == 1 })
	all := []*http.Request{s.request("GET", "/v1/models", ""), s.request("GET", "/v1/models/none", ""), s.request("GET", "/articles", ""),
		s.request("POST", "/ask", `{"question":"x","article":"none"}`), s.request("POST", "/search", `{"query":"x","article":"none"}`), s.request("POST", "/v1/chat/completions", said("none", false, "x"))}
	ended := make(chan struct{})
	for _, r := range all {
		go func() { ask(r); ended <- struct{}{} }()
	}
	until(t, "all wait", func() bool { waiting, _ := s.Length(); return waiting == len(all) })
	close(b.release)
	for range all {
		<-ended
	}
	if s.counted.outcomes["unfit"] != 2 {
		t.Errorf("questions to what is not there: %v", s.counted.outcomes)
	}
}
