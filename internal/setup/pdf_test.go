package setup

import (
	"os"
	"path/filepath"
	"runtime"
	"testing"
)

// Compiled machine code is stored only in the user's cache folder or a data folder that the user has
// chosen.
func TestPDFCache(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("the directories of other systems cannot be set")
	}
	caches := t.TempDir()
	file := filepath.Join(caches, "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	// A file in place of the cache directory stands for a service that cannot create one.
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
		if got := New(Settings{Data: c.data, Untrusted: c.found}).pdfCache(); got != c.want {
			t.Errorf("%+v: %q", c, got)
		}
	}
}
