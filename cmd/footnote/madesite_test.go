package main

import (
	"fmt"
	"hash/crc32"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"
)

// A madeSite is a web site of pages that change.
type madeSite struct {
	*httptest.Server
	mu       sync.Mutex
	versions []int        // of each page
	gone     map[int]bool // pages that are neither there nor listed
	unlisted map[int]bool
	down     bool // whether the sitemap fails
	most     int  // pages that are sent before the site hangs; 0 is all
	asked    map[string]int
	sent     int // pages, whole
}

func newSite(t *testing.T, pages int) *madeSite {
	t.Helper()
	s := &madeSite{versions: make([]int, pages), gone: map[int]bool{}, unlisted: map[int]bool{}, asked: map[string]int{}}
	s.Server = httptest.NewServer(s)
	t.Cleanup(s.Close)
	return s
}

func (s *madeSite) host() string { return strings.TrimPrefix(s.URL, "http://") }

// change does something to the site, and forgets what it was asked for.
func (s *madeSite) change(change func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	change()
	s.asked, s.sent = map[string]int{}, 0
}

// counts are how many pages were asked for, and how many were sent.
func (s *madeSite) counts() (asked, sent int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for path, n := range s.asked {
		if strings.HasPrefix(path, "/p/") {
			asked += n
		}
	}
	return asked, s.sent
}

func (s *madeSite) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	if s.most > 0 && s.sent >= s.most {
		s.mu.Unlock()
		<-r.Context().Done()
		return
	}
	defer s.mu.Unlock()
	s.asked[r.URL.Path]++
	var n, part int
	switch {
	case r.URL.Path == "/robots.txt":
		fmt.Fprint(w, "User-agent: *\nDisallow: /private\n")
	case r.URL.Path == "/sitemap.xml":
		if s.down {
			w.WriteHeader(http.StatusBadGateway)
			return
		}
		fmt.Fprint(w, `<?xml version="1.0"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">`)
		for part := range 3 {
			fmt.Fprintf(w, "<sitemap><loc>%s/part-%d.xml</loc></sitemap>", s.URL, part)
		}
		fmt.Fprint(w, "</sitemapindex>")
	case scanned(r.URL.Path, "/part-%d.xml", &part):
		fmt.Fprint(w, `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">`)
		for n := range s.versions {
			if n%3 == part && !s.gone[n] && !s.unlisted[n] {
				fmt.Fprintf(w, "<url><loc>%s/p/%d.html</loc></url>", s.URL, n)
			}
		}
		fmt.Fprint(w, "</urlset>")
	case scanned(r.URL.Path, "/p/%d.html", &n) && n < len(s.versions) && !s.gone[n]:
		s.page(w, r, n)
	default:
		http.NotFound(w, r)
	}
}

// page sends a page, some with an ETag, some with a date, and some with neither.
func (s *madeSite) page(w http.ResponseWriter, r *http.Request, n int) {
	body := fmt.Sprintf("<!doctype html><html lang=zh><title>第%d號燈塔</title><body><article><h1>第%d號燈塔</h1><p>第%d號燈塔有%d公尺高，漆成白色，已經看守了%d年。</p></article>", n, n, n, 20+n+1000*s.versions[n], 100+n)
	etag := fmt.Sprintf(`"%x"`, crc32.ChecksumIEEE([]byte(body)))
	date := time.Unix(1_700_000_000+int64(s.versions[n])*3600, 0).UTC().Format(http.TimeFormat)
	switch n % 3 {
	case 0:
		w.Header().Set("ETag", etag)
		if r.Header.Get("If-None-Match") == etag {
			w.WriteHeader(http.StatusNotModified)
			return
		}
	case 1:
		w.Header().Set("Last-Modified", date)
		if r.Header.Get("If-Modified-Since") == date {
			w.WriteHeader(http.StatusNotModified)
			return
		}
	}
	s.sent++
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	fmt.Fprint(w, body)
}

func scanned(path, pattern string, n *int) bool {
	_, err := fmt.Sscanf(path, pattern, n)
	return err == nil && *n >= 0 && path == fmt.Sprintf(pattern, *n)
}
