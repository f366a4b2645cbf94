package library

import (
	"context"
	"errors"
	"time"

	"footnote/library/store"
)

// Remove takes an article out of a scope and reports whether it was there. Until
// then it can be restored; after that it is erased. A zero until is that it was
// damaged, and is erased already.
func (l *scopes) Remove(ctx context.Context, scope store.Scope, id string) (until time.Time, was bool, err error) {
	return l.Store.Remove(ctx, scope, id, time.Now())
}

// Removed is what can be restored in a scope.
func (l *scopes) Removed(ctx context.Context, scope store.Scope) ([]store.Removed, error) {
	return l.Store.Removed(ctx, scope, time.Now())
}

// Restore brings a removed article back and reports whether it still could be.
// What the scope may not have is a [*LimitError]; where a later version stands in
// its place, the error is a [*store.SupersededError].
func (l *Library) Restore(ctx context.Context, scope store.Scope, id string) (was bool, err error) {
	removed, err := l.Removed(ctx, scope)
	if err != nil {
		return false, err
	}
	for _, r := range removed {
		if r.ID != id {
			continue
		}
		if err := l.room(ctx, scope, r.Summary); err != nil {
			return false, err
		}
	}
	return l.Store.Restore(ctx, scope, id, time.Now())
}

// room is a [*LimitError] where a scope has no room for one article more.
func (l *Library) room(ctx context.Context, scope store.Scope, one store.Summary) error {
	kept, err := l.List(ctx, scope)
	if err != nil {
		return err
	}
	passages := one.Passages
	for _, k := range kept {
		if one.Key != "" && k.Key == one.Key { // a later version, which the store will say
			return nil
		}
		passages += k.Passages
	}
	return l.Limits.hold(len(kept)+1, passages)
}

// Damaged are the ids of articles of which nothing else is known: their rows are
// damaged, so that no list has them. They can be removed.
func (l *scopes) Damaged(ctx context.Context, scope store.Scope) (ids []string, err error) {
	_, err = l.Store.List(ctx, scope)
	var left []error
	for _, one := range split(err) {
		if damage, ok := one.(*store.DamageError); ok {
			ids = append(ids, damage.ID)
		} else {
			left = append(left, one)
		}
	}
	return ids, errors.Join(left...)
}
