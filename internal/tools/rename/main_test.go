package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// writeFiles writes files to a new folder.
func writeFiles(t *testing.T, files map[string]string) (folder string) {
	t.Helper()
	folder = t.TempDir()
	for name, text := range files {
		path := filepath.Join(folder, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

// The compiler finds the packages under their new paths. Strings that only begin like a path
// are not changed.
func TestRename(t *testing.T) {
	const answer = "package answer\n\n// See footnote/answer.\nfunc Text() string { return \"footnote/title\" }\n"
	folder := writeFiles(t, map[string]string{
		"go.mod":              "module footnote\n\ngo 1.26.0\n",
		"answer/answer.go":    answer,
		"cmd/footnote/run.go": "package main\n\nimport (\n\t\"fmt\"\n\n\tother \"footnote/answer\"\n)\n\nfunc main() { fmt.Println(other.Text(), \"footnote/cmd/footnote\", `footnote/answer`) }\n",
		"node_modules/x/x.go": "not Go",
	})
	files, err := rename(folder, "example.org/someone/footnote")
	if err != nil || files != 2 {
		t.Fatalf("%d files: %v", files, err)
	}
	raw, err := os.ReadFile(filepath.Join(folder, "answer", "answer.go"))
	if err != nil || cmp.Diff(answer, string(raw)) != "" {
		t.Errorf("%s %v", raw, err)
	}
	c := exec.CommandContext(t.Context(), "go", "run", "example.org/someone/footnote/cmd/footnote")
	c.Dir = folder
	out, err := c.CombinedOutput()
	if want := "footnote/title example.org/someone/footnote/cmd/footnote example.org/someone/footnote/answer\n"; err != nil || string(out) != want {
		t.Errorf("%s, %v; want %s", out, err, want)
	}
}

// A path that cannot be installed is refused, and so is a module with an invalid Go file;
// nothing is changed then.
func TestRefused(t *testing.T) {
	for _, path := range []string{"", "footnote", "footnote/v2", "github.com", "https://github.com/a/b", "github.com/a/../b", "github.com/a b", "github.com/a/"} {
		folder := writeFiles(t, map[string]string{"go.mod": "module footnote\n"})
		if _, err := rename(folder, path); err == nil {
			t.Errorf("%q is accepted", path)
		}
	}
	folder := writeFiles(t, map[string]string{"go.mod": "module footnote\n", "a/a.go": "package a\n\nimport \"footnote/a\"\n", "b/b.go": "package b\n\nimport \"footnote/a\n"})
	if _, err := rename(folder, "example.org/footnote"); err == nil {
		t.Error("an invalid Go file is accepted")
	}
	if raw, err := os.ReadFile(filepath.Join(folder, "a", "a.go")); err != nil || strings.Contains(string(raw), "example.org") {
		t.Errorf("%s %v", raw, err)
	}
}
