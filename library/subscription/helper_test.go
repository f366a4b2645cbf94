package subscription

import (
	"context"
	"fmt"
	"hash/crc32"
	"log/slog"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"footnote/corpus"
	"footnote/corpus/doc"
	"footnote/corpus/fetch"
	"footnote/library"
	"footnote/library/store"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const home = "https://a.example/"

// A fakeWeb is a web with pages at addresses, as seen through package fetch, with ETags.
type fakeWeb struct {
	mu      sync.Mutex
	pages   map[string]string
	answers map[string][]fetch.Error // returned before the page, one after another; one without a Kind is repeated
	asked   []string
	sent    int
	delay   time.Duration
	before  func() // called before each answer; may be nil
	times   []time.Time
}

func (w *fakeWeb) Pause(string) time.Duration { return w.delay }

func (w *fakeWeb) Get(ctx context.Context, r fetch.Request) (fetch.Page, error) {
	if w.before != nil {
		w.before()
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.asked, w.times = append(w.asked, r.Address), append(w.times, time.Now())
	if all := w.answers[r.Address]; len(all) > 0 {
		e := all[0]
		if e.Kind != "" {
			w.answers[r.Address] = all[1:]
		}
		e.Address = r.Address
		return fetch.Page{}, &e
	}
	text, there := w.pages[r.Address]
	if !there {
		return fetch.Page{}, &fetch.Error{Address: r.Address, Kind: fetch.Status, Code: 404, Reason: "answers 404"}
	}
	p := fetch.Page{ETag: fmt.Sprintf(`"%x"`, crc32.ChecksumIEEE([]byte(text)))}
	p.Source = r.Address
	if r.ETag == p.ETag {
		p.Unchanged = true
		return p, nil
	}
	w.sent++
	p.Data, p.Type = []byte(text), "text/html"
	return p, ctx.Err()
}

// set sets the page at an address; an empty text removes it.
func (w *fakeWeb) set(address, text string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.pages[address] = text; text == "" {
		delete(w.pages, address)
	}
}

// counts returns how many pages were requested and sent.
func (w *fakeWeb) counts() (asked, sent int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return len(w.asked), w.sent
}

// page returns a page with an article and links.
func page(article string, links ...string) string {
	text := "<!doctype html><title>" + article + "</title><body><article><h1>" + article + "</h1><p>" + strings.Repeat(article+"有四十二公尺高，漆成白色。", 3) + "</p></article>"
	for _, link := range links {
		text += `<a href="` + link + `">more</a>`
	}
	return text
}

func listed(addresses ...string) string {
	return `<urlset><url><loc>` + strings.Join(addresses, "</loc></url><url><loc>") + `</loc></url></urlset>`
}

// A scene is a library and a web.
type scene struct {
	*testing.T
	*Updater
	web  *fakeWeb
	told []string
}

func newScene(t *testing.T) *scene {
	t.Helper()
	db, err := store.OpenLibrary(t.Context(), filepath.Join(t.TempDir(), "footnote.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	l, err := library.New(library.Options{Store: db, Reader: &corpus.Reader{}, Limits: library.Limits{Articles: 12}})
	if err != nil {
		t.Fatal(err)
	}
	web := &fakeWeb{pages: map[string]string{}, answers: map[string][]fetch.Error{}}
	return &scene{T: t, Updater: &Updater{Library: l, Web: web, Log: slog.New(slog.DiscardHandler)}, web: web}
}

func (s *scene) subscribe(wish store.Subscription) store.Subscription {
	s.Helper()
	if wish.Scope == "" {
		wish.Scope = store.Local
	}
	if wish.Most == 0 {
		wish.Most = 100
	}
	got, err := s.Subscribe(s.Context(), wish)
	if err != nil {
		s.Fatal(err)
	}
	return got
}

// run runs a subscription in its stored state, and collects what is reported.
func (s *scene) run(u store.Subscription, o Options) (Report, error) {
	s.Helper()
	s.told = nil
	o.Tell = func(e Event) {
		line := string(e.Outcome) + " " + e.Item
		if e.Added != nil {
			line = fmt.Sprint(e.Added.Change, " ", e.Item)
		}
		s.told = append(s.told, line+" "+e.Reason)
	}
	s.web.asked, s.web.sent, s.web.times = nil, 0, nil
	return s.Updater.Run(s.Context(), s.now(u), o)
}

func (s *scene) now(u store.Subscription) store.Subscription {
	s.Helper()
	all, err := s.Library.Store.Subscriptions(s.Context(), u.Scope)
	if err != nil {
		s.Fatal(err)
	}
	if i := slices.IndexFunc(all, func(one store.Subscription) bool { return one.ID == u.ID }); i >= 0 {
		return all[i]
	}
	return u
}

// must is run for runs without an error.
func (s *scene) must(u store.Subscription, o Options) Report {
	s.Helper()
	r, err := s.run(u, o)
	if err != nil {
		s.Fatal(err)
	}
	return r
}

// holds checks the titles of the library's articles.
func (s *scene) holds(want ...string) {
	s.Helper()
	all, err := s.Library.List(s.Context(), store.Local)
	if err != nil {
		s.Fatal(err)
	}
	var got []string
	for _, a := range all {
		got = append(got, a.Title)
	}
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		s.Errorf("the library has %q, not %q", got, want)
	}
}

// tells checks that something was reported.
func (s *scene) tells(part string) {
	s.Helper()
	if !slices.ContainsFunc(s.told, func(line string) bool { return strings.Contains(line, part) }) {
		s.Errorf("%q is not reported: %q", part, s.told)
	}
}

// add adds a text by other means than a subscription.
func (s *scene) add(source, text string) {
	s.Helper()
	if _, err := s.Library.Add(s.Context(), store.Local, doc.File{Name: filepath.Base(source), Source: source, Data: []byte(text)}, library.Origin{Key: source}, nil); err != nil {
		s.Fatal(err)
	}
}
