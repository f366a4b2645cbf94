package store

import (
	"context"
	"database/sql"
)

// ChangeAccess replaces an article's access rule with what change returns for the current one.
// It reports whether the article exists. If its row is damaged, the error is a [*DamageError].
func (l articles) ChangeAccess(ctx context.Context, scope Scope, id string, change func(before string) string) (was bool, err error) {
	err = l.update(ctx, func(ctx context.Context, tx *sql.Tx) error {
		row, found, err := l.row(ctx, tx, scope, id)
		if was = found && !row.isRemoved(scope); !was || err != nil {
			return err
		}
		if !row.intact(scope) {
			return &DamageError{l.path, scope, "article", id}
		}
		row.Access = change(row.Access)
		if err := run(ctx, tx, step{`update article set access = $1, check_sum = $2 where number = $3`, []any{rule(row.Access), row.sum(scope), row.number}}); err != nil {
			return err
		}
		return changed(ctx, tx, row.scope)
	})
	return was && err == nil, err
}

// Restricted returns the articles of a scope that have an access rule, in the order in which
// they were added. Damaged ones are left out: nobody may see them.
func (l articles) Restricted(ctx context.Context, scope Scope) (all []Summary, err error) {
	if l.made < accessVersion {
		return nil, nil
	}
	err = l.view(ctx, func(ctx context.Context, tx *sql.Tx) error {
		all = nil
		return l.rows(ctx, tx, `s.name = $1 and a.access is not null`, func(scope Scope, row summaryRow) {
			if !row.isRemoved(scope) && row.intact(scope) {
				all = append(all, row.Summary)
			}
		}, scope)
	})
	return all, err
}

// inherited returns the access rule that a new record takes over: that of the article with the
// id old, which it replaces, or of one with its own id or key that was removed or is damaged.
// If several have a rule, the one that was added last counts.
func inherited(ctx context.Context, tx *sql.Tx, scope int64, old string, r Record) (access string, err error) {
	err = scan(tx.QueryRowContext(ctx, `select access from article where scope = $1 and access is not null and (id = $2 or id = $3 or key = $4 and key <> '')
		order by number desc limit 1`, scope, old, r.Article.ID, r.Key), &access)
	return access, ignoreNoRows(err)
}

// rule returns an access rule as it is stored: null if everybody may see the article.
func rule(access string) any {
	if access == "" {
		return nil
	}
	return access
}
