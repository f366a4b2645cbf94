package store

import (
	"context"
	"database/sql"
	"errors"
	"time"
)

// Purge erases the articles that were removed longer than [Restorable] ago, as [Library.Erase]
// does, with the cached answers that name them. It returns when the next one is due, zero if
// there is none.
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
		if due, next, err = l.due(ctx, tx, now); err != nil { // again, as somebody may have restored one
			return err
		}
		var steps []step
		for scope, rows := range due {
			for _, row := range rows {
				if row.overdue(now) {
					if err := l.eraseCitations(ctx, tx, scope, row, now); err != nil {
						return err
					}
				}
				steps = append(steps, l.purge(scope, row, now)...)
			}
		}
		return run(ctx, tx, steps...)
	})
	if err != nil {
		return time.Time{}, err
	}
	return next, l.scrubFiles(ctx)
}

// due returns the removed articles that must be handled now, and the time at which the next one
// must be erased.
func (l articles) due(ctx context.Context, tx *sql.Tx, now time.Time) (due map[Scope][]summaryRow, next time.Time, err error) {
	due = map[Scope][]summaryRow{}
	err = l.rows(ctx, tx, l.removed()+` is not null`, func(scope Scope, row summaryRow) {
		if !row.isRemoved(scope) {
			return
		}
		at := timeOf(row.removed)
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

// purge returns the statements that erase a removed article. If its removal lies in the future,
// because the clock was set back, its time of removal becomes now; otherwise it would stay too
// long.
func (l articles) purge(scope Scope, r summaryRow, now time.Time) []step {
	if r.overdue(now) {
		return []step{
			{`delete from article where number = $1`, []any{r.number}},
			{`delete from answer where ` + l.within("data", "$1"), []any{[]byte(r.ID)}},
			{`delete from tally where scope = $1 and kind = $2 and key = $3`, []any{r.scope, TallyArticle, r.ID}},
		}
	}
	kept := r.kept
	if r.intact(scope) {
		r.removed = nanoseconds(now)
		kept = int64(r.sum(scope))
	}
	return []step{{`update article set removed = $1, check_sum = $2 where number = $3`, []any{nanoseconds(now), kept, r.number}}}
}

// purgeIfPossible purges when the library is opened. A full disk or a lock of another process
// does not keep the library from being opened: the next purge will do.
func (l articles) purgeIfPossible(ctx context.Context) error {
	_, err := l.Purge(ctx, time.Now())
	var file *OpenError
	if errors.As(err, &file) && (file.Kind == NoSpace || file.Kind == Locked) {
		return nil
	}
	return err
}
