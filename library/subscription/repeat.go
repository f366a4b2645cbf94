package subscription

import (
	"context"
	"net/url"
	"slices"
	"time"

	"footnote/corpus/site"
	"footnote/library"
	"footnote/library/store"
)

// MostRepeated is how many pages a scope may have fetched again where anybody may wish
// for it.
const MostRepeated = 100

// LimitRepeated is the limit that [MostRepeated] is.
const LimitRepeated library.LimitKind = "pages that are fetched again"

// Repeat has the page at an address be fetched again so often; 0 ends that. It is added
// elsewhere. Too many pages are a [*library.LimitError].
func (u *Updater) Repeat(ctx context.Context, scope store.Scope, address string, every time.Duration) error {
	name, err := nameOf(address)
	if err != nil {
		return err
	}
	if every <= 0 {
		_, err := u.Library.Store.Unsubscribe(ctx, scope, name)
		return err
	}
	all, err := u.Library.Store.Subscriptions(ctx, scope)
	if err != nil {
		return err
	}
	known := slices.ContainsFunc(all, func(s store.Subscription) bool { return s.Name == name })
	if !known && len(all) >= MostRepeated {
		return &library.LimitError{Kind: LimitRepeated, Limit: MostRepeated}
	}
	_, err = u.Subscribe(ctx, store.Subscription{Scope: scope, Name: name, Kind: store.Page, Every: every, Pause: time.Second})
	return err
}

// Took notes which articles the page at an address was read as, where it is fetched
// again: when somebody removes them, it is no longer. Where it was read as none, for the
// first time, it is no longer from the beginning.
func (u *Updater) Took(ctx context.Context, scope store.Scope, address string, added []library.Added) error {
	name, err := nameOf(address)
	if err != nil {
		return err
	}
	all, err := u.Library.Store.Subscriptions(ctx, scope)
	i := slices.IndexFunc(all, func(s store.Subscription) bool { return s.Name == name && s.Kind == store.Page })
	if err != nil || i < 0 {
		return err
	}
	if len(added) == 0 {
		return u.Forget(ctx, all[i])
	}
	item := store.Item{Name: name}
	for _, a := range added {
		item.Articles = append(item.Articles, a.Article.ID)
	}
	return u.Library.Store.SaveItems(ctx, all[i].ID, item)
}

// Forget ends a subscription that nothing was ever read of: it was none.
func (u *Updater) Forget(ctx context.Context, s store.Subscription) error {
	items, err := u.Library.Store.Items(ctx, s.ID)
	if err == nil && len(items) == 0 {
		_, err = u.Library.Store.Unsubscribe(ctx, s.Scope, s.Name)
	}
	return err
}

func nameOf(address string) (string, error) {
	u, err := url.Parse(address)
	if err != nil {
		return "", err
	}
	return site.Clean(u), nil
}
