package library

import (
	"context"

	"footnote/library/access"
	"footnote/library/store"
)

// Rules returns the access rules of a scope's restricted articles.
func (l *scopes) Rules(ctx context.Context, scope store.Scope) (access.Rules, error) {
	all, err := l.Store.Restricted(ctx, scope)
	return access.RulesOf(all), err
}

// Restricted returns the articles of a scope that are not open to everybody, in the order in
// which they were added.
func (l *scopes) Restricted(ctx context.Context, scope store.Scope) ([]store.Summary, error) {
	return l.Store.Restricted(ctx, scope)
}

// ChangeAccess changes the access rule of an article and returns the new rule. If change returns
// an error, nothing is changed and ChangeAccess returns that error. If there is no such article,
// it returns a [*NotFoundError].
func (l *scopes) ChangeAccess(ctx context.Context, scope store.Scope, id string, change func(access.Rule) (access.Rule, error)) (now access.Rule, err error) {
	var refused error
	was, err := l.Store.ChangeAccess(ctx, scope, id, func(before string) string {
		rule := access.Read(before)
		if now, refused = change(rule); refused != nil {
			now = rule
			return before
		}
		return now.Kept()
	})
	switch {
	case err != nil:
		return now, err
	case !was:
		return now, &NotFoundError{id}
	}
	return now, refused
}
