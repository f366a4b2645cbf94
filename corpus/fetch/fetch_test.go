package fetch

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"footnote/corpus/doc"
)

func TestFetch(t *testing.T) {
	w := newWorld(t)
	w.pages.HandleFunc("/", func(out http.ResponseWriter, r *http.Request) {
		for _, name := range []string{"Content-Type", "Content-Disposition"} {
			if value := r.FormValue(name); value != "" {
				out.Header().Set(name, value)
			} else {
				out.Header()[name] = nil
			}
		}
		out.Write([]byte("text"))
	})
	w.page("/robots.txt", "text/plain", "")
	f := w.fetcher(t, Options{})
	for _, c := range []struct {
		path string // what follows "?" are headers of the answer
		want doc.File
	}{
		{"/a/news.html#part?Content-Type=text/html%3Bcharset%3DGB2312", doc.File{Name: "news.html"}},
		{"/a/news.html?Content-Type=Text/HTML%3B charset=\"GB2312\"", doc.File{Name: "news.html", Type: "text/html", Charset: "gb2312"}},
		{"/a/?Content-Type=text/html%3B%3Bcharset", doc.File{Name: "a", Type: "text/html"}},
		{"/?Content-Type=text/markdown", doc.File{Name: "example.org", Type: "text/markdown"}},
		{"/%E4%BA%BA%E5%B7%A5.pdf?Content-Type=application/pdf", doc.File{Name: "人工.pdf", Type: "application/pdf"}},
		{"/x?Content-Type=application/pdf&Content-Disposition=attachment%3B filename=\"report.pdf\"", doc.File{Name: "report.pdf", Type: "application/pdf"}},
		{"/x?Content-Disposition=attachment%3B filename*=UTF-8''%25E4%25BA%25BA.docx", doc.File{Name: "人.docx"}},
		{"/x?Content-Disposition=attachment%3B filename=%25E4%25BA%25BA.docx", doc.File{Name: "人.docx"}},
		{"/x?Content-Disposition=attachment%3B filename=\"../../etc/passwd\"", doc.File{Name: "passwd"}},
		{"/x?Content-Disposition=attachment%3B filename=\"C:%5C%5Cdir%5C%5Ca.txt\"", doc.File{Name: "a.txt"}},
		{"/x?Content-Disposition=attachment%3B filename=\"..\"", doc.File{Name: "x"}},
		{"/x?Content-Disposition=attachment%3B filename=\"a%25E2%2580%25AEtxt.exe\"", doc.File{Name: "atxt.exe"}},
		{"/" + strings.Repeat("a", 200) + ".epub?Content-Type=application/epub%2Bzip", doc.File{Name: strings.Repeat("a", 115) + ".epub", Type: "application/epub+zip"}},
		{"/%C4%E3.txt", doc.File{Name: "txt"}},
	} {
		address := "https://example.org" + c.path
		file, err := f.Fetch(t.Context(), address)
		if err != nil {
			t.Errorf("%s: %v", address, err)
			continue
		}
		if !strings.HasPrefix(file.Source, "https://example.org/") || strings.ContainsAny(file.Source, "# ") {
			t.Errorf("%s: found at %s", address, file.Source)
		}
		c.want.Source, c.want.Data = file.Source, []byte("text")
		if d := cmp.Diff(c.want, file); d != "" {
			t.Errorf("%s: %s", address, d)
		}
	}
}

func TestMediaTypes(t *testing.T) {
	w := newWorld(t)
	w.pages.HandleFunc("/a", func(out http.ResponseWriter, r *http.Request) {
		out.Header().Set("Content-Type", r.FormValue("type"))
		out.Write([]byte("text"))
	})
	f := w.fetcher(t, Options{})
	for kind, want := range map[string]string{
		"text/plain": "", "text/html": "", "application/xhtml+xml": "", "application/octet-stream": "", "application/zip": "",
		"application/vnd.openxmlformats-officedocument.wordprocessingml.document": "",
		"image/png": "", "image/jpeg": "",
		"image/svg+xml":    "is a picture, not an article",
		"image/tiff":       "is a picture, not an article",
		"video/mp4":        "is a video, not an article",
		"audio/mpeg":       "is a sound recording, not an article",
		"application/wasm": `is of type "application/wasm", not an article`,
		"nonsense":         `is of type "nonsense", not an article`,
	} {
		address := "http://example.com/a?type=" + url.QueryEscape(kind)
		_, err := f.Fetch(t.Context(), address)
		if got := reason(err); got != want {
			t.Errorf("%s: %q, want %q", kind, got, want)
		}
	}
}

// What is of a kind that the table has comes through, so that its reader reads it or
// says what to do with it.
func TestEveryKindComesThrough(t *testing.T) {
	w := newWorld(t)
	w.pages.HandleFunc("/a", func(out http.ResponseWriter, r *http.Request) {
		out.Header().Set("Content-Type", r.FormValue("type")+"; charset=utf-8")
		out.Write([]byte("text"))
	})
	f := w.fetcher(t, Options{})
	for _, k := range doc.Kinds() {
		for _, mediaType := range k.Types {
			if _, err := f.Fetch(t.Context(), "http://example.com/a?type="+url.QueryEscape(mediaType)); err != nil {
				t.Errorf("%s: %v", mediaType, err)
			}
		}
	}
}

// reason is that of err, empty for none.
func reason(err error) string {
	var failure *Error
	switch {
	case errors.As(err, &failure):
		return failure.Reason
	case err != nil:
		return "not an *Error: " + err.Error()
	}
	return ""
}

