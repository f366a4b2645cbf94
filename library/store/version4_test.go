package store

import (
	"bytes"
	"os"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// beforeRemoval returns a copy of testdata/version4.db, written by the last program of version
// 4: "library add" in two scopes, then settings, a question, a vote, a job and spending. It was
// vacuumed.
func beforeRemoval(t *testing.T) (path string) {
	t.Helper()
	return place(t, contents(t, "testdata/version4.db"))
}

// held checks that everything written by version 4 is there.
func held(t *testing.T, l *Library) {
	t.Helper()
	titles := map[Scope][]string{}
	for _, scope := range []Scope{Local, Guild("7")} {
		listed, err := l.List(t.Context(), scope)
		if err != nil {
			t.Fatal(err)
		}
		all, err := l.Articles(t.Context(), scope, "")
		if err != nil || len(all) != len(listed) {
			t.Errorf("%d of %d articles of %s, %v", len(all), len(listed), scope, err)
		}
		for _, r := range all {
			titles[scope] = append(titles[scope], r.Article.Title)
			if err := r.Article.Check(); err != nil {
				t.Error(err)
			}
		}
		if removed, err := l.Removed(t.Context(), scope, time.Now()); len(removed) > 0 || err != nil {
			t.Errorf("removed are %v, %v", removed, err)
		}
	}
	if d := cmp.Diff(map[Scope][]string{Local: {"無名湖"}, Guild("7"): {"钟楼史"}}, titles); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
	settings, err := l.Settings(t.Context(), Guild("7"))
	if string(settings) != `{"language":"zh-CN","retain":90}` || err != nil {
		t.Errorf("settings %s, %v", settings, err)
	}
	about, err := l.About(t.Context(), [16]byte{7})
	if err != nil || len(about.Questions) != 1 || about.Questions[0].Question != "钟楼多高?" || len(about.Votes) != 1 || len(about.Jobs) != 1 {
		t.Errorf("%+v, %v", about, err)
	}
	if data, err := l.JobData(t.Context(), 1); string(data) != "The old mill was built in 1787." || err != nil {
		t.Errorf("%q, %v", data, err)
	}
	if n, err := l.Spent(t.Context(), Guild("7"), "2026-11-25", "tokens"); n != 42 || err != nil {
		t.Errorf("spent %d, %v", n, err)
	}
}

// TestVersion4 checks that a file of version 4 can be read without changing a byte of it, and
// that all of its data is there after it is migrated.
func TestVersion4(t *testing.T) {
	path := beforeRemoval(t)
	before := contents(t, path)
	l, ok, err := ReadLibrary(t.Context(), path)
	if !ok || err != nil {
		t.Fatalf("read: %v, %v", ok, err)
	}
	held(t, l)
	l.Close()
	if !bytes.Equal(before, contents(t, path)) {
		t.Error("the file has changed")
	}
	l = library(t, path)
	held(t, l)
	if d := cmp.Diff(tables(t, library(t, inFolder(t))), tables(t, l)); d != "" {
		t.Errorf("(-new +migrated)\n%s", d)
	}
	now := time.Now()
	for scope, id := range map[Scope]string{Local: "3ed71ba7295a", Guild("7"): "3745e86d8317"} {
		if _, was, err := l.Remove(t.Context(), scope, id, now); !was || err != nil {
			t.Errorf("removed %v, %v", was, err)
		}
		if listed, err := l.List(t.Context(), scope); len(listed) > 0 || err != nil {
			t.Errorf("listed are %v, %v", listed, err)
		}
		if was, err := l.Restore(t.Context(), scope, id, now); !was || err != nil {
			t.Errorf("restored %v, %v", was, err)
		}
	}
	held(t, l)
	backup := inFolder(t)
	if err := l.Backup(t.Context(), backup); err != nil {
		t.Fatal(err)
	}
	held(t, library(t, backup))
}

// TestBackupOfVersion4 checks that a backup of version 4 can be restored, and that a file of
// version 4 can be backed up.
func TestBackupOfVersion4(t *testing.T) {
	old := beforeRemoval(t)
	l, _, err := ReadLibrary(t.Context(), old)
	if err != nil {
		t.Fatal(err)
	}
	backup, to := inFolder(t), inFolder(t)
	if err := l.Backup(t.Context(), backup); err != nil {
		t.Fatal(err)
	}
	l.Close()
	if _, err := Restore(t.Context(), backup, to); err != nil {
		t.Fatal(err)
	}
	held(t, library(t, to))
	if err := os.Remove(backup); err != nil {
		t.Error(err)
	}
}
