package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// Scopes returns all scopes of which anything is stored, the oldest first.
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

// generationQuery selects a scope's generation or, if nothing is stored of the scope, the
// counter of all changes: the scope's generation cannot have been greater.
const generationQuery = `select coalesce((select changed from scope where name = $1), (select changes from counter))`

// Generation returns a number that increases with every change of a scope's articles or
// settings, by any process. Changes of vectors do not count, as these follow from the articles.
// A call takes microseconds.
func (l scopes) Generation(ctx context.Context, scope Scope) (n int64, err error) {
	err = l.withRetry(ctx, l.reading, func(ctx context.Context) error {
		if l.generation == nil {
			return scan(l.reading.QueryRowContext(ctx, generationQuery, scope), &n)
		}
		return scan(l.generation.QueryRowContext(ctx, scope), &n)
	})
	return n, l.explain(err)
}

// numberOf returns the number of a scope's row, which it inserts if there is none.
func numberOf(ctx context.Context, tx *sql.Tx, scope Scope) (number int64, err error) {
	if !scope.Valid() {
		return 0, fmt.Errorf("%q is not a scope", scope)
	}
	if _, err := tx.ExecContext(ctx, `insert into scope (name) values ($1) on conflict do nothing`, scope); err != nil {
		return 0, err
	}
	return number, scan(tx.QueryRowContext(ctx, `select number from scope where name = $1`, scope), &number)
}

// changed increments the generation of a scope.
func changed(ctx context.Context, tx *sql.Tx, scope int64) error {
	return run(ctx, tx,
		step{`update counter set changes = changes + 1`, nil},
		step{`update scope set changed = (select changes from counter) where number = $1`, []any{scope}})
}

// Settings returns what [Library.SaveSettings] stored for a scope, nil if nothing.
func (l scopes) Settings(ctx context.Context, scope Scope) (json []byte, err error) {
	whole := false
	err = l.view(ctx, func(ctx context.Context, tx *sql.Tx) error {
		json, whole, err = settingsOf(ctx, tx, scope)
		return err
	})
	if err == nil && !whole {
		return nil, &DamageError{l.path, scope, "settings", ""}
	}
	return json, err
}

// settingsOf returns the settings of a scope, nil if there are none, and whether they are
// undamaged.
func settingsOf(ctx context.Context, tx *sql.Tx, scope Scope) (json []byte, whole bool, err error) {
	var kept int64
	err = scan(tx.QueryRowContext(ctx, `select settings, settings_sum from scope where name = $1 and settings is not null`, scope), &json, &kept)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, true, nil
	}
	return json, kept == int64(settingsSum(scope, json)), err
}

// Unwanted is what a scope's new settings no longer allow to be stored.
type Unwanted struct {
	Originals bool      // the files that articles were read from
	Contacts  bool      // of the askers of questions
	Questions time.Time // those asked before this time; zero for none
}

// SaveSettings stores the settings of a scope, the caller's JSON, and erases what they no
// longer allow, in one transaction.
func (l scopes) SaveSettings(ctx context.Context, scope Scope, json []byte, u Unwanted) error {
	err := l.update(ctx, func(ctx context.Context, tx *sql.Tx) error {
		number, err := numberOf(ctx, tx, scope)
		if err != nil {
			return err
		}
		if err := l.eraseUnwanted(ctx, tx, scope, u); err != nil {
			return err
		}
		if err := run(ctx, tx, step{`update scope set settings = $1, settings_sum = $2 where number = $3`, []any{json, settingsSum(scope, json), number}}); err != nil {
			return err
		}
		return changed(ctx, tx, number)
	})
	if err != nil || u == (Unwanted{}) {
		return err
	}
	return l.scrubFiles(ctx)
}

func (l scopes) eraseUnwanted(ctx context.Context, tx *sql.Tx, scope Scope, u Unwanted) error {
	if u.Contacts {
		if err := (questions{l.database}).forgetContacts(ctx, tx, scope); err != nil {
			return err
		}
	}
	var steps []step
	if u.Originals {
		steps = append(steps, forgetOriginals(scope))
	}
	if !u.Questions.IsZero() {
		steps = append(steps, forgetQuestions(scope, u.Questions))
	}
	return run(ctx, tx, steps...)
}

func settingsSum(scope Scope, json []byte) sum { return sum(0).text(string(scope)).bytes(json) }

// Left records when the bot was removed from a server, if it is not recorded yet, and deletes
// the server's notes. The caller erases the scope with [Library.Erase] after a grace period.
func (l scopes) Left(ctx context.Context, scope Scope, at time.Time) error {
	return l.update(ctx, func(ctx context.Context, tx *sql.Tx) error {
		return run(ctx, tx,
			step{`delete from note where scope = (select number from scope where name = $1)`, []any{scope}},
			step{`update scope set left_at = coalesce(left_at, $1) where name = $2`, []any{nanoseconds(at), scope}})
	})
}

// Returned deletes the time that Left recorded.
func (l scopes) Returned(ctx context.Context, scope Scope) error {
	return l.update(ctx, func(ctx context.Context, tx *sql.Tx) error {
		return run(ctx, tx, step{`update scope set left_at = null where name = $1`, []any{scope}})
	})
}

// Departed returns the servers from which the bot was removed before a time.
func (l scopes) Departed(ctx context.Context, before time.Time) (all []Scope, err error) {
	err = l.view(ctx, func(ctx context.Context, tx *sql.Tx) error {
		all, err = scopesOf(ctx, tx, `select name from scope where left_at < $1 order by number`, nanoseconds(before))
		return err
	})
	return all, err
}

// Erase deletes everything that is stored of a scope. No text of it remains in free pages, nor
// in the log unless another process is reading at that moment. All cached answers are deleted:
// they quote articles but do not say of which scope.
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
	return l.scrubFiles(ctx)
}
