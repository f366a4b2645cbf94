package main

import (
	"path/filepath"
	"runtime"
	"testing"
)

// Machine code comes from the user's own directories only.
func TestEngineCache(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("the directories of other systems cannot be set")
	}
	caches := t.TempDir()
	file := writeFile(t, caches, "file", nil) // a directory cannot be made in it, as in that of a service
	for _, c := range []struct {
		caches, data string
		found        bool
		want         string
	}{
		{caches, "", false, filepath.Join(caches, "footnote", "pdf")},
		{caches, "data", false, filepath.Join(caches, "footnote", "pdf")},
		{caches, "data", true, filepath.Join(caches, "footnote", "pdf")},
		{"", "data", false, filepath.Join("data", "pdf")},
		{file, "data", false, filepath.Join("data", "pdf")},
		{file, "data", true, ""},
		{"", "data", true, ""},
		{"", "", false, ""},
	} {
		t.Setenv("XDG_CACHE_HOME", c.caches)
		t.Setenv("HOME", "")
		a := &app{cli: &cli{shared: shared{Data: c.data, dataFound: c.found}}}
		if got := a.engineCache(); got != c.want {
			t.Errorf("%+v: %q", c, got)
		}
	}
}

// A data directory is somebody else's if a .env names it that was merely found.
func TestDataFound(t *testing.T) {
	t.Chdir(t.TempDir())
	writeFile(t, ".", ".env", []byte("FOOTNOTE_DATA=theirs\n"))
	for want, args := range map[bool][]string{
		true:  {"version"},
		false: {"version", "--data", "ours"},
	} {
		c := &cli{}
		if _, err := c.parse(args, streams{}); err != nil || c.dataFound != want {
			t.Errorf("%q: %t, %v", args, c.dataFound, err)
		}
	}
	c := &cli{}
	if _, err := c.parse([]string{"version", "--env-file", ".env"}, streams{}); err != nil || c.dataFound || c.Data != "theirs" {
		t.Errorf("named: %t, %q, %v", c.dataFound, c.Data, err)
	}
}
