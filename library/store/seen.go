package store

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"time"
)

// SeenAge is how long the text of a scanned page is kept without an article, so that an
// addition that failed can be tried again.
const SeenAge = 30 * 24 * time.Hour

// Seen returns the text that was read from a scanned page for a scope, by the caller's key.
// Damaged text is not found.
func (l seen) Seen(ctx context.Context, scope Scope, key [32]byte) (text string, found bool, err error) {
	if l.made < seenVersion {
		return "", false, nil
	}
	var kept int64
	var data []byte
	err = l.view(ctx, func(ctx context.Context, tx *sql.Tx) error {
		return scan(tx.QueryRowContext(ctx, `select p.check_sum, p.data from seen_page p join scope s on s.number = p.scope where s.name = $1 and p.key = $2`, scope, key[:]), &kept, &data)
	})
	if errors.Is(err, sql.ErrNoRows) {
		return "", false, nil
	}
	if err != nil || kept != int64(seenSum(scope, key, data)) {
		return "", false, err
	}
	return string(data), true, nil
}

// KeepSeen stores the text of a scanned page. Once it belongs to an article, it is kept as long
// as the article.
func (l seen) KeepSeen(ctx context.Context, scope Scope, key [32]byte, text string, now time.Time) error {
	return l.update(ctx, func(ctx context.Context, tx *sql.Tx) error {
		number, err := numberOf(ctx, tx, scope)
		if err != nil {
			return err
		}
		data := []byte(text)
		return run(ctx, tx,
			step{`insert into seen_page (scope, key, written, check_sum, data) values ($1, $2, $3, $4, $5)
				on conflict (scope, key) do update set written = excluded.written, check_sum = excluded.check_sum, data = excluded.data`,
				[]any{number, key[:], nanoseconds(now), seenSum(scope, key, data), data}})
	})
}

// ForgetSeen deletes the pages of all scopes that were read before a time and belong to no
// article.
func (l seen) ForgetSeen(ctx context.Context, before time.Time) error {
	return l.update(ctx, func(ctx context.Context, tx *sql.Tx) error {
		return run(ctx, tx, step{`delete from seen_page where article is null and written < $1`, []any{nanoseconds(before)}})
	})
}

// assignSeen assigns pages to an article of the scope, or, if id is "", to none.
func assignSeen(ctx context.Context, tx *sql.Tx, scope int64, keys [][32]byte, id string) error {
	for some := range slices.Chunk(keys, batchSize) {
		values := []any{scope, id}
		for _, key := range some {
			values = append(values, key[:])
		}
		err := run(ctx, tx, step{`update seen_page set article = (select number from article where scope = $1 and id = $2 and removed is null)
			where scope = $1 and key in (` + placeholders(3, len(some)) + `)`, values})
		if err != nil {
			return err
		}
	}
	return nil
}

func seenSum(scope Scope, key [32]byte, data []byte) sum {
	return sum(0).text(string(scope)).bytes(key[:]).bytes(data)
}
