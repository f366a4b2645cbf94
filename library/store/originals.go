package store

import (
	"context"
	"database/sql"
	"errors"
)

// An Original is the file that an article was read from.
type Original struct {
	Data []byte
	// Budget is the maximum total size of a scope's originals in bytes, negative for no limit.
	// Only [Library.Put] uses it.
	Budget int64
	// Wanted decides by the settings of the scope, nil if it has none, whether the original is to
	// be stored. [Library.Put] calls it in its transaction, as the settings may have changed since
	// the file was read. If Wanted is nil, the original is always stored.
	Wanted func(settings []byte) bool
}

// KeptOriginal is what [Library.Put] did with an original.
type KeptOriginal int

const (
	NoOriginal   KeptOriginal = iota // there was none, or it was not wanted
	OriginalKept                     // it was stored, in place of any earlier one
	NoRoom                           // it would exceed the scope's budget
)

// originalOf joins originals with their articles and scopes.
const originalOf = ` from original o join article a on a.number = o.article join scope s on s.number = a.scope `

// Original returns the file that an article of a scope was read from, if it is stored. If it is
// damaged, the error is a [*DamageError].
func (l originals) Original(ctx context.Context, scope Scope, id string) (o Original, found bool, err error) {
	if l.made < originalVersion {
		return Original{}, false, nil
	}
	var kept int64
	err = l.view(ctx, func(ctx context.Context, tx *sql.Tx) error {
		return scan(tx.QueryRowContext(ctx, `select o.check_sum, o.data`+originalOf+`where s.name = $1 and a.id = $2 and a.removed is null`, scope, id), &kept, &o.Data)
	})
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return Original{}, false, nil
	case err != nil:
		return Original{}, false, err
	case kept != int64(originalSum(scope, id, o)):
		return Original{}, false, &DamageError{l.path, scope, "original", id}
	}
	return o, true, nil
}

// Originals returns the sizes in bytes of a scope's originals, by article id.
func (l originals) Originals(ctx context.Context, scope Scope) (all map[string]int64, err error) {
	all = map[string]int64{}
	if l.made < originalVersion {
		return all, nil
	}
	err = l.view(ctx, func(ctx context.Context, tx *sql.Tx) error {
		clear(all)
		return each(ctx, tx, `select a.id, o.size`+originalOf+`where s.name = $1 and a.removed is null`, func(rows *sql.Rows) error {
			var id string
			var size int64
			err := scan(rows, &id, &size)
			all[id] = size
			return err
		}, scope)
	})
	return all, err
}

// ForgetOriginals erases the originals of a scope, including those of removed articles.
func (l originals) ForgetOriginals(ctx context.Context, scope Scope) error {
	err := l.update(ctx, func(ctx context.Context, tx *sql.Tx) error {
		return run(ctx, tx, forgetOriginals(scope))
	})
	if err != nil {
		return err
	}
	return l.scrubFiles(ctx)
}

func forgetOriginals(scope Scope) step {
	return step{`delete from original where article in (select a.number from article a join scope s on s.number = a.scope where s.name = $1)`, []any{scope}}
}

// keepOriginal stores the original of an article of the scope if the budget allows it. The
// originals of removed articles count until they are erased.
func keepOriginal(ctx context.Context, tx *sql.Tx, scope Scope, number int64, r Record) (KeptOriginal, error) {
	o := r.Original
	if o == nil {
		return NoOriginal, nil
	}
	if wanted, err := o.wanted(ctx, tx, scope); err != nil || !wanted {
		return NoOriginal, err
	}
	var article, others int64
	if err := scan(tx.QueryRowContext(ctx, `select number from article where scope = $1 and id = $2 and removed is null`, number, r.Article.ID), &article); err != nil {
		return NoOriginal, err
	}
	err := scan(tx.QueryRowContext(ctx, `select cast(coalesce(sum(o.size), 0) as bigint) from original o join article a on a.number = o.article where a.scope = $1 and a.number <> $2`, number, article), &others)
	if err != nil {
		return NoOriginal, err
	}
	if o.Budget >= 0 && others+int64(len(o.Data)) > o.Budget {
		return NoRoom, nil
	}
	return OriginalKept, run(ctx, tx, step{`insert into original (article, size, check_sum, data) values ($1, $2, $3, $4)
		on conflict (article) do update set size = excluded.size, check_sum = excluded.check_sum, data = excluded.data`,
		[]any{article, len(o.Data), originalSum(scope, r.Article.ID, *o), o.Data}})
}

// wanted reports whether the scope's current settings want the original to be stored. If they
// are damaged, it is not.
func (o *Original) wanted(ctx context.Context, tx *sql.Tx, scope Scope) (bool, error) {
	if o.Wanted == nil {
		return true, nil
	}
	settings, whole, err := settingsOf(ctx, tx, scope)
	return err == nil && whole && o.Wanted(settings), err
}

func originalSum(scope Scope, id string, o Original) sum {
	return sum(0).text(string(scope), id).bytes(o.Data)
}
