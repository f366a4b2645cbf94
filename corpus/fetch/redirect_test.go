package fetch

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"testing"
)

// redirecting answers /to?status=…&n=… with that status and the n-th location.
func (w *world) redirecting(locations []string) {
	w.pages.HandleFunc("/to", func(out http.ResponseWriter, r *http.Request) {
		status, _ := strconv.Atoi(r.FormValue("status"))
		n, _ := strconv.Atoi(r.FormValue("n"))
		out.Header()["Location"] = []string{locations[n]}
		out.WriteHeader(status)
	})
}

var redirectStatuses = []int{301, 302, 303, 307, 308}

func TestRedirectInside(t *testing.T) {
	w := newWorld(t)
	f := w.fetcher(t, Options{})
	var locations []string
	for _, c := range refused {
		if strings.Contains(c.address, "://") && !strings.ContainsAny(c.address, "\r\n\x00") {
			locations = append(locations, c.address)
		}
	}
	for i, ip := range private {
		name := fmt.Sprintf("inside%d.example.net", i)
		w.names.set(name, ip)
		locations = append(locations, literal(ip), "http://"+name+"/", strings.TrimPrefix(literal(ip), "http:"))
	}
	w.redirecting(locations)
	for n, location := range locations {
		for _, status := range redirectStatuses {
			address := fmt.Sprintf("http://example.org/to?status=%d&n=%d", status, n)
			if _, err := f.Fetch(t.Context(), address); err == nil {
				t.Errorf("%d to %q: no error", status, location)
			}
			if n >= 20 {
				break // what follows is the same code
			}
		}
	}
	w.onlyPublic(t)
	for _, asked := range w.requests() {
		if !strings.HasPrefix(asked, "example.org/to?") && asked != "example.org/robots.txt" {
			t.Errorf("asked for %s", asked)
		}
	}
}

func TestRedirects(t *testing.T) {
	w := newWorld(t)
	w.redirecting([]string{"/a", "//example.com/a", "../a#part", "https://example.com/a?x=1", "http://example.com/a", "", "/to?status=302&n=6"})
	w.page("/a", "text/plain", "text")
	w.pages.HandleFunc("/hops/{n}", func(out http.ResponseWriter, r *http.Request) {
		n, _ := strconv.Atoi(r.PathValue("n"))
		if n == 0 {
			out.Write([]byte("text"))
			return
		}
		http.Redirect(out, r, fmt.Sprintf("/hops/%d", n-1), http.StatusFound)
	})
	w.page("/refresh", "text/html", `<meta http-equiv="refresh" content="0; url=http://127.0.0.1/">`)
	f := w.fetcher(t, Options{})
	for _, c := range []struct{ address, source, failure string }{
		{"http://example.org/to?status=301&n=0", "http://example.org/a", ""},
		{"http://example.org/to?status=308&n=1", "http://example.com/a", ""},
		{"https://example.org/to?status=303&n=1", "https://example.com/a", ""},
		{"http://example.org/to?status=307&n=2", "http://example.org/a", ""},
		{"http://example.org/to?status=302&n=3", "https://example.com/a?x=1", ""},
		{"https://example.org/to?status=302&n=4", "", "redirects to http://example.com/a, which is not encrypted, though what led there is"},
		{"http://example.org/to?status=302&n=5", "", "redirects to nowhere"},
		{"http://example.org/to?status=302&n=6", "", "redirects more than 5 times"},
		{"http://example.org/to?status=300&n=0", "", "answers 300"},
		{"http://example.org/to?status=304&n=0", "", "answers 304"},
		{"http://example.org/hops/5", "http://example.org/hops/0", ""},
		{"http://example.org/hops/6", "", "redirects more than 5 times"},
		{"http://example.org/hops/50", "", "redirects more than 5 times"},
		{"http://example.org/refresh", "http://example.org/refresh", ""},
	} {
		file, err := f.Fetch(t.Context(), c.address)
		if c.failure != "" {
			if want := c.address + ": " + c.failure; err == nil || err.Error() != want {
				t.Errorf("%v, want %s", err, want)
			}
		} else if err != nil || file.Source != c.source {
			t.Errorf("%s: found at %s, error %v", c.address, file.Source, err)
		}
	}
	w.onlyPublic(t)
}

// Neither where one came from nor who one is goes to another host.
func TestNothingTold(t *testing.T) {
	w := newWorld(t)
	w.pages.HandleFunc("example.org/start", func(out http.ResponseWriter, r *http.Request) {
		http.SetCookie(out, &http.Cookie{Name: "id", Value: "1"})
		http.Redirect(out, r, "http://example.com/a", http.StatusFound)
	})
	w.page("/a", "text/plain", "text")
	f := w.fetcher(t, Options{UserAgent: "Footnote/1 (+https://example.org/about)"})
	if _, err := f.Fetch(t.Context(), "http://example.org/start"); err != nil {
		t.Fatal(err)
	}
	for i, h := range w.headers {
		if h.Get("User-Agent") != "Footnote/1 (+https://example.org/about)" {
			t.Errorf("request %d from %q", i, h.Get("User-Agent"))
		}
		for name := range h {
			switch name {
			case "User-Agent", "Accept", "Accept-Encoding", "Connection":
			default:
				t.Errorf("request %d has %s", i, name)
			}
		}
	}
}
