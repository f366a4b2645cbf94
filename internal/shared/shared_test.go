package shared

import (
	"os"
	"path/filepath"
	"testing"
)

func TestPath(t *testing.T) {
	folder := t.TempDir()
	t.Setenv(Variable, folder)
	want := filepath.Join(folder, "sets", "one.jsonl")
	if err := os.MkdirAll(filepath.Dir(want), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(want, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if got := Path(t, "sets/one.jsonl"); got != want {
		t.Errorf("found %s, want %s", got, want)
	}
	skipped := false
	t.Run("missing", func(t *testing.T) {
		defer func() { skipped = t.Skipped() }()
		Path(t, "sets/two.jsonl")
	})
	if !skipped {
		t.Error("a test whose data is missing is not skipped")
	}
}

// Folder returns "" outside of a checkout, and if there is no ../shared.
func TestFolder(t *testing.T) {
	t.Setenv(Variable, "")
	checkout := filepath.Join(t.TempDir(), "checkout")
	inside := filepath.Join(checkout, "rag", "index")
	if err := os.MkdirAll(inside, 0o700); err != nil {
		t.Fatal(err)
	}
	t.Chdir(inside)
	if got := Folder(); got != "" {
		t.Errorf("outside of a checkout, the folder is %s", got)
	}
	if err := os.WriteFile(filepath.Join(checkout, "go.mod"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if got := Folder(); got != "" {
		t.Errorf("without ../shared, the folder is %s", got)
	}
	beside := filepath.Join(filepath.Dir(checkout), "shared")
	if err := os.Mkdir(beside, 0o700); err != nil {
		t.Fatal(err)
	}
	got, err := os.Stat(Folder())
	if err != nil {
		t.Fatal(err)
	}
	if want, _ := os.Stat(beside); !os.SameFile(got, want) {
		t.Errorf("found %s, want %s", Folder(), beside)
	}
}