func TestStatuses(t *testing.T) {
	w := newWorld(t)
	w.pages.HandleFunc("/{status}", func(out http.ResponseWriter, r *http.Request) {
		if after := r.FormValue("after"); after != "" {
			out.Header().Set("Retry-After", after)
		}
		status := 0
		for _, digit := range r.PathValue("status") {
			status = 10*status + int(digit-'0')
		}
		out.Header().Set("Content-Type", "text/html")
		out.WriteHeader(status)
		if status != http.StatusNoContent {
			out.Write([]byte("<p>a page that says sorry"))
		}
	})
	w.page("/robots.txt", "text/plain", "")
	f := w.fetcher(t, Options{})
	later := strings.ReplaceAll(time.Now().Add(3*time.Hour-time.Minute).UTC().Format(http.TimeFormat), " ", "+")
	for path, want := range map[string]string{
		"200": "", "203": "", "204": "is empty", "206": "answers 206",
		"401": "wants a password (401)", "403": "is not shown to programs (403)", "404": "answers 404", "410": "answers 410",
		"500": "answers 500", "503": "answers 503", "999": "answers 999",
		"429?after=90": "asks to come back in 90 s (429)", "429?after=soon": "answers 429", "429?after=-5": "answers 429",
		"503?after=600": "asks to come back in 10 minutes (503)", "503?after=99999999": "answers 503", "503?after=9999999999999999999999": "answers 503",
		"503?after=" + later: "asks to come back in 3 hours (503)",
	} {
		_, err := f.Fetch(t.Context(), "https://example.com/"+path)
		if got := reason(err); got != want {
			t.Errorf("%s: %q, want %q", path, got, want)
		}
	}
}

// A site that says "not found" with a status of success gives a page; what it
// says is not for here to judge, but its type is told.
func TestFriendlyError(t *testing.T) {
	w := newWorld(t)
	w.page("/report.pdf", "text/html; charset=utf-8", "<h1>404</h1>")
	file, err := w.fetcher(t, Options{}).Fetch(t.Context(), "http://example.com/report.pdf")
	if err != nil || file.Type != "text/html" || file.Name != "report.pdf" {
		t.Errorf("%+v, error %v", file, err)
	}
}

func TestHTTP2(t *testing.T) {
	w := newWorld(t)
	w.pages.HandleFunc("/a", func(out http.ResponseWriter, r *http.Request) { out.Write([]byte(r.Proto)) })
	file, err := w.fetcher(t, Options{}).Fetch(t.Context(), "https://example.com/a")
	if err != nil || string(file.Data) != "HTTP/2.0" {
		t.Errorf("%s, error %v", file.Data, err)
	}
}

func TestHosts(t *testing.T) {
	w := newWorld(t)
	w.redirecting([]string{"http://example.com/a", "http://www.example.org/a"})
	w.page("/a", "text/plain", "text")
	w.page("/robots.txt", "text/plain", "User-agent: *\nDisallow: /")
	f := w.fetcher(t, Options{Hosts: []string{"example.org", "www.example.org", "example.com:8080", "127.0.0.1"}})
	for address, want := range map[string]Kind{
		"http://example.org/a": "", "https://example.org:443/a": "", "http://EXAMPLE.org./a": "", "http://example.org/to?status=302&n=1": "",
		"http://example.com/a": Unlisted, "http://a.example.org/": Unlisted, "http://example.org.example.com/": Unlisted, "http://example.org:8080/a": Unlisted,
		"http://example.org/to?status=302&n=0": Unlisted,
		"http://example.com:8080/a":            Malformed, "http://127.0.0.1/": Private, "http://user@example.org/a": Malformed, "ftp://example.org/a": Malformed,
	} {
		if _, err := f.Fetch(t.Context(), address); kindOf(t, err) != want {
			t.Errorf("%s: %v, want %q", address, err, want)
		}
	}
	for _, asked := range w.requests() {
		if strings.HasSuffix(asked, "/robots.txt") {
			t.Errorf("asked for %s", asked)
		}
	}
	w.onlyPublic(t)
}

func TestOptions(t *testing.T) {
	for _, o := range []Options{
		{Unguarded: true}, {UserAgent: "a\r\nb: c"}, {UserAgent: "机器人"}, {MaxBytes: -1}, {Timeout: -1},
	} {
		if f, err := New(o); err == nil {
			f.Close()
			t.Errorf("%+v: no error", o)
		}
	}
}

func TestCancelled(t *testing.T) {
	w := newWorld(t)
	ctx, cancel := context.WithCancel(t.Context())
	w.pages.HandleFunc("/a", func(_ http.ResponseWriter, r *http.Request) {
		cancel()
		<-r.Context().Done()
	})
	if _, err := w.fetcher(t, Options{}).Fetch(ctx, "http://example.com/a"); err != context.Canceled {
		t.Errorf("error %v", err)
	}
}

func TestClose(t *testing.T) {
	w := newWorld(t)
	f := w.fetcher(t, Options{})
	begun := make(chan struct{})
	w.pages.HandleFunc("/a", func(_ http.ResponseWriter, r *http.Request) {
		close(begun)
		<-r.Context().Done()
	})
	failed := make(chan error)
	go func() {
		_, err := f.Fetch(context.Background(), "http://example.com/a")
		failed <- err
	}()
	<-begun
	go f.Close()
	if err := <-failed; err != ErrClosed {
		t.Errorf("error %v", err)
	}
	f.Close()
	if _, err := f.Fetch(t.Context(), "http://example.com/a"); err != ErrClosed {
		t.Errorf("after Close: %v", err)
	}
}
