package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// A Library holds the articles that people added, each in a [Scope], and everything that
// belongs to them. It is safe for concurrent use, also by several processes on one database.
// Once a method has returned, its changes survive the end of the program and a loss of power.
//
// If the database fails, the error is an [*OpenError] and nothing was changed. If a row is not
// as it was written, the error is a [*DamageError].
type Library struct {
	*database
	articles
	events
	fixed
	jobs
	leases
	notes
	originals
	questions
	scopes
	seen
	shownAnswers
	spending
	subscriptions
	tallies
}

// A database is the open database that all parts of a library share.
type database struct {
	engine
	path    string // for display, without a password
	made    int    // the version of its tables
	reading *sql.DB
	writing *sql.DB // nil if it was opened for reading only
	beside  *sql.DB // for leases and events, which do not wait for other writes; nil if writing is
	tally   *tally
}

// The parts of a library, each with tables of its own.
type (
	articles      struct{ *database }
	events        struct{ *database }
	fixed         struct{ *database }
	jobs          struct{ *database }
	leases        struct{ *database }
	notes         struct{ *database }
	originals     struct{ *database }
	questions     struct{ *database }
	seen          struct{ *database }
	shownAnswers  struct{ *database }
	spending      struct{ *database }
	subscriptions struct{ *database }
	tallies       struct{ *database }
	scopes        struct {
		*database
		generation *sql.Stmt // of a file; else nil
	}
)

// readers is how many may read at once in one process.
const readers = 4

// OpenLibrary opens the library at a place, or creates it. One that cannot be used is an
// [*OpenError], and is left as it is. Every page of a file is checked, which takes 2 ms per
// megabyte. Articles that can no longer be restored are erased.
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
	l, err := newLibrary(ctx, &database{e, e.place(), version, reading, writing, quick, newTally()})
	if err != nil {
		return nil, err
	}
	if err := l.purgeIfPossible(ctx); err != nil {
		return nil, errors.Join(err, l.Close())
	}
	return l, nil
}

// ReadLibrary opens the library at a place for reading only, even on a read-only disk or a
// standby server. It creates nothing: ok is false if there is no library. One that cannot be
// used is an [*OpenError].
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
	l, err = newLibrary(ctx, &database{e, e.place(), made, db, nil, nil, newTally()})
	return l, err == nil, err
}

// Exists reports whether there is a database at a place. It creates nothing.
func Exists(ctx context.Context, place string) (bool, error) {
	e, err := engineOf(place)
	if err != nil {
		return false, err
	}
	return e.exists(ctx)
}

// newLibrary prepares the query that is asked most. If it fails, it closes the database.
func newLibrary(ctx context.Context, d *database) (*Library, error) {
	d.reading.SetMaxOpenConns(readers)
	var generation *sql.Stmt
	err := d.withRetry(ctx, d.reading, func(ctx context.Context) (err error) {
		if err = checkMoveFinished(ctx, d.engine, d.reading); err == nil && !IsAddress(d.path) { // the PostgreSQL driver prepares statements itself
			generation, err = d.reading.PrepareContext(ctx, generationQuery)
		}
		return err
	})
	if err != nil {
		return nil, explain(d.path, errors.Join(err, d.Close()))
	}
	return &Library{d, articles{d}, events{d}, fixed{d}, jobs{d}, leases{d}, notes{d}, originals{d}, questions{d}, scopes{d, generation}, seen{d}, shownAnswers{d}, spending{d}, subscriptions{d}, tallies{d}}, nil
}

// Path returns the database's place without a password, for display.
func (d *database) Path() string { return d.path }

// ReadOnly reports whether the library was opened for reading only.
func (d *database) ReadOnly() bool { return d.writing == nil }

// Close closes the database. A second call does nothing.
func (d *database) Close() error {
	err := d.reading.Close()
	if d.writing != nil {
		err = errors.Join(err, d.beside.Close(), d.writing.Close()) // last, so that it copies the log into the file
	}
	return explain(d.path, err)
}

