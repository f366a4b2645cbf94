// Package pdftest names the folder in which tests of several packages keep the compiled PDF engine.
package pdftest

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// Folder returns the folder for the compiled engine. It outlives the tests, because compiling takes
// seconds, and minutes under the race detector. Its name contains the versions of the engine, which
// wazero cannot find out by itself in a test.
func Folder(t testing.TB) string {
	t.Helper()
	cache, err := os.UserCacheDir()
	if err != nil {
		t.Skip("there is no cache directory: ", err)
	}
	module, err := os.ReadFile(filepath.Join(root(t), "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	versions := regexp.MustCompile(`(?:go-pdfium|wazero) v\S+`).FindAllString(string(module), -1)
	return filepath.Join(cache, "footnote-test", strings.ReplaceAll(strings.Join(versions, " "), " ", "-"))
}

// root returns the folder that contains go.mod.
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
			t.Fatal("no parent folder contains go.mod")
		}
		folder = above
	}
}
