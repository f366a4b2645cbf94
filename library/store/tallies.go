package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

// A Tally counts the questions of a day that have something in common. It contains neither a
// question nor an asker.
type Tally struct {
	Scope  Scope
	Day    string // in UTC, such as 2026-11-25
	Kind   string // of what is counted
	Key    string // what is counted
	Amount int64
}

// TallyArticle is the kind of the tallies whose keys are article IDs. They are deleted with the
// article, and pass to the one that replaces it.
const TallyArticle = "article"

// TallyAge is how many days tallies are kept.
const TallyAge = 90

// AddTallies adds to tallies, all or none. In the scopes of these tallies, those older than 90
// days are deleted.
func (l tallies) AddTallies(ctx context.Context, all []Tally) error {
	return l.update(ctx, func(ctx context.Context, tx *sql.Tx) error {
		numbers := map[Scope]int64{}
		for _, t := range all {
			date, err := time.Parse(time.DateOnly, t.Day)
			if err != nil {
				return fmt.Errorf("%q is not a day: %w", t.Day, err)
			}
			number, known := numbers[t.Scope]
			if !known {
				if number, err = numberOf(ctx, tx, t.Scope); err != nil {
					return err
				}
				numbers[t.Scope] = number
				oldest := date.AddDate(0, 0, -TallyAge).Format(time.DateOnly)
				if err := run(ctx, tx, step{`delete from tally where scope = $1 and day < $2`, []any{number, oldest}}); err != nil {
					return err
				}
			}
			if err := run(ctx, tx, step{`insert into tally (scope, day, kind, key, amount) values ($1, $2, $3, $4, $5)
				on conflict (scope, day, kind, key) do update set amount = tally.amount + excluded.amount`, []any{number, t.Day, t.Kind, t.Key, t.Amount}}); err != nil {
				return err
			}
		}
		return nil
	})
}

// Tallies returns the tallies of a scope, the earliest day first.
func (l tallies) Tallies(ctx context.Context, scope Scope) (all []Tally, err error) {
	if l.made < insightVersion {
		return nil, nil
	}
	err = l.view(ctx, func(ctx context.Context, tx *sql.Tx) error {
		all = nil
		return each(ctx, tx, `select day, kind, key, amount from tally where scope = (select number from scope where name = $1) order by day, kind, key`, func(rows *sql.Rows) error {
			t := Tally{Scope: scope}
			err := scan(rows, &t.Day, &t.Kind, &t.Key, &t.Amount)
			all = append(all, t)
			return err
		}, scope)
	})
	return all, err
}

// ForgetTallies deletes the tallies of all scopes of earlier days than before.
func (l tallies) ForgetTallies(ctx context.Context, before string) error {
	return l.update(ctx, func(ctx context.Context, tx *sql.Tx) error {
		return run(ctx, tx, step{`delete from tally where day < $1`, []any{before}})
	})
}

// moveTallies moves the tallies of an article to the one that replaces it.
func moveTallies(ctx context.Context, tx *sql.Tx, scope int64, old, new string) error {
	if old == new {
		return nil
	}
	return run(ctx, tx,
		step{`insert into tally (scope, day, kind, key, amount) select scope, day, kind, $1, amount from tally where scope = $2 and kind = $3 and key = $4
			on conflict (scope, day, kind, key) do update set amount = tally.amount + excluded.amount`, []any{new, scope, TallyArticle, old}},
		step{`delete from tally where scope = $1 and kind = $2 and key = $3`, []any{scope, TallyArticle, old}})
}