// view reads from one snapshot. read may be called a second time and must then start afresh;
// the same is true of update's change.
func (d *database) view(ctx context.Context, read func(context.Context, *sql.Tx) error) error {
	return d.explain(d.withRetry(ctx, d.reading, func(ctx context.Context) error {
		return inTransaction(ctx, d.reading, d.snapshotOptions(), func(tx *sql.Tx) error { return read(ctx, tx) })
	}))
}

// update runs change in a transaction. Of all processes, only one update runs at a time.
func (d *database) update(ctx context.Context, change func(context.Context, *sql.Tx) error) error {
	if d.writing == nil {
		return &OpenError{d.path, "was opened for reading only", "", ReadOnly}
	}
	return d.explain(d.withRetry(ctx, d.writing, func(ctx context.Context) error {
		return inTransaction(ctx, d.writing, nil, func(tx *sql.Tx) error {
			if err := d.claim(ctx, tx); err != nil {
				return err
			}
			return change(ctx, tx)
		})
	}))
}

// scrubFiles makes sure that deleted data can no longer be read from the database's files.
func (d *database) scrubFiles(ctx context.Context) error {
	return d.explain(d.scrub(ctx, d.writing))
}

// inTransaction runs work in a transaction, and commits it unless work fails.
func inTransaction(ctx context.Context, db *sql.DB, options *sql.TxOptions, work func(*sql.Tx) error) error {
	tx, err := db.BeginTx(ctx, options)
	if err != nil {
		return err
	}
	defer tx.Rollback() // does nothing after a commit
	if err := work(tx); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return commitError{err}
	}
	return nil
}

// A commitError is the failure of a commit. Whether the transaction was committed is unknown,
// unless the database says that it was not.
type commitError struct{ error }

func (e commitError) Unwrap() error { return e.error }

// A step is a statement with its arguments.
type step struct {
	query     string
	arguments []any
}

func run(ctx context.Context, tx *sql.Tx, steps ...step) error {
	for _, s := range steps {
		if _, err := tx.ExecContext(ctx, s.query, s.arguments...); err != nil {
			return err
		}
		resetStallTimer(ctx)
	}
	return nil
}

// waitingKey is the context key of the stall timer, which cancels the work when it makes no
// progress for too long.
type waitingKey struct{}

// resetStallTimer restarts the stall timer, if there is one, after some progress.
func resetStallTimer(ctx context.Context) {
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
		resetStallTimer(ctx)
		if err := read(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// errRow means that a row has a value that the program never writes, such as text in place of a
// number.
var errRow = errors.New("a row is not as it was made")

// scan reads a row. If a value does not fit, the error is an errRow.
func scan(row interface{ Scan(...any) error }, into ...any) error {
	err := row.Scan(into...)
	if err == nil || errors.Is(err, sql.ErrNoRows) || extended(err) != 0 || ofServer(err) {
		return err
	}
	return fmt.Errorf("%w: %w", errRow, err)
}

// A DamageError reports a damaged row. Other rows are unaffected: methods that return several
// return the intact ones together with an error that joins a DamageError for each damaged one.
type DamageError struct {
	Path  string
	Scope Scope
	What  string // "article", "vectors", "settings", "job", "question", "note", "subscription" or "fixed answer"
	ID    string // of an article or a job, if it can be read
}

func (e *DamageError) Error() string {
	return fmt.Sprintf("%s: %s %s of %s is damaged: remove it, or footnote restore BACKUP", e.Path, e.What, e.ID, e.Scope)
}

// nanoseconds returns t in nanoseconds since 1970, 0 for the zero time.
func nanoseconds(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixNano()
}

// timeOf is the inverse of nanoseconds.
func timeOf(nanoseconds int64) time.Time {
	if nanoseconds == 0 {
		return time.Time{}
	}
	return time.Unix(0, nanoseconds)
}

// person returns a person's code as it is stored: null for nobody.
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
