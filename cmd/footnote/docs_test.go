package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// The tests that docs/architecture.md names are there, in the rooms that it
// names them in.
func TestArchitectureNamesTests(t *testing.T) {
	page, err := os.ReadFile(filepath.Join(root, "docs", "architecture.md"))
	if err != nil {
		t.Fatal(err)
	}
	room, name := regexp.MustCompile("`[a-z0-9/]+`"), regexp.MustCompile(`\b(Test|Fuzz)[A-Z]\w+`)
	found := 0
	for line := range strings.Lines(string(page)) {
		for _, part := range strings.Split(line, ";") {
			folder := room.FindAllString(part, -1)
			for _, test := range name.FindAllString(part, -1) {
				found++
				if len(folder) == 0 || !declares(t, strings.Trim(folder[len(folder)-1], "`"), test) {
					t.Errorf("%s is not in the room of its line: %s", test, strings.TrimSpace(part))
				}
			}
		}
	}
	if found < 10 {
		t.Errorf("only %d tests are named", found)
	}
}

// declares reports whether a test of a room has a name.
func declares(t *testing.T, folder, test string) bool {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(root, filepath.FromSlash(folder), "*_test.go"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(source), "\nfunc "+test+"(") {
			return true
		}
	}
	return false
}
