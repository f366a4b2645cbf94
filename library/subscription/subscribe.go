package subscription

import (
	"context"
	"time"

	"footnote/library/store"
)

// The limits of a subscription.
const (
	LeastEvery = time.Minute
	MostItems  = 10_000 // of a site; five times the articles that a server may have
	MostLinks  = 1000   // of a site whose links are followed, by default
)

// Subscribe stores a subscription, or changes the scope's subscription of the same name. If
// wish.Every is zero, the schedule stays as it is; if it is negative, the schedule ends. The
// caller does the first run; if that breaks off, a scheduled subscription goes on by itself.
func (u *Updater) Subscribe(ctx context.Context, wish store.Subscription) (store.Subscription, error) {
	all, err := u.Library.Store.Subscriptions(ctx, wish.Scope)
	if err != nil {
		return wish, err
	}
	deeper := false
	for _, s := range all {
		if s.Name != wish.Name {
			continue
		}
		if wish.Every == 0 {
			wish.Every = s.Every
		}
		if s.Kind == wish.Kind {
			wish.Begun, wish.Ended = s.Begun, s.Ended
			deeper = wish.Kind == store.Links && (wish.Depth > s.Depth || wish.Most > s.Most)
		}
	}
	wish.Every = max(0, wish.Every)
	if wish.Every > 0 {
		wish.Due = time.Now().Add(min(wish.Every, soonest))
	}
	if wish.ID, err = u.Library.Store.Subscribe(ctx, wish); err != nil || !deeper {
		return wish, err
	}
	return wish, u.relink(ctx, wish.ID)
}

// relink makes the next run fetch all pages once more, because their links are to be followed
// further now.
func (u *Updater) relink(ctx context.Context, id int64) error {
	items, err := u.Library.Store.Items(ctx, id)
	if err != nil {
		return err
	}
	for n := range items {
		items[n].ETag, items[n].Modified, items[n].Checked = "", "", time.Time{}
	}
	return u.Library.Store.SaveItems(ctx, id, items...)
}
