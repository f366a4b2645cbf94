package fetch

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

func TestAskRobots(t *testing.T) {
	w := newWorld(t)
	w.page("/", "text/html", "text")
	w.names.set("in.example.net", "10.0.0.1")
	texts := map[string]func(out http.ResponseWriter, r *http.Request){
		"/none":   http.NotFound,
		"/denied": status(403),
		"/busy":   status(429),
		"/broken": status(503),
		"/all":    func(out http.ResponseWriter, _ *http.Request) { out.Write([]byte("User-agent: *\nDisallow: /")) },
		"/moved":  redirect("http://example.com/rules"),
		"/circle": redirect("/robots.txt"),
		"/inside": redirect("http://in.example.net/robots.txt"),
		"/empty":  status(204),
		"/packed": encoded("gzip", gzipped("User-agent: Footnote\nDisallow: /")),
		"/odd":    encoded("br", "x"),
		"/long": func(out http.ResponseWriter, _ *http.Request) {
			out.Write([]byte("User-agent: *\nDisallow: /\n" + strings.Repeat("# more\n", 1<<20)))
		},
		"/too late": func(out http.ResponseWriter, _ *http.Request) {
			out.Write([]byte(strings.Repeat("# more\n", 1<<20) + "User-agent: *\nDisallow: /\n"))
		},
	}
	var current string
	w.pages.HandleFunc("example.org/robots.txt", func(out http.ResponseWriter, r *http.Request) { texts[current](out, r) })
	w.page("example.com/rules", "text/plain", "User-agent: *\nDisallow: /a")
	for name, want := range map[string]string{
		"/none": "", "/denied": "", "/busy": "", "/circle": "", "/empty": "", "/too late": "",
		"/all":    "is not for programs, says the robots.txt of example.org",
		"/packed": "is not for programs, says the robots.txt of example.org",
		"/moved":  "is not for programs, says the robots.txt of example.org",
		"/long":   "is not for programs, says the robots.txt of example.org",
		"/broken": "may not be for programs: the robots.txt of example.org cannot be read now (503)",
		"/inside": "may not be for programs: the robots.txt of example.org cannot be read now",
		"/odd":    "may not be for programs: the robots.txt of example.org cannot be read now",
	} {
		current = name
		if _, err := w.fetcher(t, Options{}).Fetch(t.Context(), "http://example.org/a?b"); reason(err) != want {
			t.Errorf("%s: %q, want %q", name, reason(err), want)
		}
	}
	w.onlyPublic(t)
}

func status(code int) http.HandlerFunc {
	return func(out http.ResponseWriter, _ *http.Request) { out.WriteHeader(code) }
}

func redirect(to string) http.HandlerFunc {
	return func(out http.ResponseWriter, r *http.Request) { http.Redirect(out, r, to, http.StatusFound) }
}

func encoded(encoding, body string) http.HandlerFunc {
	return func(out http.ResponseWriter, _ *http.Request) {
		out.Header().Set("Content-Encoding", encoding)
		out.Write([]byte(body))
	}
}

// Each origin on the way is asked, once.
func TestRobotsOfEach(t *testing.T) {
	w := newWorld(t)
	w.redirecting([]string{"http://example.com/closed/a", "http://example.com/a", "https://example.org/a"})
	w.page("/", "text/html", "text")
	w.page("/robots.txt", "text/plain", "User-agent: *\nDisallow: /closed")
	f := w.fetcher(t, Options{})
	for address, want := range map[string]string{
		"http://example.org/to?status=302&n=0":   "redirects to http://example.com/closed/a, which is not for programs, says the robots.txt of example.com",
		"http://example.org/to?status=302&n=1":   "",
		"http://example.org/to?status=302&n=2":   "",
		"http://example.org/closed":              "is not for programs, says the robots.txt of example.org",
		"http://example.org/%63losed":            "is not for programs, says the robots.txt of example.org",
		"http://example.org/robots.txt":          "",
		"http://example.com./a?/closed":          "",
		"http://example.com:80/../closed/../a/b": "",
	} {
		if _, err := f.Fetch(t.Context(), address); reason(err) != want {
			t.Errorf("%s: %q, want %q", address, reason(err), want)
		}
	}
	asked := map[string]int{}
	for _, path := range w.requests() {
		asked[path]++
	}
	if asked["example.org/robots.txt"] != 3 || asked["example.com/robots.txt"] != 1 { // by http, by https, and as a document
		t.Errorf("asked %v", asked)
	}
	w.onlyPublic(t)
}

func TestRobotsKept(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRobots()
		for n := range 2 * maxKeptOrigins {
			r.keep(fmt.Sprint(n), rules{{"/", false}}, 0)
			time.Sleep(time.Second)
		}
		if len(r.kept) != maxKeptOrigins {
			t.Errorf("%d are kept", len(r.kept))
		}
		if _, ok := r.find("0"); ok {
			t.Error("the first is still there")
		}
		last := fmt.Sprint(2*maxKeptOrigins - 1)
		if kept, ok := r.find(last); !ok || kept.rules.allow("/") {
			t.Error("the last is not there")
		}
		time.Sleep(robotsAge)
		if _, ok := r.find(last); ok {
			t.Error("the last is there after its time")
		}
	})
}
