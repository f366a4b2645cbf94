package main

import (
	"bytes"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"footnote/corpus"
	"footnote/corpus/doc"
	"footnote/internal/setup"
	"footnote/library/store"
)

// An article that is damaged so that it cannot be listed is said to be, and can
// be removed by the id that is said.
func TestRemoveDamaged(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	path := writeFile(t, t.TempDir(), "own.md", []byte(own))
	flags := []string{"--embedder", "none", "--data", data}
	id := told[addedJSON](t, append([]string{"library", "add", path}, flags...)...).Added[0].ID
	raw, err := os.ReadFile(filepath.Join(data, setup.DatabaseName))
	if err != nil {
		t.Fatal(err)
	}
	writeFile(t, data, setup.DatabaseName, bytes.ReplaceAll(raw, []byte("燈塔手冊"), []byte("燈塔手删")))
	r := runProgram(t, nil, append([]string{"library", "list"}, flags...)...)
	if r.status != 0 || r.out != "" || !strings.Contains(r.log, "article "+id+" of local is damaged") {
		t.Errorf("list ends with %d:\n%s%s", r.status, r.out, r.log)
	}
	succeed(t, append([]string{"library", "remove", id}, flags...)...)
	if r := runProgram(t, nil, append([]string{"library", "list"}, flags...)...); r.status != 0 || strings.Contains(r.log, "damaged") {
		t.Errorf("after it was removed, list ends with %d: %s", r.status, r.log)
	}
}

// What an earlier version kept among the caches is moved, with the log that holds
// what was written last, as a program that died leaves it.
func TestMoved(t *testing.T) {
	t.Parallel()
	if runtime.GOOS != "linux" {
		t.Skip("the directories of other systems cannot be set")
	}
	caches, home, place := t.TempDir(), t.TempDir(), t.TempDir()
	db, err := store.OpenLibrary(t.Context(), filepath.Join(place, setup.DatabaseName))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	article, err := new(corpus.Reader).Read(t.Context(), doc.File{Source: "own.txt", Data: []byte(lighthouse(1, 1))})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Put(t.Context(), store.Local, store.Record{Article: article}, 0); err != nil {
		t.Fatal(err)
	}
	old := filepath.Join(caches, "footnote")
	if err := os.CopyFS(old, os.DirFS(place)); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(filepath.Join(old, setup.DatabaseName+"-wal")); err != nil || info.Size() == 0 {
		t.Fatalf("there is no log: %v", err)
	}
	variables := []string{"XDG_CACHE_HOME=" + caches, "XDG_DATA_HOME=" + home, "FOOTNOTE_EMBEDDER=none"}
	for range 2 {
		if r := runProgram(t, variables, "library", "list"); r.status != 0 || !strings.Contains(r.out, "第1號燈塔") || r.log != "" {
			t.Errorf("it ends with %d:\n%s%s", r.status, r.out, r.log)
		}
	}
	if exists(filepath.Join(old, setup.DatabaseName)) || !exists(filepath.Join(home, "footnote", setup.DatabaseName)) {
		t.Error("the database was not moved")
	}
}
