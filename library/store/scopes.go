package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// Scopes are all that anything is kept of, the oldest first.
func (l scopes) Scopes(ctx context.Context) (all []Scope, err error) {
	err = l.view(ctx, func(ctx context.Context, tx *sql.Tx) error {
		all, err = scopesOf(ctx, tx, `select name from scope order by number`)
		return err
	})
	return all, err
}

func scopesOf(ctx context.Context, tx *sql.Tx, query string, arguments ...any) (all []Scope, err error) {
	err = each(ctx, tx, query, func(rows *sql.Rows) error {
		var name Scope
		err := scan(rows, &name)
		all = append(all, name)
		return err
	}, arguments...)
	return all, err
}

// Of a scope that nothing is kept of, the generation is that of all: it cannot
// have been greater.
const generationQuery = `select coalesce((select changed from scope where name = $1), (select changes from counter))`

// Generation is a number that grows with every change of the articles and the
// settings of a scope, by any process; vectors, which follow from the articles,
// do not count. It costs microseconds.
func (l scopes) Generation(ctx context.Context, scope Scope) (n int64, err error) {
	err = l.steadily(ctx, l.reading, func(ctx context.Context) error {
		if l.generation == nil {
			return scan(l.reading.QueryRowContext(ctx, generationQuery, scope), &n)
		}
		return scan(l.generation.QueryRowContext(ctx, scope), &n)
	})
	return n, explain(l.path, err)
}

// numberOf is the row of a scope, which is made where there is none.
func numberOf(ctx context.Context, tx *sql.Tx, scope Scope) (number int64, err error) {
	if !scope.Valid() {
		return 0, fmt.Errorf("%q is not a scope", scope)
	}
	if _, err := tx.ExecContext(ctx, `insert into scope (name) values ($1) on conflict do nothing`, scope); err != nil {
		return 0, err
	}
	return number, scan(tx.QueryRowContext(ctx, `select number from scope where name = $1`, scope), &number)
}

// changed makes the generation of a scope grow.
func changed(ctx context.Context, tx *sql.Tx, scope int64) error {
	return run(ctx, tx,
		step{`update counter set changes = changes + 1`, nil},
		step{`update scope set changed = (select changes from counter) where number = $1`, []any{scope}})
}

// Settings are what [Library.SaveSettings] kept of a scope, nil where it kept
// nothing.
func (l scopes) Settings(ctx context.Context, scope Scope) (json []byte, err error) {
	var kept int64
	err = l.view(ctx, func(ctx context.Context, tx *sql.Tx) error {
		return scan(tx.QueryRowContext(ctx, `select settings, settings_sum from scope where name = $1 and settings is not null`, scope), &json, &kept)
	})
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return nil, nil
	case err == nil && kept != int64(settingsSum(scope, json)):
		return nil, &DamageError{l.path, scope, "settings", ""}
	}
	return json, err
}

// SaveSettings keeps the settings of a scope, the caller's JSON.
func (l scopes) SaveSettings(ctx context.Context, scope Scope, json []byte) error {
	return l.update(ctx, func(ctx context.Context, tx *sql.Tx) error {
		number, err := numberOf(ctx, tx, scope)
		if err != nil {
			return err
		}
		if err := run(ctx, tx, step{`update scope set settings = $1, settings_sum = $2 where number = $3`, []any{json, settingsSum(scope, json), number}}); err != nil {
			return err
		}
		return changed(ctx, tx, number)
	})
}

func settingsSum(scope Scope, json []byte) sum { return sum(0).text(string(scope)).bytes(json) }

// Left keeps when the bot was taken out of a server; of several times the first.
// [Library.Erase] is for the caller, after a grace period.
func (l scopes) Left(ctx context.Context, scope Scope, at time.Time) error {
	return l.update(ctx, func(ctx context.Context, tx *sql.Tx) error {
		return run(ctx, tx, step{`update scope set left_at = coalesce(left_at, $1) where name = $2`, []any{nanoseconds(at), scope}})
	})
}

// Returned forgets that it was.
func (l scopes) Returned(ctx context.Context, scope Scope) error {
	return l.update(ctx, func(ctx context.Context, tx *sql.Tx) error {
		return run(ctx, tx, step{`update scope set left_at = null where name = $1`, []any{scope}})
	})
}

// Departed are the servers that the bot was taken out of before then.
func (l scopes) Departed(ctx context.Context, before time.Time) (all []Scope, err error) {
	err = l.view(ctx, func(ctx context.Context, tx *sql.Tx) error {
		all, err = scopesOf(ctx, tx, `select name from scope where left_at < $1 order by number`, nanoseconds(before))
		return err
	})
	return all, err
}

// Erase ends all that is kept of a scope, in a way that leaves no text in pages
// that are free now, nor in the log unless another process reads in that moment.
// Of cached answers all go, as they quote articles and do not say of which scope.
func (l scopes) Erase(ctx context.Context, scope Scope) error {
	err := l.update(ctx, func(ctx context.Context, tx *sql.Tx) error {
		return run(ctx, tx,
			step{`delete from scope where name = $1`, []any{scope}},
			step{`delete from vote where scope = $1`, []any{scope}},
			step{`delete from answer`, nil},
			step{`update counter set changes = changes + 1`, nil})
	})
	if err != nil {
		return err
	}
	return l.foldIn(ctx)
}
