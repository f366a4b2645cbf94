package storetest

import (
	"bytes"
	"database/sql"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"strings"
	"testing"
)

// Keeps reports whether a text occurs anywhere in the data at a place: in the bytes of a
// database file or its log, or in a row of any table.
func Keeps(t testing.TB, place, text string) bool {
	t.Helper()
	if !isAddress(place) {
		for _, suffix := range []string{"", "-wal"} {
			raw, err := os.ReadFile(place + suffix)
			if err != nil && (suffix == "" || !errors.Is(err, fs.ErrNotExist)) {
				t.Fatal(err)
			}
			if bytes.Contains(raw, []byte(text)) {
				return true
			}
		}
		return false
	}
	db := Open(t, place)
	var tables []string
	rows, err := db.Query(`select tablename from pg_tables where schemaname = current_schema()`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			t.Fatal(err)
		}
		tables = append(tables, name)
	}
	if err := rows.Err(); err != nil || len(tables) == 0 {
		t.Fatalf("there are no tables: %v", err)
	}
	for _, table := range tables {
		var found int
		query := `select count(*) from ` + table + ` as r where position($1 in r::text) > 0 or position($2 in r::text) > 0`
		if err := db.QueryRow(query, text, hex.EncodeToString([]byte(text))).Scan(&found); err != nil {
			t.Fatal(err)
		}
		if found > 0 {
			return true
		}
	}
	return false
}

// Open opens the database at a place directly, without package store. The test has to import
// package store, which registers the drivers.
func Open(t testing.TB, place string) *sql.DB {
	t.Helper()
	driver := "sqlite"
	if isAddress(place) {
		driver = "pgx"
	}
	db, err := sql.Open(driver, place)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

func isAddress(place string) bool { return strings.Contains(place, "://") }
