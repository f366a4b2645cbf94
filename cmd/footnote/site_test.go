package main

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"footnote/cmd/footnote/internal/upkeep"
	"footnote/internal/discordtest"
	"footnote/internal/long"
	"footnote/library/store"
)

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
	if long.On(t) { // else TestSchedule of library/subscription and TestRepeated of bot do
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
		if time.Since(began) > patience {
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
