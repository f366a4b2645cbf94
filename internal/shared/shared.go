// Package shared finds the test data in ../shared, beside the checkout: question sets, a real
// article, Discord's schema. Their licences do not allow them to be part of the repository, so
// without them the tests that need them are skipped.
package shared

import (
	"os"
	"path/filepath"
	"testing"
)

// Variable is the environment variable that names a folder to use instead of ../shared.
const Variable = "FOOTNOTE_SHARED"

// Folder returns the path of the folder, or "" if there is none.
func Folder() string {
	if folder := os.Getenv(Variable); folder != "" {
		return folder
	}
	at, err := os.Getwd()
	if err != nil {
		return ""
	}
	for parent := filepath.Dir(at); ; at, parent = parent, filepath.Dir(parent) {
		if _, err := os.Stat(filepath.Join(at, "go.mod")); err == nil {
			break
		}
		if parent == at {
			return ""
		}
	}
	folder := filepath.Join(filepath.Dir(at), "shared")
	if _, err := os.Stat(folder); err != nil {
		return ""
	}
	return folder
}

// Path returns the path of a file or folder in it. If that does not exist, the test is skipped.
func Path(t testing.TB, name string) string {
	t.Helper()
	path := filepath.Join(Folder(), filepath.FromSlash(name))
	if Folder() == "" {
		t.Skipf("../shared/%s is not here", name)
	}
	if _, err := os.Stat(path); err != nil {
		t.Skipf("../shared/%s is not here", name)
	}
	return path
}
