package fetch

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"
)

// A version that the caller has is not sent again, wherever redirects lead.
func TestConditions(t *testing.T) {
	w := newWorld(t)
	w.page("/robots.txt", "text/plain", "")
	w.pages.HandleFunc("/moved", func(out http.ResponseWriter, r *http.Request) { http.Redirect(out, r, "/a", http.StatusFound) })
	w.pages.HandleFunc("/a", func(out http.ResponseWriter, r *http.Request) {
		out.Header().Set("ETag", `"2"`)
		out.Header().Set("Last-Modified", "Mon, 01 Jan 2024 00:00:00 GMT")
		if r.Header.Get("If-None-Match") == `"2"` {
			out.WriteHeader(http.StatusNotModified)
			return
		}
		out.Write([]byte("text"))
	})
	w.pages.HandleFunc("/always", func(out http.ResponseWriter, _ *http.Request) { out.WriteHeader(http.StatusNotModified) })
	f := w.fetcher(t, Options{})
	first, err := f.Get(t.Context(), Request{Address: "https://example.org/moved"})
	if err != nil || first.Unchanged || string(first.Data) != "text" || first.ETag != `"2"` || first.Modified == "" {
		t.Fatalf("%+v, %v", first, err)
	}
	again, err := f.Get(t.Context(), Request{Address: "https://example.org/moved", ETag: first.ETag, Modified: first.Modified})
	if err != nil || !again.Unchanged || len(again.Data) > 0 || again.Source != "https://example.org/a" {
		t.Errorf("%+v, %v", again, err)
	}
	if other, err := f.Get(t.Context(), Request{Address: "https://example.org/a", ETag: `"1"`}); err != nil || other.Unchanged {
		t.Errorf("%+v, %v", other, err)
	}
	if _, err := f.Get(t.Context(), Request{Address: "https://example.org/always"}); reason(err) != "answers 304" {
		t.Errorf("a 304 that was not asked for: %v", err)
	}
}

// A redirect to another site is not followed where the caller stays on one.
func TestStay(t *testing.T) {
	w := newWorld(t)
	w.page("/robots.txt", "text/plain", "")
	w.page("/a", "text/plain", "text")
	for path, to := range map[string]string{"/other": "https://example.com/a", "/www": "https://www.example.org/a", "/secure": "https://example.org/a"} {
		w.pages.HandleFunc(path, func(out http.ResponseWriter, r *http.Request) { http.Redirect(out, r, to, http.StatusFound) })
	}
	f := w.fetcher(t, Options{})
	for path, want := range map[string]string{"/other": "redirects to https://example.com/a, which is on another site", "/www": "", "/secure": ""} {
		if _, err := f.Get(t.Context(), Request{Address: "http://example.org" + path, Stay: true}); reason(err) != want {
			t.Errorf("%s: %v", path, err)
		}
	}
	for _, asked := range w.requests() {
		if strings.HasPrefix(asked, "example.com") {
			t.Errorf("%s was asked for", asked)
		}
	}
}

func TestSameSite(t *testing.T) {
	for pair, want := range map[string]bool{
		"http://a.example/x https://www.A.example/y": true, "http://a.example:80/ https://a.example:443/": true, "http://a.example:8080/ http://a.example:8080/b": true,
		"http://a.example/ http://b.example/": false, "http://a.example/ http://a.example:8080/": false, "http://a.example/ http://b.a.example/": false,
	} {
		one, other, _ := strings.Cut(pair, " ")
		a, _ := url.Parse(one)
		b, _ := url.Parse(other)
		if SameSite(a, b) != want {
			t.Errorf("%s: %v", pair, !want)
		}
	}
}

// What a server answers is there for programs, too.
func TestAnswered(t *testing.T) {
	w := newWorld(t)
	w.page("/robots.txt", "text/plain", "")
	w.pages.HandleFunc("/busy", func(out http.ResponseWriter, _ *http.Request) {
		out.Header().Set("Retry-After", "7")
		out.WriteHeader(http.StatusTooManyRequests)
	})
	w.pages.HandleFunc("/gone", func(out http.ResponseWriter, _ *http.Request) { out.WriteHeader(http.StatusGone) })
	w.pages.HandleFunc("/broken", func(out http.ResponseWriter, _ *http.Request) { out.WriteHeader(http.StatusBadGateway) })
	f := w.fetcher(t, Options{})
	for path, want := range map[string]struct {
		code          int
		wait          time.Duration
		gone, passing bool
	}{"/busy": {429, 7 * time.Second, false, true}, "/gone": {410, 0, true, false}, "/none": {404, 0, true, false}, "/broken": {502, 0, false, true}} {
		_, err := f.Fetch(t.Context(), "https://example.org"+path)
		var failed *Error
		if !errors.As(err, &failed) || failed.Code != want.code || failed.Wait != want.wait || failed.Gone() != want.gone || failed.Passing() != want.passing {
			t.Errorf("%s: %+v", path, failed)
		}
	}
}

func TestCrawlDelay(t *testing.T) {
	for text, want := range map[string]time.Duration{
		"":                                  0,
		"User-agent: *\nCrawl-delay: 2":     2 * time.Second,
		"User-agent: *\nCrawl-delay: 0.5\n": 500 * time.Millisecond,
		"User-agent: *\nCrawl-delay: 86400": MaxPause,
		"User-agent: *\nCrawl-delay: -1":    0,
		"User-agent: *\nCrawl-delay: NaN":   0,
		"User-agent: *\nCrawl-delay: soon":  0,
		"User-agent: other\nCrawl-delay: 9": 0,
		"Crawl-delay: 9\nUser-agent: *":     0,
		"User-agent: footnote\nCrawl-delay: 3\nUser-agent: *\nCrawl-delay: 9": 3 * time.Second,
		"User-agent: footnote\nDisallow: /a\nUser-agent: *\nCrawl-delay: 9":   0,
	} {
		if got := crawlDelay([]byte(text), product); got != want {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
}

func TestPause(t *testing.T) {
	w := newWorld(t)
	w.page("/robots.txt", "text/plain", "User-agent: *\nCrawl-delay: 4\n")
	w.page("/a", "text/plain", "text")
	f := w.fetcher(t, Options{})
	if got := f.Pause("https://example.org/b"); got != 0 {
		t.Errorf("%v before robots.txt was read", got)
	}
	if _, err := f.Fetch(t.Context(), "https://example.org/a"); err != nil {
		t.Fatal(err)
	}
	if got := f.Pause("https://example.org/b"); got != 4*time.Second {
		t.Errorf("%v", got)
	}
}

// A host that is named is reached though it is private, with its port, and no other one
// with it.
func TestPrivateHosts(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/elsewhere" {
			http.Redirect(out, r, "http://127.0.0.1:1/", http.StatusFound)
			return
		}
		out.Header().Set("Content-Type", "text/plain")
		out.Write([]byte("text"))
	}))
	defer server.Close()
	named, err := New(Options{Private: []string{strings.TrimPrefix(server.URL, "http://")}})
	if err != nil {
		t.Fatal(err)
	}
	defer named.Close()
	other, err := New(Options{Private: []string{"127.0.0.1", "127.0.0.1:1"}})
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	if f, err := named.Fetch(t.Context(), server.URL+"/a"); err != nil || string(f.Data) != "text" {
		t.Errorf("%q, %v", f.Data, err)
	}
	for _, f := range []*Fetcher{named, other} {
		address := server.URL + "/elsewhere"
		if _, err := f.Fetch(t.Context(), address); err == nil || kindOf(t, err) != Malformed {
			t.Errorf("%v", err)
		}
	}
}
