// Package shared finds what tests need beside the checkout, in ../shared: sets of
// questions, a real article, Discord's schema. Their licences keep them out of
// the repository, so a clone without them skips those tests and says so.
package shared

import (
	"os"
	"path/filepath"
	"testing"
)

// Variable names another folder than ../shared.
const Variable = "FOOTNOTE_SHARED"

// Folder is the folder, empty where there is none.
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

// Path is where something of the folder is. The test is skipped where it is not
// there.
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
