package main

import (
	"bufio"
	"fmt"
	"hash/crc32"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"footnote/cmd/footnote/internal/upkeep"
	"footnote/internal/discordtest"
	"footnote/internal/long"
	"footnote/library/store"
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

// syncResult is what "library sync --json" prints.
type syncResult struct {
	Added  []outcomeJSON   `json:"added"`
	Gone   []upkeep.Gone   `json:"gone"`
	Synced []upkeep.Synced `json:"synced"`
}

// killedAfter runs the program, and kills it when it has printed so many lines. It
// reports whether it was still running then.
func killedAfter(t *testing.T, lines int, args ...string) (printed int, died bool) {
	t.Helper()
	c, out, _ := begin(t, args...)
	for all := bufio.NewScanner(out); all.Scan(); {
		if printed++; printed == lines {
			_ = c.Process.Kill() // it may have ended, which is seen below
		}
	}
	return printed, c.Wait() != nil
}

func kept(t *testing.T, data string) int {
	t.Helper()
	return strings.Count(succeed(t, "library", "list", "--data", data), "\n")
}

// A site is added by its sitemap, killed half-way, gone on with, and fetched again, when
// only what has changed is sent and read.
func TestSite(t *testing.T) {
	long.Alone(t)
	t.Parallel()
	pages := long.Times(t, 60, 300)
	site, data := newSite(t, pages), t.TempDir()
	flags := []string{"--data", data, "--embedder", "none", "--private-hosts", site.host()}
	add := append([]string{"library", "add", site.URL + "/sitemap.xml", "--every", "24h", "--pause", "0s"}, flags...)
	sync := func(more ...string) syncResult {
		t.Helper()
		return told[syncResult](t, append(append([]string{"library", "sync"}, flags...), more...)...)
	}

	site.most = pages/2 + 1
	printed, died := killedAfter(t, pages/2, add...)
	before, _ := site.counts()
	if printed < pages/2 || !died {
		t.Fatalf("it had added %d of %d pages when it was killed", printed, pages)
	}
	site.mu.Lock()
	site.most = 0
	site.mu.Unlock()
	succeed(t, add...)
	if all, _ := site.counts(); kept(t, data) != pages || all > pages+2 || before < printed {
		t.Fatalf("%d of %d pages are there; %d were asked for in the first run, %d in both", kept(t, data), pages, before, all)
	}

	changed := []int{0, 1, 2, pages - 1}
	site.change(func() {
		for _, n := range changed {
			site.versions[n]++
		}
		site.gone[10], site.unlisted[11] = true, true
	})
	got := sync()
	asked, sent := site.counts()
	if len(got.Added) != len(changed) || len(got.Gone) != 2 || got.Gone[0].Removed || asked != pages-2 || sent > pages/3+len(changed) {
		t.Errorf("of %d pages that changed %d were read anew, %+v are gone; %d were asked for and %d sent", len(changed), len(got.Added), got.Gone, asked, sent)
	}
	for _, one := range got.Added {
		if one.Outcome != "replaced" {
			t.Errorf("%s is %s", one.Source, one.Outcome)
		}
	}
	if kept(t, data) != pages {
		t.Errorf("%d articles are left of %d, and nothing was to be deleted", kept(t, data), pages)
	}

	site.change(func() { site.down = true })
	if r := runProgram(t, nil, append([]string{"library", "sync", "--prune"}, flags...)...); r.status != statusFailed || !strings.Contains(r.log, "no page is taken to be gone") || !strings.Contains(r.log, "502") {
		t.Errorf("the sitemap fails, and it ends with %d: %s", r.status, r.log)
	}
	site.change(func() { site.down = false })
	if got := sync("--prune"); len(got.Gone) != 2 || !got.Gone[1].Removed || kept(t, data) != pages-2 {
		t.Errorf("%+v are removed, %d articles left", got.Gone, kept(t, data))
	}
	if long.On() { // else TestSchedule of library/subscription and TestRepeated of bot do
		scheduled(t, site, data, flags[2:])
	}
}

// scheduled holds that footnote serve fetches again what is due.
func scheduled(t *testing.T, site *madeSite, data string, flags []string) {
	t.Helper()
	db, err := store.OpenLibrary(t.Context(), filepath.Join(data, "footnote.db"))
	if err != nil {
		t.Fatal(err)
	}
	now := func() store.Subscription {
		t.Helper()
		all, err := db.Subscriptions(t.Context(), store.Local)
		if err != nil || len(all) != 1 {
			t.Fatalf("%+v, %v", all, err)
		}
		return all[0]
	}
	s := now()
	if s.Every != 24*time.Hour || time.Until(s.Due) < 23*time.Hour {
		t.Errorf("%+v", s)
	}
	s.Due = time.Now().Add(-time.Hour)
	if err := db.SaveSubscription(t.Context(), s); err != nil {
		t.Fatal(err)
	}
	site.change(func() { site.versions[20]++ })
	pages := kept(t, data)
	v := launch(t, discordtest.New(t, discordtest.Options{Unlimited: true}), data, flags...)
	for began := time.Now(); time.Until(now().Due) < 23*time.Hour; time.Sleep(20 * time.Millisecond) {
		if time.Since(began) > time.Minute {
			t.Fatal("it was not fetched again")
		}
	}
	v.kill(t)
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if asked, sent := site.counts(); asked != pages || sent > pages/3+2 || kept(t, data) != pages {
		t.Errorf("of %d pages %d were asked for and %d sent; %d are left", pages, asked, sent, kept(t, data))
	}
	if out := succeed(t, "search", "--data", data, "--embedder", "none", "第20號燈塔"); !strings.Contains(out, "有1040公尺高") {
		t.Errorf("what changed is not found:\n%s", out)
	}
}

// A folder is added, killed half-way, gone on with, changed, and read again, when only
// what has changed is read.
func TestFolderKeptUpToDate(t *testing.T) {
	long.Alone(t)
	t.Parallel()
	files := long.Times(t, 60, 200)
	folder := t.TempDir()
	path := func(n int) string { return filepath.Join(folder, fmt.Sprintf("%03d.txt", n)) }
	for n := range files {
		writeFile(t, folder, filepath.Base(path(n)), []byte(lighthouse(n, 1)))
	}
	var data string
	var sync []string
	for died := false; !died; { // where the machine is slow, it may have ended before
		data = t.TempDir()
		sync = []string{"library", "sync", folder, "--data", data, "--embedder", "none"}
		_, died = killedAfter(t, files/4, sync...)
	}
	if got := told[syncResult](t, sync...); kept(t, data) != files || len(got.Added) > files-files/4+1 {
		t.Fatalf("%d of %d files are there; %d were read in the second run", kept(t, data), files, len(got.Added))
	}
	writeFile(t, folder, filepath.Base(path(3)), []byte(lighthouse(3, 2)))
	writeFile(t, folder, "new.txt", []byte(lighthouse(1000, 1)))
	if err := os.Remove(path(5)); err != nil {
		t.Fatal(err)
	}
	got := told[syncResult](t, sync...)
	if len(got.Added) != 2 || got.Added[0].Outcome != "replaced" || got.Added[1].Outcome != "added" || len(got.Gone) != 1 || got.Gone[0].Item != path(5) || kept(t, data) != files+1 {
		t.Errorf("%+v", got)
	}
	if got := told[syncResult](t, append(sync, "--prune")...); len(got.Added) != 0 || len(got.Gone) != 1 || !got.Gone[0].Removed || kept(t, data) != files {
		t.Errorf("with --prune: %+v", got)
	}
	aside := folder + "-aside"
	if err := os.Rename(folder, aside); err != nil {
		t.Fatal(err)
	}
	if r := runProgram(t, nil, append(sync, "--prune")...); r.status != statusFailed || !strings.Contains(r.log, "no file is taken to be gone") {
		t.Errorf("the folder is not there, and it ends with %d: %s", r.status, r.log)
	}
	if err := os.Mkdir(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	if r := runProgram(t, nil, append(sync, "--prune")...); r.status != 0 || !strings.Contains(r.log, "is empty now") || kept(t, data) != files {
		t.Errorf("the folder is empty, and it ends with %d: %s", r.status, r.log)
	}
}

// A folder that is watched is read again as it changes, until Ctrl-C.
func TestWatch(t *testing.T) {
	long.Skip(t, "it waits for seconds; library/subscription has the rest")
	t.Parallel()
	folder, data := t.TempDir(), t.TempDir()
	writeFile(t, folder, "a.txt", []byte(lighthouse(1, 1)))
	c, out, log := begin(t, "library", "add", "--watch", folder, "--data", data, "--embedder", "none")
	lines := bufio.NewScanner(out)
	for _, next := range []struct {
		want   string
		change func()
	}{
		{"  added  ", func() { writeFile(t, folder, "b.txt", []byte(lighthouse(2, 1))) }},
		{"  added  ", func() { writeFile(t, folder, "a.txt", []byte(lighthouse(1, 2))) }},
		{"  replaced  ", func() { _ = os.Remove(filepath.Join(folder, "b.txt")) }},
		{"gone  ", func() { _ = c.Process.Signal(os.Interrupt) }},
	} {
		if !lines.Scan() || !strings.Contains(lines.Text(), next.want) {
			t.Errorf("%q, not %q", lines.Text(), next.want)
		}
		next.change()
	}
	for lines.Scan() {
		t.Errorf("and %q", lines.Text())
	}
	if err := c.Wait(); err != nil {
		t.Errorf("%v: %s", err, log)
	}
}
