package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/jackc/pgx/v5"
)

// restore moves the existing tables into a schema of their own and fills new ones, in one
// transaction.
func (p *postgres) restore(ctx context.Context, backup *sql.DB, from string) (before string, err error) {
	backup, done, err := upToDate(ctx, backup, from)
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, done()) }()
	db := p.pool(1, false)
	defer db.Close()
	if _, err := p.identify(ctx, db); unusable(err) {
		return "", explain(p.shown, err)
	}
	err = explain(p.shown, inTransaction(ctx, db, nil, func(tx *sql.Tx) error {
		if before, err = p.putAside(ctx, tx); err != nil {
			return err
		}
		if err := p.migrateIn(ctx, tx); err != nil {
			return err
		}
		return inTransaction(ctx, backup, file("").snapshotOptions(), func(source *sql.Tx) error {
			c := copying{from: source, source: file(from), target: p, update: func(ctx context.Context, change func(context.Context, *sql.Tx) error) error {
				return change(ctx, tx)
			}}
			if _, err := c.run(ctx); err != nil {
				return explain(from, err)
			}
			n, err := changes(ctx, source)
			if err != nil {
				return explain(from, err)
			}
			return setChanges(ctx, tx, n)
		})
	}))
	return before, err
}

// unusable reports whether the place cannot be restored to: the tables belong to another
// program, or no server answers. Damaged tables of ours, or those of a newer version, may be
// put aside.
func unusable(err error) bool {
	var trouble *OpenError
	return err != nil && (!errors.As(err, &trouble) || trouble.Kind != Damaged && trouble.Kind != Newer)
}

// putAside moves all tables into a new schema and returns its name, or "" if there are no
// tables. It fails if another process is using them.
func (p *postgres) putAside(ctx context.Context, tx *sql.Tx) (aside string, err error) {
	if err := p.checkAlone(ctx, tx); err != nil {
		return "", err
	}
	var schema sql.NullString
	var tables []string
	if err := tx.QueryRowContext(ctx, `select current_schema()`).Scan(&schema); err != nil {
		return "", err
	}
	if err := each(ctx, tx, `select tablename from pg_tables where schemaname = current_schema()`, func(rows *sql.Rows) error {
		var name string
		err := rows.Scan(&name)
		tables = append(tables, name)
		return err
	}); err != nil || len(tables) == 0 {
		return "", err
	}
	aside = pgx.Identifier{"before_" + time.Now().UTC().Format("20060102t150405.000") + "_" + schema.String}.Sanitize()
	steps := []step{{`create schema ` + aside, nil}}
	for _, name := range tables {
		steps = append(steps, step{`alter table ` + pgx.Identifier{schema.String, name}.Sanitize() + ` set schema ` + aside, nil})
	}
	return aside, run(ctx, tx, steps...)
}

// checkAlone returns an error if another process is using the tables. It waits a moment for
// connections that were just closed.
func (p *postgres) checkAlone(ctx context.Context, tx *sql.Tx) error {
	const tries = 20
	for i := 0; ; i++ {
		var others int
		if err := run(ctx, tx, step{`select pg_stat_clear_snapshot()`, nil}); err != nil {
			return err
		}
		if err := tx.QueryRowContext(ctx, `select count(*) from pg_stat_activity
			where datname = current_database() and application_name = current_setting('application_name') and pid <> pg_backend_pid()`).Scan(&others); err != nil || others == 0 {
			return err
		}
		if i == tries {
			return &OpenError{p.shown, fmt.Sprintf("is in use by another footnote (%d connections)", others), "end it first", Locked}
		}
		select {
		case <-time.After(100 * time.Millisecond):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// upToDate returns the database of a file or, if an older version made it, a copy that is
// brought to this version. done deletes the copy.
func upToDate(ctx context.Context, db *sql.DB, path string) (current *sql.DB, done func() error, err error) {
	made, err := identify(ctx, db, path, glance)
	if err != nil || made == version {
		return db, func() error { return nil }, explain(path, err)
	}
	folder, err := os.MkdirTemp("", "footnote-move-")
	if err != nil {
		return nil, nil, err
	}
	copied := filepath.Join(folder, "footnote.db")
	if _, err = db.ExecContext(ctx, `vacuum into $1`, copied); err == nil {
		if current, err = connect(copied, "mode=rw", "synchronous(off)"); err == nil {
			err = migrate(ctx, current)
		}
	}
	done = func() error {
		if current != nil {
			err := current.Close()
			return errors.Join(err, os.RemoveAll(folder))
		}
		return os.RemoveAll(folder)
	}
	if err != nil {
		return nil, nil, errors.Join(explain(path, err), done())
	}
	return current, done, nil
}
