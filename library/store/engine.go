package store

import (
	"context"
	"database/sql"
)

// An engine is a database at one place: an SQLite file, or a schema of a PostgreSQL server.
// Both understand the same statements.
type engine interface {
	// place is where the database is, without a password, for display.
	place() string

	// write opens the database for writing and brings it to this version. It creates one if there
	// is none.
	write(ctx context.Context, use purpose) (*sql.DB, error)

	// readers opens the connections for reading that are used beside those of write.
	readers(ctx context.Context) (*sql.DB, error)

	// read opens the database for reading only and returns its version. db is nil if there is
	// none.
	read(ctx context.Context, look depth) (db *sql.DB, made int, err error)

	// exists reports whether there is a database.
	exists(ctx context.Context) (bool, error)

	// quick opens connections for leases and events. Their writes do not wait for other writes and
	// need not survive a loss of power.
	quick(ctx context.Context) (*sql.DB, error)

	// Shared reports whether processes on other machines may use the database too. A file is
	// served by one process, see [Lock].
	Shared() bool

	// now is an SQL expression for the database's clock, in milliseconds since 1970.
	now() string

	// skipLocked is the SQL clause at the end of a query for rows to claim. It skips the rows that
	// another transaction is claiming at the same time.
	skipLocked() string

	// snapshotOptions returns the options of a transaction that reads one snapshot.
	snapshotOptions() *sql.TxOptions

	// claim waits in a transaction until no other one writes.
	claim(ctx context.Context, tx *sql.Tx) error

	// withRetry calls work within the time allowed. work must change nothing if it fails. If the
	// connection was lost and nothing can have been committed, withRetry calls it once more, from
	// the start.
	withRetry(ctx context.Context, db *sql.DB, work func(context.Context) error) error

	// scrub makes sure that deleted data can no longer be read from the database's files.
	scrub(ctx context.Context, db *sql.DB) error

	// within is an SQL condition: whether the bytes whole contain part.
	within(whole, part string) (condition string)

	// lastNumber returns the last number that the database gave to a row of a table, 0 for none.
	// setLastNumber sets it; the next row gets a higher one.
	lastNumber(ctx context.Context, tx *sql.Tx, t table) (int64, error)
	setLastNumber(ctx context.Context, tx *sql.Tx, t table, last int64) error

	// backup copies everything into a new file beside to, which the caller then renames to it.
	backup(ctx context.Context, db *sql.DB, to string) (draft string, err error)

	// restore replaces everything with the contents of an intact file, and keeps the former
	// contents under the name before.
	restore(ctx context.Context, db *sql.DB, from string) (before string, err error)

	state(ctx context.Context, tx *sql.Tx) (State, error)

	// fits returns an error if the database cannot store one of texts.
	fits(what string, texts ...string) error
}

type purpose int

const (
	forCache   purpose = iota // a loss of power may lose what was written last
	forLibrary                // a loss of power must lose nothing
)

// engineOf returns the engine of a place: the path of a file, or a PostgreSQL address.
func engineOf(place string) (engine, error) {
	if IsAddress(place) {
		return newPostgres(place)
	}
	return file(place), nil
}
