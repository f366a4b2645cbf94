package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"strings"

	sqlite3 "modernc.org/sqlite/lib"
)

// depth is how thoroughly a file is checked before it is used.
type depth bool

const (
	glance depth = false // which program made it, and which version
	closer depth = true  // every page of it as well
)

// examine opens the database at path for reading only and returns its version. It does not
// change the file. A file that cannot be used is an [*OpenError].
func examine(ctx context.Context, path string, look depth) (db *sql.DB, made int, err error) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return nil, 0, explain(path, err)
	case !info.Mode().IsRegular():
		return nil, 0, &OpenError{path, "is not a file", foreignHint, Failing}
	case info.Size() <= 1: // ours are never that small, see begin; SQLite takes a file of one byte for an empty one
		return nil, 0, &OpenError{path, "is empty: what it held is lost", restoreHint, Damaged}
	}
	if db, err = connect(path, "mode=ro"); err != nil {
		return nil, 0, explain(path, err)
	}
	made, err = identify(ctx, db, path, look)
	switch left := max(size(path+"-wal"), size(path+"-journal")); {
	case needsNoLog(err) && left > 0:
		err = &OpenError{path, "was not closed, and its log can only be read where it may be written", "copy the file, with its -wal or -journal, into another directory", ReadOnly}
	case needsNoLog(err): // so nobody can be writing either
		db.Close()
		if db, err = connect(path, "mode=ro&immutable=1"); err != nil {
			return nil, 0, explain(path, err)
		}
		made, err = identify(ctx, db, path, look)
	}
	if err != nil {
		db.Close()
		return nil, 0, explain(path, err)
	}
	return db, made, nil
}

// needsNoLog reports whether reading failed only because no log can be created beside the file:
// the disk is full or read-only.
func needsNoLog(err error) bool {
	c := code(err)
	return c == sqlite3.SQLITE_READONLY || c == sqlite3.SQLITE_CANTOPEN || extended(err) == sqlite3.SQLITE_IOERR_SHMSIZE
}

// identify returns the version of a database of this program, 0 for an empty one.
func identify(ctx context.Context, db *sql.DB, path string, look depth) (made int, err error) {
	var application, tables int
	err = db.QueryRowContext(ctx, `select (select application_id from pragma_application_id), (select user_version from pragma_user_version),
		(select count(*) from sqlite_master)`).Scan(&application, &made, &tables)
	switch {
	case err != nil:
		return 0, err
	case application == applicationID && made > version:
		return 0, newer(path, made)
	case application == 0 && made == 0 && tables == 0:
		return 0, nil
	case application != applicationID:
		return 0, &OpenError{path, "is a database of another program", foreignHint, Foreign}
	case made < 1:
		return 0, &OpenError{path, fmt.Sprintf("is damaged: there is no format %d", made), restoreHint, Damaged}
	case look == closer:
		err = checkPages(ctx, db)
	}
	return made, err
}

func newer(path string, made int) error {
	return &OpenError{path, fmt.Sprintf("was made by a newer version of footnote (its format is %d, this one's %d)", made, version), newerHint, Newer}
}

// errBroken lists the problems that SQLite finds in a file's pages.
type errBroken []string

func (e errBroken) Error() string { return strings.Join(e, "; ") }

// checkPages checks every page. If some are damaged, the error is an errBroken.
func checkPages(ctx context.Context, db *sql.DB) error {
	found, err := lines(ctx, db, `pragma integrity_check(3)`)
	if err != nil || len(found) == 1 && found[0] == "ok" {
		return err
	}
	return errBroken(found)
}

// lines returns the first column of a query's rows.
func lines(ctx context.Context, db *sql.DB, query string) (all []string, err error) {
	rows, err := db.QueryContext(ctx, query)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var line string
		if err := rows.Scan(&line); err != nil {
			return nil, err
		}
		all = append(all, strings.Join(strings.Fields(line), " "))
	}
	return all, errors.Join(rows.Err(), rows.Close())
}
