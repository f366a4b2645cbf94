package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"footnote/cmd/footnote/internal/term"
)

// Who may not read the data directory is told so, and is not answered from the
// built-in article.
func TestUnreadableLibrary(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "data")
	arguments := func(more ...string) []string { return append(more, "--data", folder, "--embedder", "none") }
	call := func(args ...string) (status int, out, problem string) {
		var o, e bytes.Buffer
		status = run(context.Background(), arguments(args...), streams{strings.NewReader(""), term.New(&o), term.New(&e), nil})
		return status, o.String(), e.String()
	}
	note := filepath.Join(t.TempDir(), "note.md")
	if err := os.WriteFile(note, []byte("# 塔\n\n這座塔高六十一公尺。\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if status, _, problem := call("library", "add", note); status != 0 {
		t.Fatal(problem)
	}
	deny(t, folder)
	for _, command := range [][]string{{"ask", "2022年我國數據存儲量是多少?"}, {"search", "數據"}, {"text"}, {"index"}, {"library", "list"}} {
		status, out, problem := call(command...)
		if status != 1 || out != "" || !strings.Contains(problem, "cannot be") || !strings.Contains(problem, "hint:") {
			t.Errorf("%v: status %d, %q, %q", command, status, out, problem)
		}
	}
	if status, out, problem := call("ask", "--article", "built-in", "2022年我國數據存儲量是多少?"); status != 0 || !strings.Contains(out, "724.5EB") {
		t.Errorf("with --article: status %d, %q, %q", status, out, problem)
	}
}
