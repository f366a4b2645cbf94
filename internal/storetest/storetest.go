// Package storetest gives tests places to keep things at: files of SQLite, and a server
// of PostgreSQL that it starts itself.
package storetest

import (
	"crypto/rand"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// A Place makes places that nothing is kept at yet, each of them anew.
type Place func(testing.TB) string

// Each runs a test with every engine.
func Each(t *testing.T, test func(*testing.T, Place)) {
	t.Helper()
	t.Run("SQLite", func(t *testing.T) { test(t, File) })
	t.Run("PostgreSQL", func(t *testing.T) {
		Server(t) // which cannot be started where time stands still
		test(t, Schema)
	})
}

// File is a file of SQLite that is not there yet.
func File(t testing.TB) string { return filepath.Join(t.TempDir(), "footnote.db") }

// Schema is the address of a schema that is not there yet, on a server which all tests
// of a process share. Where there is none the test is skipped.
func Schema(t testing.TB) string {
	t.Helper()
	return inSchema(Server(t))
}

// Server is the address of that server.
func Server(t testing.TB) string {
	t.Helper()
	if address := given(); address != "" {
		return address
	}
	s, err := shared()
	if err != nil {
		missing(t, err)
	}
	return s.Address()
}

// shared is started when a test first wants it, and held so that it lives as long as
// this process.
var shared = sync.OnceValues(func() (*Running, error) { return start() })

// inSchema is an address with a schema of its own.
func inSchema(address string) string {
	mark := "?"
	if strings.Contains(address, "?") {
		mark = "&"
	}
	return address + mark + "search_path=test_" + strings.ToLower(rand.Text())
}
