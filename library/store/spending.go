package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

// spendingAge is how many days spending is kept.
const spendingAge = 40

// Spend adds amount to what a scope spent of a kind on a day, such as 2026-11-25, and returns
// that day's total. Entries older than 40 days are deleted.
func (l spending) Spend(ctx context.Context, scope Scope, day, kind string, amount int64) (total int64, err error) {
	date, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return 0, fmt.Errorf("%q is not a day: %w", day, err)
	}
	err = l.update(ctx, func(ctx context.Context, tx *sql.Tx) error {
		number, err := numberOf(ctx, tx, scope)
		if err != nil {
			return err
		}
		oldest := date.AddDate(0, 0, -spendingAge).Format(time.DateOnly)
		if err := run(ctx, tx, step{`delete from spending where scope = $1 and day < $2`, []any{number, oldest}}); err != nil {
			return err
		}
		return scan(tx.QueryRowContext(ctx, `insert into spending (scope, day, kind, amount) values ($1, $2, $3, $4)
			on conflict (scope, day, kind) do update set amount = spending.amount + excluded.amount returning amount`, number, day, kind, amount), &total)
	})
	if err != nil {
		return 0, err
	}
	return total, nil
}

// Spent returns what a scope spent of a kind on a day.
func (l spending) Spent(ctx context.Context, scope Scope, day, kind string) (total int64, err error) {
	err = l.view(ctx, func(ctx context.Context, tx *sql.Tx) error {
		return ignoreNoRows(scan(tx.QueryRowContext(ctx, `select amount from spending where scope = (select number from scope where name = $1) and day = $2 and kind = $3`,
			scope, day, kind), &total))
	})
	return total, err
}
