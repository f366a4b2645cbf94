package store

import (
	"context"
	"database/sql"
	"errors"
	"time"
)

// Purge erases what was removed long enough ago, as [Library.Erase] does, with
// the cached answers that name it, and tells when the next one is due: zero where
// none is.
func (l articles) Purge(ctx context.Context, now time.Time) (next time.Time, err error) {
	var due map[Scope][]summaryRow
	err = l.view(ctx, func(ctx context.Context, tx *sql.Tx) error {
		due, next, err = l.due(ctx, tx, now)
		return err
	})
	if err != nil || len(due) == 0 {
		return next, err
	}
	err = l.update(ctx, func(ctx context.Context, tx *sql.Tx) error {
		if due, next, err = l.due(ctx, tx, now); err != nil { // somebody may have restored one
			return err
		}
		var steps []step
		for scope, rows := range due {
			for _, row := range rows {
				steps = append(steps, l.purge(scope, row, now)...)
			}
		}
		return run(ctx, tx, steps...)
	})
	if err != nil {
		return time.Time{}, err
	}
	return next, l.foldIn(ctx)
}

// due are the removed articles that something is to be done about now, and when
// the next one is to be erased.
func (l articles) due(ctx context.Context, tx *sql.Tx, now time.Time) (due map[Scope][]summaryRow, next time.Time, err error) {
	due = map[Scope][]summaryRow{}
	err = l.rows(ctx, tx, l.removed()+` is not null`, func(scope Scope, row summaryRow) {
		if !row.gone(scope) {
			return
		}
		at := moment(row.removed)
		if ahead := at.After(now); ahead || row.overdue(now) {
			due[scope] = append(due[scope], row)
			at = now
			if !ahead {
				return
			}
		}
		if then := at.Add(Restorable); next.IsZero() || then.Before(next) {
			next = then
		}
	})
	return due, next, err
}

// purge erases a removed article. One that was removed in the future, as the
// clock was set back since, was removed now: else it would stay too long.
func (l articles) purge(scope Scope, r summaryRow, now time.Time) []step {
	if r.overdue(now) {
		return []step{
			{`delete from article where number = $1`, []any{r.number}},
			{`delete from answer where ` + l.within("data", "$1"), []any{[]byte(r.ID)}},
		}
	}
	kept := r.kept
	if r.whole(scope) {
		r.removed = nanoseconds(now)
		kept = int64(r.sum(scope))
	}
	return []step{{`update article set removed = $1, check_sum = $2 where number = $3`, []any{nanoseconds(now), kept, r.number}}}
}

// purgeIfPossible erases what is to go when the file is opened. A full disk or a
// busy process is no reason not to open it: there is a next time.
func (l articles) purgeIfPossible(ctx context.Context) error {
	_, err := l.Purge(ctx, time.Now())
	var file *OpenError
	if errors.As(err, &file) && (file.Kind == NoSpace || file.Kind == Locked) {
		return nil
	}
	return err
}
