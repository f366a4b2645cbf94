package store

import (
	"context"
	"database/sql"
)

// An engine is a database at one place: a file of SQLite, or what a server of
// PostgreSQL keeps. The statements are the same for both.
type engine interface {
	// place is where it is, as people may read it: without a password.
	place() string

	// write opens it for writing, of this version. It makes one where there is none.
	write(ctx context.Context, use purpose) (*sql.DB, error)

	// readers are connections for reading beside those of write.
	readers(ctx context.Context) (*sql.DB, error)

	// read opens it for reading only and tells its version. It is nil where there is
	// none.
	read(ctx context.Context, look depth) (db *sql.DB, made int, err error)

	// exists reports whether there is one.
	exists(ctx context.Context) (bool, error)

	// quick are connections for leases and events, which wait for no other write and need
	// not survive a loss of power.
	quick(ctx context.Context) (*sql.DB, error)

	// Shared reports whether processes on other machines may use it too. One file is
	// served by one process, see [Lock].
	Shared() bool

	// now is its clock, in milliseconds since 1970.
	now() string

	// free is what ends a query for rows to take, so that it passes over those that
	// another one takes in that moment.
	free() string

	// moment is a transaction that reads what was true in one moment.
	moment() *sql.TxOptions

	// claim waits in a transaction until no other one writes.
	claim(ctx context.Context, tx *sql.Tx) error

	// steadily does work, which leaves nothing where it fails, within the time that it may
	// take. Where a connection was lost and nothing can have been kept, it does so once
	// more. work begins from nothing each time.
	steadily(ctx context.Context, db *sql.DB, work func(context.Context) error) error

	// erased sees to it that what was deleted cannot be read in what is kept.
	erased(ctx context.Context, db *sql.DB) error

	// within is whether bytes hold others.
	within(whole, part string) (condition string)

	// lastNumber is the last one that the database gave to a row of a table, 0 for none;
	// the next one is above that which was set.
	lastNumber(ctx context.Context, tx *sql.Tx, t table) (int64, error)
	setLastNumber(ctx context.Context, tx *sql.Tx, t table, last int64) error

	// backup copies all that is kept into a file beside to, which is to take its place.
	backup(ctx context.Context, db *sql.DB, to string) (draft string, err error)

	// restore puts what is in a file, which is sound, in the place of all that is kept,
	// and keeps that under another name.
	restore(ctx context.Context, db *sql.DB, from string) error

	state(ctx context.Context, tx *sql.Tx) (State, error)

	// fits is an error where a text cannot be kept.
	fits(what string, texts ...string) error
}

// A purpose is what a database is opened for.
type purpose int

const (
	forCache   purpose = iota // what is kept may be lost with the power
	forLibrary                // and may not
)

// engineOf is that of a place: the path of a file, or an address of PostgreSQL.
func engineOf(place string) (engine, error) {
	if IsAddress(place) {
		return newPostgres(place)
	}
	return file(place), nil
}
