package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// Backup writes a snapshot of the library and of the caches beside it into a new file at to,
// while others read and write. Leases, and events that are still being answered, are left out,
// and so is everything that was erased. If to exists, it is left alone, and the error is
// fs.ErrExist.
func (d *database) Backup(ctx context.Context, to string) error {
	if size(to) >= 0 {
		return fmt.Errorf("%s: %w", to, fs.ErrExist)
	}
	draft, err := d.backup(ctx, d.reading, to)
	if err != nil {
		return err
	}
	defer os.Remove(draft) // fails harmlessly once the draft has been published
	return explain(to, publish(draft, to))
}

func (f file) backup(ctx context.Context, _ *sql.DB, to string) (draft string, err error) {
	db, _, err := examine(ctx, string(f), glance)
	if err != nil {
		return "", err
	}
	defer db.Close()
	return copyDatabase(ctx, db, string(f), to)
}

// backup copies the server's tables into a new file beside to and checks every page of it.
func (p *postgres) backup(ctx context.Context, db *sql.DB, to string) (draft string, err error) {
	if draft, err = draftOf(to); err != nil {
		return "", explain(to, err)
	}
	defer func() {
		if err != nil {
			os.Remove(draft)
		}
	}()
	into, err := connect(draft, "mode=rw", "synchronous(off)") // it is synced below
	if err != nil {
		return "", explain(to, err)
	}
	err = migrate(ctx, into)
	if err == nil {
		err = p.copyTo(ctx, db, into, file(draft))
	}
	if err := errors.Join(err, into.Close()); err != nil {
		return "", explain(to, err)
	}
	if err := errors.Join(os.Chmod(draft, 0o600), syncFile(draft)); err != nil {
		return "", explain(to, err)
	}
	copied, err := openIntact(ctx, draft)
	if err != nil {
		return "", err
	}
	return draft, explain(draft, copied.Close())
}

func (p *postgres) copyTo(ctx context.Context, db, into *sql.DB, target file) error {
	return inTransaction(ctx, db, p.snapshotOptions(), func(from *sql.Tx) error {
		c := copying{from: from, source: p, target: target, update: func(ctx context.Context, change func(context.Context, *sql.Tx) error) error {
			return inTransaction(ctx, into, nil, func(tx *sql.Tx) error { return change(ctx, tx) })
		}}
		if _, err := c.run(ctx); err != nil {
			return explain(p.shown, err)
		}
		n, err := changes(ctx, from)
		if err != nil {
			return err
		}
		return c.update(ctx, func(ctx context.Context, tx *sql.Tx) error { return setChanges(ctx, tx, n) })
	})
}

// copyDatabase copies db, which is at from, into a new file beside to and checks every page of
// it. When it returns, the copy survives a loss of power.
func copyDatabase(ctx context.Context, db *sql.DB, from, to string) (_ string, err error) {
	draft, err := draftOf(to)
	if err != nil {
		return "", explain(to, err)
	}
	defer func() {
		if err != nil {
			os.Remove(draft)
		}
	}()
	if _, err := db.ExecContext(ctx, `vacuum into ?`, draft); err != nil {
		return "", explainCopy(from, to, err)
	}
	if err := forgetRunning(ctx, draft); err != nil {
		return "", explain(to, err)
	}
	if err := syncFile(draft); err != nil {
		return "", explain(to, err)
	}
	copied, err := openIntact(ctx, draft)
	if err != nil {
		return "", err
	}
	return draft, explain(draft, copied.Close())
}

// explainCopy explains an error of copying. Only the copy needs space, which may be on another
// disk.
func explainCopy(from, to string, err error) error {
	err = explain(from, err)
	if full, ok := errors.AsType[*OpenError](err); ok && full.Kind == NoSpace {
		full.Path = to
	}
	return err
}

// forgetRunning deletes from a copy what concerns only the running processes.
func forgetRunning(ctx context.Context, path string) error {
	db, err := connect(path, "mode=rw", "secure_delete(1)")
	if err != nil {
		return err
	}
	defer db.Close()
	for _, table := range []string{"lease", "event"} {
		var there int
		if err := db.QueryRowContext(ctx, `select count(*) from sqlite_master where type = 'table' and name = ?`, table).Scan(&there); err != nil {
			return err
		}
		if there == 0 {
			continue // an older version does not have the table
		}
		if _, err := db.ExecContext(ctx, `delete from `+table); err != nil {
			return err
		}
	}
	return db.Close()
}

// openIntact opens a database of this program. It checks that the file is intact and that every
// reference between its rows is valid.
func openIntact(ctx context.Context, path string) (*sql.DB, error) {
	db, made, err := examine(ctx, path, closer)
	if err != nil {
		return nil, err
	}
	if err = checkReferences(ctx, db); err == nil && made == 0 {
		err = &OpenError{path, "holds nothing", "", Foreign}
	}
	if err != nil {
		return nil, explain(path, errors.Join(err, db.Close()))
	}
	return db, nil
}

// checkReferences returns an errBroken if rows refer to others that do not exist.
func checkReferences(ctx context.Context, db *sql.DB) error {
	var lost int
	var table string
	err := db.QueryRowContext(ctx, `select count(*), coalesce(min("table"), '') from pragma_foreign_key_check`).Scan(&lost, &table)
	if err != nil || lost == 0 {
		return err
	}
	return errBroken{fmt.Sprintf("%d rows belong to nothing, the first in %s", lost, table)}
}
