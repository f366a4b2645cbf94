package subscription

import (
	"context"
	"fmt"

	"footnote/library/store"
)

// users holds, by article id, the names of the items that the article was read from. Several items
// with equal texts share one article, which is removed with the last of them.
type users map[string]map[string]bool

// loadUsers sets r.users, once.
func (r *run) loadUsers(ctx context.Context) error {
	if r.users != nil {
		return nil
	}
	all, err := r.Library.Store.Subscriptions(ctx, r.s.Scope)
	if err != nil {
		return err
	}
	found := users{}
	for _, s := range all {
		items, err := r.Library.Store.Items(ctx, s.ID)
		if err != nil {
			return err
		}
		for _, i := range items {
			for _, id := range i.Articles {
				found.add(id, s, i.Name)
			}
		}
	}
	r.users = found
	return nil
}

func (u users) add(article string, s store.Subscription, item string) {
	if u[article] == nil {
		u[article] = map[string]bool{}
	}
	u[article][user(s, item)] = true
}

func (u users) drop(article string, s store.Subscription, item string) {
	delete(u[article], user(s, item))
}

func user(s store.Subscription, item string) string { return fmt.Sprint(s.ID, " ", item) }
