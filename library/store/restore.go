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

// Restore replaces the database at to with the backup at from, a file, entirely or not at all.
// The backup is checked first: if it is not intact, the error is an [*OpenError]. What was at
// to, damaged or not, is kept under the name before: a file as to.before-TIME, tables in a
// schema before_TIME beside theirs. before is empty if there was nothing. If another process
// serves the place or has it open, the error is an OpenError of kind [Locked].
func Restore(ctx context.Context, from, to string) (before string, err error) {
	e, err := engineOf(to)
	if err != nil {
		return "", err
	}
	db, err := openIntact(ctx, from)
	if err != nil {
		return "", badBackup(err)
	}
	defer db.Close()
	return e.restore(ctx, db, from)
}

// badBackup changes the hints that are about the library into one about a backup.
func badBackup(err error) error {
	if bad, ok := errors.AsType[*OpenError](err); ok && (bad.Kind == Damaged || bad.Kind == Foreign || bad.Kind == Failing) {
		bad.Hint = backupHint
	}
	return err
}

func (f file) restore(ctx context.Context, db *sql.DB, from string) (before string, err error) {
	unlock, err := Lock(filepath.Dir(string(f)))
	if err != nil {
		return "", err
	}
	draft, err := copyDatabase(ctx, db, from, string(f))
	if err == nil {
		before, err = replace(ctx, draft, string(f))
	}
	return before, errors.Join(err, unlock())
}

// replace renames a draft to to, and the file that was there to before. If it fails, it deletes
// the draft.
func replace(ctx context.Context, draft, to string) (before string, err error) {
	defer os.Remove(draft) // fails harmlessly once the draft has been renamed
	if err := mergeLog(ctx, to); err != nil {
		return "", err
	}
	aside := to + ".before-" + time.Now().UTC().Format("20060102T150405.000000000")
	if size(to) >= 0 {
		before = aside
	}
	if err := keepBefore(to, aside); err != nil {
		return "", explain(to, err)
	}
	if err := os.Rename(draft, to); err != nil {
		return before, explain(to, err)
	}
	return before, explain(to, syncFolder(to))
}

// mergeLog copies the log of an intact database into its file and turns the log off. It fails if
// another process has the file open. An unusable file keeps its log.
func mergeLog(ctx context.Context, path string) error {
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

// keepBefore links the file at path to before, and renames its log and other companions, if any
// are left: a log must never be beside a file that is not its own.
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
			err = os.Remove(before + companion) // it is empty, or only an index of the log
		}
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return syncFolder(path)
}

// duplicate copies a file, for disks without links.
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
