package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// Restore puts the backup at from, a file, in the place of what is at to, damaged or
// not, wholly or not at all. The backup is looked at first: one that is not sound
// is an [*OpenError]. What is at to is kept: a file as to.before-TIME, tables in a schema
// before_TIME beside theirs. A program that serves it, or has it open, is an OpenError of
// kind [Locked].
func Restore(ctx context.Context, from, to string) error {
	e, err := engineOf(to)
	if err != nil {
		return err
	}
	db, err := sound(ctx, from)
	if err != nil {
		return err
	}
	defer db.Close()
	return e.restore(ctx, db, from)
}

func (f file) restore(ctx context.Context, db *sql.DB, from string) error {
	unlock, err := Lock(filepath.Dir(string(f)))
	if err != nil {
		return err
	}
	draft, err := copyDatabase(ctx, db, from, string(f))
	if err == nil {
		err = replace(ctx, draft, string(f))
	}
	return errors.Join(err, unlock())
}

// replace puts a draft in the place of what is at to, or takes the draft away.
func replace(ctx context.Context, draft, to string) error {
	defer os.Remove(draft) // nothing after it was put in place
	if err := fold(ctx, to); err != nil {
		return err
	}
	if err := keepBefore(to, to+".before-"+time.Now().UTC().Format("20060102T150405.000000000")); err != nil {
		return explain(to, err)
	}
	if err := os.Rename(draft, to); err != nil {
		return explain(to, err)
	}
	return explain(to, syncFolder(to))
}

// fold puts the log of a whole file of ours into it and ends it. That fails where
// another program has the file open. A file that is no use keeps its log.
func fold(ctx context.Context, path string) error {
	if size(path) < 0 {
		return nil
	}
	db, _, err := examine(ctx, path, closer)
	var trouble *OpenError
	switch {
	case errors.As(err, &trouble) && trouble.Kind != Locked:
		return nil
	case err != nil:
		return err
	}
	if err := db.Close(); err != nil {
		return explain(path, err)
	}
	if db, err = connect(path, "mode=rw"); err != nil {
		return explain(path, err)
	}
	_, err = db.ExecContext(ctx, `pragma journal_mode = delete`)
	return explain(path, errors.Join(err, db.Close()))
}

// keepBefore gives what is at path a second name, and its companions, where any
// are left, that name alone: a log must never meet a file that is not its own.
func keepBefore(path, before string) error {
	err := os.Link(path, before)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		err = duplicate(path, before)
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	for _, companion := range []string{"-wal", "-shm", "-journal"} {
		err := os.Rename(path+companion, before+companion)
		if err == nil && (companion == "-shm" || size(before+companion) == 0) {
			err = os.Remove(before + companion) // holds nothing, or what is in the log
		}
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return syncFolder(path)
}

// duplicate copies a file, on a disk without links.
func duplicate(path, to string) error {
	in, err := os.Open(path)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	if _, err := io.Copy(out, in); err != nil {
		return errors.Join(fmt.Errorf("cannot keep %s: %w", path, err), out.Close(), os.Remove(to))
	}
	return errors.Join(out.Sync(), out.Close())
}
