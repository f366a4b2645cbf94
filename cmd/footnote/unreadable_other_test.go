//go:build !linux

package main

import (
	"os"
	"testing"
)

// deny has nobody look into a folder.
func deny(t *testing.T, folder string) {
	t.Helper()
	if err := os.Chmod(folder, 0); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.Chmod(folder, 0o700) })
	if _, err := os.ReadDir(folder); err == nil {
		t.Skip("folders are not closed by their mode here")
	}
}
