package store

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"footnote/internal/storetest"
)

// TestPeek checks that PeekLibrary changes nothing in a directory: while nobody uses the
// library, while somebody does and holds its lock, and after a program has died.
func TestPeek(t *testing.T) {
	t.Parallel()
	path := inFolder(t)
	if _, ok, err := PeekLibrary(t.Context(), path); ok || err != nil {
		t.Fatal("nothing is there", err)
	}
	first, second := record(t, 1), record(t, 2)
	l := library(t, path)
	keepAll(t, l, Local, first)
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	peeks(t, path, first)

	l = library(t, path)
	keepAll(t, l, Local, second)
	lock, err := connect(path, "mode=rw", "locking_mode(normal)")
	if err != nil {
		t.Fatal(err)
	}
	defer lock.Close()
	if _, err := lock.ExecContext(t.Context(), "begin exclusive"); err != nil {
		t.Fatal(err)
	}
	peeks(t, path, first, second)

	died := filepath.Join(t.TempDir(), "footnote.db") // without the shared-memory file
	for _, end := range []string{"", "-wal"} {
		data, err := os.ReadFile(path + end)
		if err == nil {
			err = os.WriteFile(died+end, data, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	peek(t, died)
}

func TestPeekNoFile(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	for name, data := range map[string]string{"foreign.db": "SQLite format 3\x00", "text.db": "a text that is no database", "empty.db": ""} {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, []byte(data), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, ok, _ := PeekLibrary(t.Context(), path); ok {
			t.Errorf("%s is a library", name)
		}
	}
	for _, path := range []string{folder, os.DevNull, filepath.Join(folder, "none", "footnote.db")} {
		if _, ok, err := PeekLibrary(t.Context(), path); ok || err != nil {
			t.Errorf("%s: %v, %v", path, ok, err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, ok, _ := PeekLibrary(ctx, "postgres://nobody@127.0.0.1:1/none"); ok {
		t.Error("a server exists without being asked")
	}
}

// peeks checks that PeekLibrary shows exactly these articles.
func peeks(t *testing.T, path string, want ...Record) {
	t.Helper()
	var ids []string
	for _, r := range want {
		ids = append(ids, r.Article.ID)
	}
	if diff := cmp.Diff(ids, peek(t, path)); diff != "" {
		t.Error(diff)
	}
}

// peek returns the IDs of the articles that PeekLibrary shows, and checks that it changes
// nothing.
func peek(t *testing.T, path string) (ids []string) {
	t.Helper()
	before := stamps(t, filepath.Dir(path))
	l, ok, err := PeekLibrary(t.Context(), path)
	if !ok || err != nil {
		t.Fatal(ok, err)
	}
	all, err := l.List(t.Context(), Local)
	if err != nil {
		t.Error(err)
	}
	for _, s := range all {
		ids = append(ids, s.ID)
	}
	if err := l.Close(); err != nil {
		t.Error(err)
	}
	if diff := cmp.Diff(before, stamps(t, filepath.Dir(path))); diff != "" {
		t.Errorf("the folder has changed: %s", diff)
	}
	return ids
}

// stamps returns the modification times of the files in a directory.
func stamps(t *testing.T, folder string) map[string]string {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for _, entry := range entries {
		info, err := entry.Info()
		if err != nil {
			t.Fatal(err)
		}
		all[entry.Name()] = info.ModTime().String()
	}
	return all
}

// TestPeekEach checks that PeekLibrary creates nothing in an empty place, and opens an existing
// library for reading only.
func TestPeekEach(t *testing.T) { storetest.Each(t, testPeekEach) }

func testPeekEach(t *testing.T, at storetest.Place) {
	path := at(t)
	if _, ok, err := PeekLibrary(t.Context(), path); ok || err != nil {
		t.Fatal("nothing is there", err)
	}
	if there, err := Exists(t.Context(), path); there || err != nil {
		t.Fatal("something was created", err)
	}
	l := library(t, path)
	keepAll(t, l, Local, record(t, 1))
	look, ok, err := PeekLibrary(t.Context(), path)
	if !ok || err != nil {
		t.Fatal(ok, err)
	}
	defer look.Close()
	all, err := look.List(t.Context(), Local)
	if err != nil || len(all) != 1 || !look.ReadOnly() {
		t.Error(all, err)
	}
}
