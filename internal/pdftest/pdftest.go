// Package pdftest has where the tests of several rooms keep the compiled engine that
// reads PDF.
package pdftest

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// Folder is for the compiled engine. It outlives the tests, as compiling takes seconds,
// and minutes under the race detector. It has the versions in its name, which wazero does
// not know in a test.
func Folder(t testing.TB) string {
	t.Helper()
	cache, err := os.UserCacheDir()
	if err != nil {
		t.Skip("no directory for caches: ", err)
	}
	module, err := os.ReadFile(filepath.Join(root(t), "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	versions := regexp.MustCompile(`(?:go-pdfium|wazero) v\S+`).FindAllString(string(module), -1)
	return filepath.Join(cache, "footnote-test", strings.ReplaceAll(strings.Join(versions, " "), " ", "-"))
}

// root is the folder of go.mod.
func root(t testing.TB) string {
	folder, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(folder, "go.mod")); err == nil {
			return folder
		}
		above := filepath.Dir(folder)
		if above == folder {
			t.Fatal("no go.mod above the test")
		}
		folder = above
	}
}
