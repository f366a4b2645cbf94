// Package storetest provides tests with places for databases: SQLite files, and a PostgreSQL
// server that it starts itself.
package storetest

import (
	"crypto/rand"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// A Place returns a new, empty place on each call.
type Place func(testing.TB) string

// Each runs a test with every database engine.
func Each(t *testing.T, test func(*testing.T, Place)) {
	t.Helper()
	t.Run("SQLite", func(t *testing.T) { test(t, File) })
	t.Run("PostgreSQL", func(t *testing.T) {
		Server(t) // it cannot be started within a synctest bubble
		test(t, Schema)
	})
}

// File returns the path of a SQLite file that does not exist yet.
func File(t testing.TB) string { return filepath.Join(t.TempDir(), "footnote.db") }

// Schema returns the address of a schema that does not exist yet, on a server that all tests of
// a process share. If there is no server, the test is skipped.
func Schema(t testing.TB) string {
	t.Helper()
	return inSchema(Server(t))
}

// Server returns the address of that server.
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

// shared starts the server when a test first needs it, and keeps it for as long as this process
// lives.
var shared = sync.OnceValues(func() (*Running, error) { return start() })

// inSchema returns an address with a schema of its own.
func inSchema(address string) string {
	mark := "?"
	if strings.Contains(address, "?") {
		mark = "&"
	}
	return address + mark + "search_path=test_" + strings.ToLower(rand.Text())
}
