package store

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"

	"github.com/gofrs/flock"
)

// Move copies everything from one place to another, which must be empty, and then compares
// both. The source does not change. If Move is interrupted, the target cannot be opened until a
// later call has finished the copy. progress may be nil; otherwise it is called with the number
// of rows copied or compared so far.
//
// If a place is being served, the error is an [*OpenError] of kind [Locked]; if the target
// contains something, or a part of another source, it is one of kind [Foreign].
func Move(ctx context.Context, from, to string, progress func(done, total int)) (counts []Count, err error) {
	source, err := engineOf(from)
	if err != nil {
		return nil, err
	}
	target, err := engineOf(to)
	if err != nil {
		return nil, err
	}
	if source.place() == target.place() {
		return nil, &OpenError{to, "is where it is moved from", "name another place", Foreign}
	}
	unlock, err := lockSource(from)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, unlock()) }()
	db, done, err := openSource(ctx, source, from)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, done()) }()
	unlockTarget, err := Serve(to)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, unlockTarget()) }()
	into, err := target.write(ctx, forLibrary)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, into.Close()) }()
	return move(ctx, source, db, target, into, progress)
}

// openSource opens the source for reading only.
func openSource(ctx context.Context, source engine, from string) (db *sql.DB, done func() error, err error) {
	opened, made, err := source.read(ctx, closer)
	switch {
	case err != nil:
		return nil, nil, err
	case opened == nil || made < libraryVersion:
		if opened != nil {
			opened.Close()
		}
		return nil, nil, &OpenError{source.place(), "keeps nothing that could be moved", "see where the library is: footnote doctor", Failing}
	case made == version:
		return opened, opened.Close, checkMoveFinished(ctx, source, opened)
	case IsAddress(from):
		opened.Close()
		return nil, nil, &OpenError{source.place(), "was made by an older version of footnote", "begin to use it with this version first, or make a backup", Failing}
	}
	db, copied, err := upToDate(ctx, opened, from)
	if err != nil {
		opened.Close()
		return nil, nil, err
	}
	return db, func() error { return errors.Join(copied(), opened.Close()) }, nil
}

func move(ctx context.Context, source engine, db *sql.DB, target engine, into *sql.DB, progress func(done, total int)) (counts []Count, err error) {
	update := func(ctx context.Context, change func(context.Context, *sql.Tx) error) error {
		return explain(target.place(), target.withRetry(ctx, into, func(ctx context.Context) error {
			return inTransaction(ctx, into, nil, func(tx *sql.Tx) error {
				if err := target.claim(ctx, tx); err != nil {
					return err
				}
				return change(ctx, tx)
			})
		}))
	}
	begun := false
	if err := update(ctx, func(ctx context.Context, tx *sql.Tx) (err error) {
		begun, err = beginMove(ctx, tx, source, target)
		return err
	}); err != nil {
		return nil, err
	}
	var last int64
	err = inTransaction(ctx, db, source.snapshotOptions(), func(tx *sql.Tx) (err error) {
		c := copying{from: tx, source: source, target: target, update: update, again: begun, progress: progress}
		if last, err = changes(ctx, tx); err == nil {
			counts, err = c.run(ctx)
		}
		return err
	})
	if err != nil {
		return nil, explain(source.place(), err)
	}
	if err := checkUnchanged(ctx, source, db, last, counts); err != nil {
		return nil, err
	}
	return counts, update(ctx, func(ctx context.Context, tx *sql.Tx) error { return setChanges(ctx, tx, last) })
}

// beginMove marks an empty target, so that nobody uses it before the copy is complete. It
// reports whether the target was already marked for this source.
func beginMove(ctx context.Context, tx *sql.Tx, source, target engine) (begun bool, err error) {
	n, err := changes(ctx, tx)
	switch mark := unfinished(source.place()); {
	case err != nil:
		return false, err
	case n == mark:
		return true, nil
	case n < 0:
		return false, &OpenError{target.place(), "holds a part of what was moved there from elsewhere", "finish that, or name another place", Foreign}
	default:
		for _, t := range copied() {
			rows, err := t.count(ctx, tx)
			if err != nil {
				return false, err
			}
			if rows > 0 {
				return false, &OpenError{target.place(), "keeps something already (in table " + t.name + ")", "name a place that nothing is kept at; nothing was changed there", Foreign}
			}
		}
		return false, setChanges(ctx, tx, mark)
	}
}

// checkUnchanged returns an error if the source has changed since it was read.
func checkUnchanged(ctx context.Context, source engine, db *sql.DB, last int64, counts []Count) error {
	return explain(source.place(), inTransaction(ctx, db, source.snapshotOptions(), func(tx *sql.Tx) error {
		now, err := changes(ctx, tx)
		if err != nil {
			return err
		}
		differs := now != last
		for i, t := range copied() {
			n, err := t.count(ctx, tx)
			if err != nil {
				return err
			}
			differs = differs || n != counts[i].Rows
		}
		if differs {
			return &OpenError{source.place(), "was changed while it was moved", "end what uses it, and run the same footnote move again: it copies what has changed", Locked}
		}
		return nil
	}))
}

// lockSource keeps others from serving a file while it is moved. It writes nothing into its
// directory.
func lockSource(from string) (unlock func() error, err error) {
	path := filepath.Join(filepath.Dir(from), lockName)
	if IsAddress(from) || size(path) < 0 {
		return func() error { return nil }, nil
	}
	lock := flock.New(path, flock.SetFlag(os.O_RDONLY))
	switch held, err := lock.TryRLock(); {
	case err != nil:
		return nil, explain(path, err)
	case !held:
		return nil, &OpenError{path, "another footnote serves this directory" + holder(path), "end it first", Locked}
	}
	return lock.Unlock, nil
}
