package store

import (
	"context"
	"database/sql"
	"errors"
	"os"
)

// PeekLibrary opens the library at a place for a look without side effects: it creates no file,
// not even a log, waits for no lock, and does not check for damage. ok is false if there is no
// library. For a file, what it shows may date from the last time that a process copied the log
// into it. ctx limits the time that a server may take.
func PeekLibrary(ctx context.Context, place string) (l *Library, ok bool, err error) {
	e, err := engineOf(place)
	if err != nil {
		return nil, false, err
	}
	var db *sql.DB
	made := 0
	if f, is := e.(file); is {
		db, made, err = f.peek(ctx)
	} else {
		db, made, err = e.read(ctx, glance)
	}
	if db == nil || err != nil {
		return nil, false, err
	}
	if made < libraryVersion {
		return nil, false, explain(e.place(), db.Close())
	}
	l, err = newLibrary(ctx, &database{e, e.place(), made, db, nil, nil, newTally()})
	return l, err == nil, err
}

// peek opens the file with its log if there is one, and otherwise, or if that fails, without.
func (f file) peek(ctx context.Context) (db *sql.DB, made int, err error) {
	if info, err := os.Stat(string(f)); err != nil || !info.Mode().IsRegular() {
		return nil, 0, nil
	}
	modes := []string{"mode=ro&immutable=1"}
	if size(string(f)+"-wal") > 0 {
		modes = []string{"mode=ro&readonly_shm=1", "mode=ro&immutable=1"}
	}
	for _, mode := range modes {
		if db, err = connect(string(f), mode, "busy_timeout(0)"); err != nil {
			continue
		}
		if made, err = identify(ctx, db, string(f), glance); err == nil {
			return db, made, nil
		}
		err = errors.Join(err, db.Close())
	}
	return nil, 0, explain(string(f), err)
}
