package library

import (
	"context"
	"errors"
	"time"

	"footnote/library/store"
)

// Remove removes an article from a scope and reports whether it was there. The article can be
// restored before until and is erased then. A zero until means that it was damaged and has been
// erased at once.
func (l *scopes) Remove(ctx context.Context, scope store.Scope, id string) (until time.Time, was bool, err error) {
	return l.Store.Remove(ctx, scope, id, time.Now())
}

// Removed returns the removed articles of a scope that can still be restored.
func (l *scopes) Removed(ctx context.Context, scope store.Scope) ([]store.Removed, error) {
	return l.Store.Removed(ctx, scope, time.Now())
}

// Restore brings a removed article back. It reports false if that is no longer possible, and
// returns a [*LimitError] if the scope has no room for it, or a [*store.SupersededError] if a
// later version has taken its place.
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

// room returns a [*LimitError] if a scope has no room for one more article.
func (l *Library) room(ctx context.Context, scope store.Scope, one store.Summary) error {
	kept, err := l.List(ctx, scope)
	if err != nil {
		return err
	}
	passages := one.Passages
	for _, k := range kept {
		if one.Key != "" && k.Key == one.Key { // a later version, which the store reports
			return nil
		}
		passages += k.Passages
	}
	return l.Limits.hold(len(kept)+1, passages)
}

// Damaged returns the ids of articles whose rows are so damaged that List cannot show them.
// They can still be removed.
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
