package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// Restorable is how long a removed article can be restored. After that it is
// erased.
const Restorable = time.Hour

// A Removed article can be restored until then.
type Removed struct {
	Summary
	At, Until time.Time
}

// A SupersededError is that an article cannot be restored, as a later version
// has its key.
type SupersededError struct {
	ID           string // of the one to restore
	Later, Title string // id and title of the later version
}

func (e *SupersededError) Error() string {
	return fmt.Sprintf("%s cannot be restored: %s, %s, is a later version of it", e.ID, e.Later, e.Title)
}

// Remove takes an article out of a scope and reports whether it was there. It
// can be restored until then. One whose own row is damaged is erased, as nothing
// could be made of it, and until is zero.
func (l articles) Remove(ctx context.Context, scope Scope, id string, now time.Time) (until time.Time, was bool, err error) {
	err = l.update(ctx, func(ctx context.Context, tx *sql.Tx) error {
		row, found, err := l.row(ctx, tx, scope, id)
		if was = found && !row.gone(scope); !was || err != nil {
			return err
		}
		until = time.Time{}
		change := step{`delete from article where number = $1`, []any{row.number}}
		if row.whole(scope) {
			row.removed = nanoseconds(now)
			until = now.Add(Restorable)
			change = step{`update article set removed = $1, check_sum = $2 where number = $3`, []any{row.removed, row.sum(scope), row.number}}
		}
		if err := run(ctx, tx, change); err != nil {
			return err
		}
		return changed(ctx, tx, row.scope)
	})
	if err != nil {
		return time.Time{}, false, err
	}
	return until, was, nil
}

// Restore brings a removed article back and reports whether it still could be.
// Where a later version has its key, the error is a [*SupersededError].
func (l articles) Restore(ctx context.Context, scope Scope, id string, now time.Time) (was bool, err error) {
	err = l.update(ctx, func(ctx context.Context, tx *sql.Tx) error {
		row, found, err := l.row(ctx, tx, scope, id)
		if was = found && row.gone(scope) && !row.overdue(now); !was || err != nil {
			return err
		}
		if !row.whole(scope) {
			return &DamageError{l.path, scope, "article", id}
		}
		if err := unsucceeded(ctx, tx, row); err != nil {
			return err
		}
		row.removed = 0
		if err := run(ctx, tx, step{`update article set removed = null, check_sum = $1 where number = $2`, []any{row.sum(scope), row.number}}); err != nil {
			return err
		}
		if _, err := l.records(ctx, tx, scope, "", id); err != nil { // rather not there than damaged
			return err
		}
		return changed(ctx, tx, row.scope)
	})
	return was && err == nil, err
}

// unsucceeded is a [*SupersededError] where an article has the key of one that
// was removed.
func unsucceeded(ctx context.Context, tx *sql.Tx, row summaryRow) error {
	e := &SupersededError{ID: row.ID}
	err := scan(tx.QueryRowContext(ctx, `select id, title from article where scope = $1 and key = $2 and key <> '' and removed is null`, row.scope, row.Key), &e.Later, &e.Title)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	return e
}

// Removed is what can be restored in a scope, in the order of adding. Damaged
// ones cannot.
func (l articles) Removed(ctx context.Context, scope Scope, now time.Time) (all []Removed, err error) {
	err = l.view(ctx, func(ctx context.Context, tx *sql.Tx) error {
		all = nil
		return l.rows(ctx, tx, `s.name = $1 and `+l.removed()+` is not null`, func(scope Scope, row summaryRow) {
			if row.gone(scope) && row.whole(scope) && !row.overdue(now) {
				at := moment(row.removed)
				all = append(all, Removed{row.Summary, at, at.Add(Restorable)})
			}
		}, scope)
	})
	return all, err
}

// overdue reports whether a removed article can no longer be restored.
func (r summaryRow) overdue(now time.Time) bool {
	return !now.Before(moment(r.removed).Add(Restorable))
}

// row is the row of an article, removed or not.
func (l articles) row(ctx context.Context, tx *sql.Tx, scope Scope, id string) (row summaryRow, found bool, err error) {
	err = l.rows(ctx, tx, `s.name = $1 and a.id = $2`, func(_ Scope, r summaryRow) { row, found = r, true }, scope, id)
	return row, found, err
}

// rows calls tell for the rows of articles, in the order of adding.
func (l articles) rows(ctx context.Context, tx *sql.Tx, which string, tell func(Scope, summaryRow), arguments ...any) error {
	return each(ctx, tx, `select `+l.summaryColumns()+`, s.name from article a join scope s on s.number = a.scope where `+which+` order by a.number`, func(rows *sql.Rows) error {
		var scope Scope
		row, err := scanSummary(rows, &scope)
		if err == nil {
			tell(scope, row)
		}
		return err
	}, arguments...)
}
