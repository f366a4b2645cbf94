package library

import (
	"context"
	"errors"

	"footnote/library/store"
)

// A Survey sums up the articles of all scopes.
type Survey struct {
	Scopes   int                  // scopes that have articles
	Articles int                  // damaged ones included
	Damaged  []*store.DamageError // one for each article that cannot be read
}

// Examine reads every article of every scope.
func Examine(ctx context.Context, db *store.Library) (s Survey, err error) {
	scopes, err := db.Scopes(ctx)
	if err != nil {
		return s, err
	}
	for _, scope := range scopes {
		whole, err := db.Articles(ctx, scope, "")
		var failed []error
		found := len(whole)
		for _, one := range split(err) {
			damage, ok := one.(*store.DamageError)
			if !ok {
				failed = append(failed, one)
				continue
			}
			s.Damaged = append(s.Damaged, damage)
			found++
		}
		if len(failed) > 0 {
			return s, errors.Join(failed...)
		}
		if found > 0 {
			s.Scopes++
		}
		s.Articles += found
	}
	return s, nil
}
