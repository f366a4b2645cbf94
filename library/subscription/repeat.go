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

// MostRepeated is how many pages a scope may have fetched again, if anybody may ask for that.
const MostRepeated = 100

// LimitRepeated is the kind of a [*library.LimitError] for [MostRepeated].
const LimitRepeated library.LimitKind = "pages that are fetched again"

// Repeat schedules the page at an address to be fetched again at an interval; 0 ends that. It does
// not add the page. It returns a [*library.LimitError] if the scope has too many such pages.
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

// Took records which articles came from a page that is to be fetched again. The schedule ends when
// somebody removes those articles, and at once if the first fetch gave no article.
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

// Forget ends a subscription from which nothing was ever read.
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
