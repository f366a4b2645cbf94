package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// A Library is what people brought, each in a [Scope], with what is theirs
// beside it. It is safe for concurrent use, also by other processes on the same
// database. What a method acknowledged survives the end of the program and a loss of
// power.
//
// Where the database fails, an error is an [*OpenError] and nothing was changed; a
// row that is not as it was written is a [*DamageError].
type Library struct {
	*database
	articles
	events
	jobs
	leases
	questions
	scopes
	spending
	subscriptions
}

// A database is what all parts of a library share, open.
type database struct {
	engine
	path    string // as people may read it
	made    int    // the version of what is there
	reading *sql.DB
	writing *sql.DB // nil where it was opened for reading only
	beside  *sql.DB // for what waits for no other write; nil where writing is
}

// The parts of a library, each with the tables that are its own.
type (
	articles      struct{ *database }
	events        struct{ *database }
	jobs          struct{ *database }
	leases        struct{ *database }
	questions     struct{ *database }
	spending      struct{ *database }
	subscriptions struct{ *database }
	scopes        struct {
		*database
		generation *sql.Stmt // of a file; else nil
	}
)

// readers is how many may read at once in one process.
const readers = 4

// OpenLibrary opens the library at a place, made where there is none. One that
// cannot be used is an [*OpenError], and stays as it is. Of a file every page is looked
// at, which takes 2 ms a megabyte. What was removed long enough ago is erased.
func OpenLibrary(ctx context.Context, place string) (*Library, error) {
	e, err := engineOf(place)
	if err != nil {
		return nil, err
	}
	writing, err := e.write(ctx, forLibrary)
	if err != nil {
		return nil, err
	}
	reading, err := e.readers(ctx)
	if err != nil {
		return nil, explain(e.place(), errors.Join(err, writing.Close()))
	}
	quick, err := e.quick(ctx)
	if err != nil {
		return nil, explain(e.place(), errors.Join(err, reading.Close(), writing.Close()))
	}
	l, err := newLibrary(ctx, &database{e, e.place(), version, reading, writing, quick})
	if err != nil {
		return nil, err
	}
	if err := l.purgeIfPossible(ctx); err != nil {
		return nil, errors.Join(err, l.Close())
	}
	return l, nil
}

// ReadLibrary opens the library at a place for reading only, also on a disk that may
// not be written, or a server that only repeats another one. It makes nothing: ok is
// false where there is no library. One that cannot be used is an [*OpenError].
func ReadLibrary(ctx context.Context, place string) (l *Library, ok bool, err error) {
	e, err := engineOf(place)
	if err != nil {
		return nil, false, err
	}
	db, made, err := e.read(ctx, closer)
	if db == nil || err != nil {
		return nil, false, err
	}
	if made < libraryVersion {
		return nil, false, explain(e.place(), db.Close())
	}
	l, err = newLibrary(ctx, &database{e, e.place(), made, db, nil, nil})
	return l, err == nil, err
}

// Exists reports whether anything is at a place. It makes nothing.
func Exists(ctx context.Context, place string) (bool, error) {
	e, err := engineOf(place)
	if err != nil {
		return false, err
	}
	return e.exists(ctx)
}

// newLibrary prepares what is asked often. It closes the database where that fails.
func newLibrary(ctx context.Context, d *database) (*Library, error) {
	d.reading.SetMaxOpenConns(readers)
	var generation *sql.Stmt
	err := d.steadily(ctx, d.reading, func(ctx context.Context) (err error) {
		if err = complete(ctx, d.engine, d.reading); err == nil && !IsAddress(d.path) { // whose driver does that itself
			generation, err = d.reading.PrepareContext(ctx, generationQuery)
		}
		return err
	})
	if err != nil {
		return nil, explain(d.path, errors.Join(err, d.Close()))
	}
	return &Library{d, articles{d}, events{d}, jobs{d}, leases{d}, questions{d}, scopes{d, generation}, spending{d}, subscriptions{d}}, nil
}

// Path is where it is, as people may read it: without a password.
func (d *database) Path() string { return d.path }

// ReadOnly reports a library that was opened for reading only.
func (d *database) ReadOnly() bool { return d.writing == nil }

