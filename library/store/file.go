package store

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"time"

	sqlite3 "modernc.org/sqlite/lib"
)

// A file is the path of an SQLite database.
type file string

func (f file) place() string { return string(f) }

func (f file) write(ctx context.Context, use purpose) (*sql.DB, error) {
	if use == forCache {
		return prepare(ctx, string(f), glance, "synchronous(normal)")
	}
	db, err := prepare(ctx, string(f), closer, "synchronous(full)", "foreign_keys(1)", "secure_delete(1)")
	if err != nil {
		return nil, err
	}
	if err := writable(ctx, db); err != nil {
		return nil, explain(string(f), errors.Join(err, db.Close()))
	}
	return db, nil
}

// writable takes the write lock and releases it. If a file is read-only, SQLite begins the
// transaction all the same and fails at the first write.
func writable(ctx context.Context, db *sql.DB) error {
	return inTransaction(ctx, db, nil, func(tx *sql.Tx) error { return run(ctx, tx, step{`delete from counter where false`, nil}) })
}

func (f file) readers(context.Context) (*sql.DB, error) {
	return connect(string(f), "mode=rw", "query_only(1)")
}

func (f file) read(ctx context.Context, look depth) (db *sql.DB, made int, err error) {
	if _, err := os.Stat(string(f)); errors.Is(err, fs.ErrNotExist) {
		return nil, 0, nil
	}
	return examine(ctx, string(f), look)
}

func (f file) exists(context.Context) (bool, error) {
	_, err := os.Stat(string(f))
	return !errors.Is(err, fs.ErrNotExist), nil // other errors are reported when it is opened
}

func (f file) quick(context.Context) (*sql.DB, error) {
	return connect(string(f), "mode=rw", "synchronous(normal)", "busy_timeout(500)", "secure_delete(1)")
}

func (file) Shared() bool { return false }

func (file) now() string { return `cast(unixepoch('subsec') * 1000 as integer)` }

func (file) skipLocked() string { return "" }

func (file) snapshotOptions() *sql.TxOptions { return &sql.TxOptions{ReadOnly: true} }

// claim does nothing: every writing transaction begins by locking the file.
func (file) claim(context.Context, *sql.Tx) error { return nil }

func (file) withRetry(ctx context.Context, _ *sql.DB, work func(context.Context) error) error {
	return work(ctx)
}

// scrub copies the log into the file and truncates it. If that is prevented by readers, the
// rest happens when the last process closes the file.
func (file) scrub(ctx context.Context, db *sql.DB) error {
	_, err := db.ExecContext(ctx, `pragma wal_checkpoint(truncate)`)
	return err
}

func (file) within(whole, part string) string { return "instr(" + whole + ", " + part + ") > 0" }

func (file) lastNumber(ctx context.Context, tx *sql.Tx, t table) (last int64, err error) {
	err = ignoreNoRows(scan(tx.QueryRowContext(ctx, `select seq from sqlite_sequence where name = $1`, t.name), &last))
	return last, err
}

func (file) setLastNumber(ctx context.Context, tx *sql.Tx, t table, last int64) error {
	return run(ctx, tx,
		step{`delete from sqlite_sequence where name = $1`, []any{t.name}},
		step{`insert into sqlite_sequence (name, seq) values ($1, $2)`, []any{t.name, last}})
}

func (file) fits(string, ...string) error { return nil }

// prepare opens the database at path for writing and brings it to this version, or creates it.
// It first examines the file for reading only, so that an unusable file stays unchanged.
func prepare(ctx context.Context, path string, look depth, pragmas ...string) (*sql.DB, error) {
	if err := errors.Join(createFile(ctx, path), rollBack(ctx, path)); err != nil {
		return nil, explain(path, err)
	}
	db, made, err := examine(ctx, path, look)
	if err != nil {
		return nil, err
	}
	if made < version && look == glance { // a migration must not write to a damaged file
		err = checkPages(ctx, db)
	}
	if err := errors.Join(err, db.Close()); err != nil {
		return nil, explain(path, err)
	}
	if db, err = connect(path, "mode=rw", pragmas...); err != nil {
		return nil, explain(path, err)
	}
	if err := ready(ctx, db, path, made); err != nil {
		db.Close()
		return nil, explain(path, err)
	}
	return db, nil
}

// ready turns the write-ahead log on and brings db to this version.
func ready(ctx context.Context, db *sql.DB, path string, made int) error {
	if err := useLog(ctx, db); err != nil || made == version {
		return err
	}
	if err := migrate(ctx, db); err != nil {
		return err
	}
	return os.Chmod(path, 0o600)
}

// rollBack undoes an unfinished transaction of a program that died, in a database of ours
// without a write-ahead log: a backup that was put in place by hand.
func rollBack(ctx context.Context, path string) error {
	if size(path+"-journal") <= 0 {
		return nil
	}
	db, err := connect(path, "mode=ro&immutable=1")
	if err != nil {
		return err
	}
	_, err = identify(ctx, db, path, glance)
	if err := errors.Join(err, db.Close()); err != nil {
		return err
	}
	if db, err = connect(path, "mode=rw"); err != nil {
		return err
	}
	_, err = identify(ctx, db, path, glance)
	return errors.Join(err, db.Close())
}

// connect opens one connection to the database at path. mode is SQLite's.
func connect(path, mode string, pragmas ...string) (*sql.DB, error) {
	values := url.Values{"_pragma": append([]string{"busy_timeout(5000)"}, pragmas...), "_txlock": {"immediate"}}
	location := &url.URL{Scheme: "file", Opaque: (&url.URL{Path: path}).EscapedPath(), RawQuery: mode + "&" + values.Encode()}
	db, err := sql.Open("sqlite", location.String())
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	return db, nil
}

// useLog turns the write-ahead log on. If two processes do so at the same moment, SQLite tells
// one of them at once that it would wait for ever.
func useLog(ctx context.Context, db *sql.DB) error {
	const tries = 50
	for i := 0; ; i++ {
		_, err := db.ExecContext(ctx, `pragma journal_mode = wal`)
		if code(err) != sqlite3.SQLITE_BUSY || i == tries {
			return err
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// createFile creates an empty database at path if there is no file. It writes under another name
// first, so that a program that dies leaves no partial file.
func createFile(ctx context.Context, path string) error {
	if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if size(path+"-wal") > 0 {
		return &OpenError{path, "is gone, but the log that belongs to it is there", "put the file back beside its -wal, or move that away, too", Damaged}
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	draft, err := draftOf(path)
	if err != nil {
		return err
	}
	defer os.Remove(draft) // fails harmlessly once the draft has been published
	db, err := connect(draft, "mode=rw", "synchronous(full)")
	if err != nil {
		return err
	}
	if err := errors.Join(ready(ctx, db, draft, 0), db.Close()); err != nil {
		return err
	}
	if err := publish(draft, path); !errors.Is(err, fs.ErrExist) { // another process was first
		return err
	}
	return nil
}
