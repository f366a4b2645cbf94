package library

import (
	"context"

	"footnote/library/store"
)

// Personal is all that is kept of one person.
type Personal struct {
	Articles []store.Summary      `json:"articles"` // of their own
	Settings Settings             `json:"settings"`
	Updates  []store.Subscription `json:"updates,omitempty"` // pages of their own that are fetched again
	store.About
}

// About is what is kept in a person's own scope and under their code in others.
func (l *Library) About(ctx context.Context, own store.Scope, by [16]byte) (p Personal, err error) {
	if p.Articles, err = l.List(ctx, own); err != nil {
		return p, err
	}
	if p.Settings, err = l.Settings(ctx, own); err != nil {
		return p, err
	}
	p.Updates, err = l.Store.Subscriptions(ctx, own)
	if err := l.undamaged(err); err != nil {
		return p, err
	}
	p.About, err = l.Store.About(ctx, by)
	return p, l.undamaged(err)
}

// Forget takes away all that is kept of a person. Articles that they added to a
// server are the server's, and stay without their code.
func (l *Library) Forget(ctx context.Context, own store.Scope, by [16]byte) error {
	if err := l.Erase(ctx, own); err != nil {
		return err
	}
	pending, err := l.Pending(ctx)
	if err != nil {
		return err
	}
	for _, a := range pending {
		if a.By != by {
			continue
		}
		a.cancel()
		if _, err := a.Follow(ctx, nil); err != nil {
			return err
		}
	}
	return l.Store.Forget(ctx, by)
}