// Close closes the database. A second call does nothing.
func (d *database) Close() error {
	err := d.reading.Close()
	if d.writing != nil {
		err = errors.Join(err, d.beside.Close(), d.writing.Close()) // last, so that it folds the log in
	}
	return explain(d.path, err)
}

// view reads what was true in one moment. read may be called a second time, and then
// begins from nothing; so may change of update.
func (d *database) view(ctx context.Context, read func(context.Context, *sql.Tx) error) error {
	return explain(d.path, d.steadily(ctx, d.reading, func(ctx context.Context) error {
		return inside(ctx, d.reading, d.moment(), func(tx *sql.Tx) error { return read(ctx, tx) })
	}))
}

// update changes everything that change does, or nothing. Only one update is under way
// at a time, of all processes.
func (d *database) update(ctx context.Context, change func(context.Context, *sql.Tx) error) error {
	if d.writing == nil {
		return &OpenError{d.path, "was opened for reading only", "", ReadOnly}
	}
	return explain(d.path, d.steadily(ctx, d.writing, func(ctx context.Context) error {
		return inside(ctx, d.writing, nil, func(tx *sql.Tx) error {
			if err := d.claim(ctx, tx); err != nil {
				return err
			}
			return change(ctx, tx)
		})
	}))
}

// foldIn takes what was deleted out of what is kept.
func (d *database) foldIn(ctx context.Context) error {
	return explain(d.path, d.erased(ctx, d.writing))
}

func inside(ctx context.Context, db *sql.DB, options *sql.TxOptions, work func(*sql.Tx) error) error {
	tx, err := db.BeginTx(ctx, options)
	if err != nil {
		return err
	}
	defer tx.Rollback() // nothing after a commit
	if err := work(tx); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return commitError{err}
	}
	return nil
}

// A commitError is that nobody knows whether a transaction was kept, unless the
// database says that it was not.
type commitError struct{ error }

func (e commitError) Unwrap() error { return e.error }

// A step is a statement with what it needs.
type step struct {
	query     string
	arguments []any
}

func run(ctx context.Context, tx *sql.Tx, steps ...step) error {
	for _, s := range steps {
		if _, err := tx.ExecContext(ctx, s.query, s.arguments...); err != nil {
			return err
		}
		goesOn(ctx)
	}
	return nil
}

// waitingKey is that of a timer in a context, which ends the work when nothing came of it
// for too long.
type waitingKey struct{}

// goesOn says that something came of it.
func goesOn(ctx context.Context) {
	if waiting, ok := ctx.Value(waitingKey{}).(*time.Timer); ok {
		waiting.Reset(patience)
	}
}

// each calls read for every row of a query.
func each(ctx context.Context, tx *sql.Tx, query string, read func(*sql.Rows) error, arguments ...any) error {
	rows, err := tx.QueryContext(ctx, query, arguments...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		goesOn(ctx)
		if err := read(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// errRow is that a row holds what none of ours does, such as a word for a number.
var errRow = errors.New("a row is not as it was made")

// scan reads a row. What does not fit is an errRow.
func scan(row interface{ Scan(...any) error }, into ...any) error {
	err := row.Scan(into...)
	if err == nil || errors.Is(err, sql.ErrNoRows) || extended(err) != 0 || ofServer(err) {
		return err
	}
	return fmt.Errorf("%w: %w", errRow, err)
}

// A DamageError is a row that is not as it was written. Others of its kind are
// not touched by it: what is whole is returned beside the error, which joins one
// of these for each row that is not.
type DamageError struct {
	Path  string
	Scope Scope
	What  string // "article", "vectors", "settings", "job", "question" or "subscription"
	ID    string // of an article or a job, as far as it can be read
}

func (e *DamageError) Error() string {
	return fmt.Sprintf("%s: %s %s of %s is damaged: remove it, or footnote restore BACKUP", e.Path, e.What, e.ID, e.Scope)
}

// nanoseconds are since 1970, 0 for no time.
func nanoseconds(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixNano()
}

func moment(nanoseconds int64) time.Time {
	if nanoseconds == 0 {
		return time.Time{}
	}
	return time.Unix(0, nanoseconds)
}

// person is a code as it is kept: null for nobody.
func person(by [16]byte) []byte {
	if by == [16]byte{} {
		return nil
	}
	return by[:]
}

func personOf(kept []byte) (by [16]byte) {
	copy(by[:], kept)
	return by
}
