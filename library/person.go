package library

import (
	"context"
	"time"

	"footnote/library/store"
)

// Personal is everything that is stored about one person.
type Personal struct {
	Articles []store.Summary      `json:"articles"` // in their own scope
	Settings Settings             `json:"settings"`
	Updates  []store.Subscription `json:"updates,omitempty"` // subscriptions in their own scope
	// Originals holds the sizes in bytes of the stored files of their own articles, by
	// article id.
	Originals map[string]int64 `json:"originals,omitempty"`
	// Answers holds the answers in their direct messages, with the sentences cited.
	Answers []store.ShownAnswer `json:"answers,omitempty"`
	store.About
}

// About returns what is stored in a person's own scope and under their code in other scopes.
func (l *Library) About(ctx context.Context, own store.Scope, by [16]byte) (p Personal, err error) {
	if p.Articles, err = l.List(ctx, own); err != nil {
		return p, err
	}
	if p.Originals, err = l.Originals(ctx, own); err != nil {
		return p, err
	}
	if p.Settings, err = l.Settings(ctx, own); err != nil {
		return p, err
	}
	p.Updates, err = l.Store.Subscriptions(ctx, own)
	if err := l.undamaged(err); err != nil {
		return p, err
	}
	if p.Answers, err = l.Store.ShownIn(ctx, own, time.Time{}); err != nil {
		return p, err
	}
	p.About, err = l.Store.About(ctx, by)
	return p, l.undamaged(err)
}

// Forget erases everything that is stored about a person. Articles that they added to a server
// belong to the server and stay, without their code.
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
