package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// Restorable is how long a removed article can be restored. After that it is erased.
const Restorable = time.Hour

// A Removed article was removed at At and can be restored until Until.
type Removed struct {
	Summary
	At, Until time.Time
}

// A SupersededError is returned when an article cannot be restored because a later version has
// its key.
type SupersededError struct {
	ID           string // of the one to restore
	Later, Title string // id and title of the later version
}

func (e *SupersededError) Error() string {
	return fmt.Sprintf("%s cannot be restored: %s, %q, is a later version of it", e.ID, e.Later, e.Title)
}

// Remove removes an article from a scope and reports whether it was there. It can be restored
// until the time returned. If its row is damaged, it is erased at once, as it could not be
// restored, and until is zero.
func (l articles) Remove(ctx context.Context, scope Scope, id string, now time.Time) (until time.Time, was bool, err error) {
	err = l.update(ctx, func(ctx context.Context, tx *sql.Tx) error {
		row, found, err := l.row(ctx, tx, scope, id)
		if was = found && !row.isRemoved(scope); !was || err != nil {
			return err
		}
		until = time.Time{}
		change := step{`delete from article where number = $1`, []any{row.number}}
		if row.intact(scope) {
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

// Restore restores a removed article and reports whether that was still possible. If a later
// version has its key, the error is a [*SupersededError].
func (l articles) Restore(ctx context.Context, scope Scope, id string, now time.Time) (was bool, err error) {
	err = l.update(ctx, func(ctx context.Context, tx *sql.Tx) error {
		row, found, err := l.row(ctx, tx, scope, id)
		if was = found && row.isRemoved(scope) && !row.overdue(now); !was || err != nil {
			return err
		}
		if !row.intact(scope) {
			return &DamageError{l.path, scope, "article", id}
		}
		if err := checkSuperseded(ctx, tx, row); err != nil {
			return err
		}
		row.removed = 0
		if err := run(ctx, tx, step{`update article set removed = null, check_sum = $1 where number = $2`, []any{row.sum(scope), row.number}}); err != nil {
			return err
		}
		if _, err := l.records(ctx, tx, scope, "", id); err != nil { // a damaged article is better left removed
			return err
		}
		return changed(ctx, tx, row.scope)
	})
	return was && err == nil, err
}

// checkSuperseded returns a [*SupersededError] if another article has the key of a removed one.
func checkSuperseded(ctx context.Context, tx *sql.Tx, row summaryRow) error {
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

// Removed returns the articles of a scope that can be restored, in the order in which they were
// added. Damaged ones are left out.
func (l articles) Removed(ctx context.Context, scope Scope, now time.Time) (all []Removed, err error) {
	err = l.view(ctx, func(ctx context.Context, tx *sql.Tx) error {
		all = nil
		return l.rows(ctx, tx, `s.name = $1 and `+l.removed()+` is not null`, func(scope Scope, row summaryRow) {
			if row.isRemoved(scope) && row.intact(scope) && !row.overdue(now) {
				at := timeOf(row.removed)
				all = append(all, Removed{row.Summary, at, at.Add(Restorable)})
			}
		}, scope)
	})
	return all, err
}

// overdue reports whether a removed article can no longer be restored.
func (r summaryRow) overdue(now time.Time) bool {
	return !now.Before(timeOf(r.removed).Add(Restorable))
}

// row returns the row of an article, removed or not.
func (l articles) row(ctx context.Context, tx *sql.Tx, scope Scope, id string) (row summaryRow, found bool, err error) {
	err = l.rows(ctx, tx, `s.name = $1 and a.id = $2`, func(_ Scope, r summaryRow) { row, found = r, true }, scope, id)
	return row, found, err
}

// rows calls tell for each article that matches which, in the order in which they were added.
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
