package store

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// TestVersion5 reads testdata/version5.db, written by the last program that stored everything in
// a file: articles in two scopes, one of them removed, settings, a question, a vote, a job,
// spending of a server and of a person, a server that the bot left, a vector and an answer.
func TestVersion5(t *testing.T) {
	path := place(t, contents(t, "testdata/version5.db"))
	removedAt := time.Unix(1_790_003_600, 0)
	read, ok, err := ReadLibrary(t.Context(), path)
	if !ok || err != nil {
		t.Fatalf("read: %v, %v", ok, err)
	}
	removed, err := read.Removed(t.Context(), Local, removedAt)
	if err != nil || len(removed) != 1 || removed[0].Title != "The Old Mill" || !removed[0].At.Equal(removedAt) {
		t.Errorf("removed are %+v, %v", removed, err)
	}
	heldSince5(t, read)
	read.Close()
	l := library(t, path)
	heldSince5(t, l)
	if removed, err := l.Removed(t.Context(), Local, removedAt); err != nil || len(removed) != 0 {
		t.Errorf("articles removed long ago are there: %+v, %v", removed, err)
	}
	a, warnings := answers(t, path, Limits{Age: 200 * 365 * 24 * time.Hour})
	v, more := warned(t, path)
	if got(t, a, 1) != "one" || len(load(t, v, "m", [][32]byte{key(0)})) != 1 || len(*warnings)+len(*more) > 0 {
		t.Errorf("the caches have changed: %q, %q", *warnings, *more)
	}
}

// heldSince5 checks that a library has the data of the file of version 5.
func heldSince5(t *testing.T, l *Library) {
	t.Helper()
	got := map[Scope][]string{}
	for _, scope := range []Scope{Local, Guild("7")} {
		all, err := l.Articles(t.Context(), scope, "m")
		if err != nil {
			t.Error(err)
		}
		for _, r := range all {
			got[scope] = append(got[scope], r.Article.Title+" "+r.Key+" "+string(r.Vectors))
			if err := r.Article.Check(); err != nil {
				t.Error(err)
			}
		}
	}
	want := map[Scope][]string{
		Local:      {"無名湖 https://news.example/lake \x02vectors of https://news.example/lake"},
		Guild("7"): {"钟楼史 b.txt \x02vectors of b.txt"},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
	settings, err := l.Settings(t.Context(), Guild("7"))
	if string(settings) != `{"language":"zh-CN","retain":90}` || err != nil {
		t.Errorf("settings %s, %v", settings, err)
	}
	about, err := l.About(t.Context(), [16]byte{7})
	if err != nil || len(about.Questions) != 1 || about.Questions[0].Question != "钟楼多高?" || len(about.Votes) != 1 || len(about.Jobs) != 1 || len(about.Added) != 1 {
		t.Errorf("%+v, %v", about, err)
	}
	if data, err := l.JobData(t.Context(), 1); string(data) != "The old mill was built in 1787." || err != nil {
		t.Errorf("%q, %v", data, err)
	}
	for scope, want := range map[Scope]map[string]int64{Guild("7"): {"tokens": 42}, Person("9"): {"characters": 3}} {
		for kind, want := range want {
			if n, err := l.Spent(t.Context(), scope, "2026-11-25", kind); n != want || err != nil {
				t.Errorf("%s spent %d, %v", scope, n, err)
			}
		}
	}
	left, err := l.Departed(t.Context(), time.Unix(1_790_000_001, 0))
	if d := cmp.Diff([]Scope{Person("9")}, left); d != "" || err != nil {
		t.Errorf("left are %v, %v", left, err)
	}
}
