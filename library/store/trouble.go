package store

import (
	"context"
	"errors"
	"io/fs"
	"strings"
	"syscall"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// A Kind is the reason why a place cannot be used.
type Kind int

const (
	Failing     Kind = iota // the disk, the directory or the file fails
	Damaged                 // the contents are not what was written
	Newer                   // a later version of this program made it
	Foreign                 // it belongs to another program
	Locked                  // another process has it
	ReadOnly                // it cannot be written
	NoSpace                 // the disk is full, over a quota, or refuses writes
	Unreachable             // the server does not answer
)

// An OpenError says why the place at Path cannot be used. Besides opening, later calls return
// it when the database fails. The stored data is unchanged.
type OpenError struct {
	Path   string // the path of a file, or an address without its password
	Reason string // what is wrong
	Hint   string // what to do about it; may be empty
	Kind   Kind
}

func (e *OpenError) Error() string { return e.Path + ": " + e.Reason }

// advice returns the reason and the hint in one line.
func (e *OpenError) advice() string {
	if e.Hint == "" {
		return e.Error()
	}
	return e.Error() + "; " + e.Hint
}

const (
	restoreHint = "footnote restore BACKUP brings a backup back; or move the file away, with its -wal and -shm where there are any"
	backupHint  = "choose another backup; what is kept has not changed"
	foreignHint = "choose another directory, or move the file away"
	newerHint   = "use the newer version of footnote, or another directory"
	lockedHint  = "wait for the other process, or end it"
	writeHint   = "make the file and its folder writable for this user, or choose another directory"
	placeHint   = "choose another directory, or make this one usable"
	spaceHint   = "free some space; nothing that was kept is lost"
)

// explain turns an error of a server, SQLite or the operating system into an OpenError for the
// place at path. It returns other errors, such as that of a cancelled context, unchanged.
func explain(path string, err error) error {
	var known *OpenError
	if err == nil || errors.As(err, &known) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	if IsAddress(path) {
		return explainServer(path, err)
	}
	var broken errBroken
	if errors.As(err, &broken) || errors.Is(err, errRow) {
		return &OpenError{path, "is damaged: " + plain(err), restoreHint, Damaged}
	}
	if full := extended(err); full == sqlite3.SQLITE_IOERR_WRITE || full == sqlite3.SQLITE_IOERR_SHMSIZE {
		return &OpenError{path, "the disk cannot be written: it is full, over a limit, or fails", spaceHint, NoSpace}
	}
	switch extended(err) & 0xff {
	case sqlite3.SQLITE_CORRUPT:
		return &OpenError{path, "is damaged: " + plain(err), restoreHint, Damaged}
	case sqlite3.SQLITE_NOTADB:
		return &OpenError{path, "is no database", restoreHint, Damaged}
	case sqlite3.SQLITE_ERROR, sqlite3.SQLITE_MISMATCH: // our statements are correct, so the tables must be wrong
		return &OpenError{path, "is damaged: its tables are not as they were made: " + plain(err), restoreHint, Damaged}
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		return &OpenError{path, "is locked by another process", lockedHint, Locked}
	case sqlite3.SQLITE_READONLY:
		return &OpenError{path, "cannot be written", writeHint, ReadOnly}
	case sqlite3.SQLITE_CANTOPEN:
		return &OpenError{path, "cannot be opened, or its log cannot be made beside it", writeHint, ReadOnly}
	case sqlite3.SQLITE_FULL:
		return &OpenError{path, "the disk is full", spaceHint, NoSpace}
	case 0:
		return explainSystem(path, err)
	case sqlite3.SQLITE_CONSTRAINT, sqlite3.SQLITE_INTERRUPT:
		return err
	}
	return &OpenError{path, plain(err), "", Failing}
}

// explainSystem turns an error of the operating system into an OpenError.
func explainSystem(path string, err error) error {
	switch {
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT), errors.Is(err, syscall.EFBIG):
		return &OpenError{path, "the disk is full", spaceHint, NoSpace}
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return &OpenError{path, "cannot be written", writeHint, ReadOnly}
	}
	var inner *fs.PathError
	if !errors.As(err, &inner) {
		return err
	}
	if strings.HasPrefix(inner.Path, path) { // the file itself, or a draft of it
		return &OpenError{path, inner.Err.Error(), placeHint, Failing}
	}
	return &OpenError{path, inner.Error(), placeHint, Failing}
}

// extended returns SQLite's extended result code, 0 for other errors.
func extended(err error) int {
	var e *sqlite.Error
	if errors.As(err, &e) {
		return e.Code()
	}
	return 0
}

// code returns SQLite's primary result code, 0 for other errors.
func code(err error) int { return extended(err) & 0xff }

// plain returns SQLite's message in one line.
func plain(err error) string { return strings.Join(strings.Fields(err.Error()), " ") }
