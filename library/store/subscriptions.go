package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/json"
	"errors"
	"time"
)

// A Subscription is a page, a site or a folder whose articles in a scope are kept up to date.
type Subscription struct {
	ID    int64            `json:"-"`
	Scope Scope            `json:"-"`
	Name  string           // its address, or the absolute path of a folder
	Kind  SubscriptionKind // how its items are found
	Depth int              `json:",omitempty"` // for Links: how many links deep
	Most  int              `json:",omitempty"` // the maximum number of items
	Prune bool             `json:",omitempty"` // whether articles of items that are gone are deleted
	Pause time.Duration    `json:",omitempty"` // the minimum time between two requests to a site
	Every time.Duration    `json:",omitempty"` // the time between two runs; 0 means only on request
	Due   time.Time        `json:"-"`          // when the next run is; zero means only on request
	Begun time.Time        `json:",omitzero"`  // when the last run began
	Ended time.Time        `json:",omitzero"`  // when the last complete run ended; if before Begun, the last run is not complete
	Fault string           `json:",omitempty"` // why the last run was not completed
}

// A SubscriptionKind says how the items of a subscription are found.
type SubscriptionKind string

const (
	Page    SubscriptionKind = "page"    // the page at its address is the only item
	Sitemap SubscriptionKind = "sitemap" // a sitemap lists them
	Links   SubscriptionKind = "links"   // pages link to them
	Folder  SubscriptionKind = "folder"  // files
)

// An Item is a page or a file of a subscription.
type Item struct {
	Name     string    // its address or path
	Articles []string  `json:",omitempty"` // the IDs of the articles that were read from it
	Depth    int       `json:",omitempty"` // its distance from the start in links
	Checked  time.Time `json:",omitzero"`  // when it was last checked; zero means never
	ETag     string    `json:",omitempty"` // the server's ETag of the version that was read
	Modified string    `json:",omitempty"` // the server's Last-Modified, likewise
	Hash     []byte    `json:",omitempty"` // the SHA-256 of its content
	Size     int64     `json:",omitempty"` // of a file, in bytes
	Written  time.Time `json:",omitzero"`  // a file's modification time
	Gone     string    `json:",omitempty"` // why it is considered gone
	Fault    string    `json:",omitempty"` // why it could not be read
	Borrowed bool      `json:",omitempty"` // whether its article was added by other means, and so stays when the item is gone
}

func keyOf(name string) []byte {
	key := sha256.Sum256([]byte(name))
	return key[:]
}

// Subscribe stores a subscription and returns its ID. It replaces the scope's subscription of
// the same name, whose items stay.
func (l subscriptions) Subscribe(ctx context.Context, s Subscription) (id int64, err error) {
	data, err := json.Marshal(s)
	if err != nil {
		return 0, err
	}
	err = l.update(ctx, func(ctx context.Context, tx *sql.Tx) error {
		number, err := numberOf(ctx, tx, s.Scope)
		if err != nil {
			return err
		}
		return scan(tx.QueryRowContext(ctx, `insert into subscription (scope, key, due, check_sum, data) values ($1, $2, $3, $4, $5)
			on conflict (scope, key) do update set due = excluded.due, check_sum = excluded.check_sum, data = excluded.data returning number`,
			number, keyOf(s.Name), nanoseconds(s.Due), subscriptionSum(s.Scope, nanoseconds(s.Due), data), data), &id)
	})
	return id, err
}

// SaveSubscription stores the results of a run: its times, its error, and when the next one is
// due. Settings that were changed meanwhile stay. If the subscription no longer exists, nothing
// is stored.
func (l subscriptions) SaveSubscription(ctx context.Context, s Subscription) error {
	return l.update(ctx, func(ctx context.Context, tx *sql.Tx) error {
		var due int64
		var data []byte
		if err := scan(tx.QueryRowContext(ctx, `select due, data from subscription where number = $1`, s.ID), &due, &data); err != nil {
			return ignoreNoRows(err)
		}
		var now Subscription
		if err := json.Unmarshal(data, &now); err != nil {
			return err
		}
		if now.Every == s.Every {
			due = nanoseconds(s.Due)
		}
		now.Begun, now.Ended, now.Fault = s.Begun, s.Ended, s.Fault
		data, err := json.Marshal(now)
		if err != nil {
			return err
		}
		return run(ctx, tx, step{`update subscription set due = $1, check_sum = $2, data = $3 where number = $4`, []any{due, subscriptionSum(s.Scope, due, data), data, s.ID}})
	})
}

// Unsubscribe deletes a subscription of a scope and its items, and reports whether there was
// one. Its articles stay.
func (l subscriptions) Unsubscribe(ctx context.Context, scope Scope, name string) (was bool, err error) {
	err = l.update(ctx, func(ctx context.Context, tx *sql.Tx) error {
		var number int64
		err := scan(tx.QueryRowContext(ctx, `delete from subscription where scope = (select number from scope where name = $1) and key = $2 returning number`, scope, keyOf(name)), &number)
		was = err == nil
		return ignoreNoRows(err)
	})
	return was, err
}

// Subscriptions returns the subscriptions of a scope, the oldest first. Damaged ones are left
// out, and the error joins a [*DamageError] for each.
func (l subscriptions) Subscriptions(ctx context.Context, scope Scope) ([]Subscription, error) {
	return l.where(ctx, `s.name = $1`, scope)
}

// DueSubscriptions returns the subscriptions of all scopes that are due by a time, in the form
// of [Library.Subscriptions].
func (l subscriptions) DueSubscriptions(ctx context.Context, then time.Time) ([]Subscription, error) {
	return l.where(ctx, `u.due > 0 and u.due <= $1`, nanoseconds(then))
}

func (l subscriptions) where(ctx context.Context, which string, arguments ...any) (all []Subscription, err error) {
	if l.made < subscriptionVersion {
		return nil, nil
	}
	var damage []error
	err = l.view(ctx, func(ctx context.Context, tx *sql.Tx) error {
		all, damage = nil, nil
		return each(ctx, tx, `select u.number, s.name, u.due, u.check_sum, u.data from subscription u join scope s on s.number = u.scope where `+which+` order by u.number`, func(rows *sql.Rows) error {
			var u Subscription
			var due, kept int64
			var data []byte
			if err := scan(rows, &u.ID, &u.Scope, &due, &kept, &data); err != nil {
				return err
			}
			if u.Due = timeOf(due); kept != int64(subscriptionSum(u.Scope, due, data)) || json.Unmarshal(data, &u) != nil {
				damage = append(damage, &DamageError{l.path, u.Scope, "subscription", ""})
				return nil
			}
			all = append(all, u)
			return nil
		}, arguments...)
	})
	return all, errors.Join(err, errors.Join(damage...))
}

// Items returns the items of a subscription. A damaged one is left out, as if it had never been
// checked.
func (l subscriptions) Items(ctx context.Context, subscription int64) (all []Item, err error) {
	err = l.view(ctx, func(ctx context.Context, tx *sql.Tx) error {
		all = nil
		return each(ctx, tx, `select check_sum, data from subscription_item where subscription = $1`, func(rows *sql.Rows) error {
			var i Item
			var kept int64
			var data []byte
			if err := scan(rows, &kept, &data); err != nil {
				return err
			}
			if kept == int64(itemSum(subscription, data)) && json.Unmarshal(data, &i) == nil {
				all = append(all, i)
			}
			return nil
		}, subscription)
	})
	return all, err
}

// SaveItems stores items of a subscription, all or none, each replacing the one of the same
// name. If the subscription no longer exists, nothing is stored.
func (l subscriptions) SaveItems(ctx context.Context, subscription int64, items ...Item) error {
	return l.update(ctx, func(ctx context.Context, tx *sql.Tx) error {
		for _, i := range items {
			data, err := json.Marshal(i)
			if err != nil {
				return err
			}
			if err := run(ctx, tx, step{`insert into subscription_item (subscription, key, check_sum, data) select number, $2, $3, $4 from subscription where number = $1
				on conflict (subscription, key) do update set check_sum = excluded.check_sum, data = excluded.data`,
				[]any{subscription, keyOf(i.Name), itemSum(subscription, data), data}}); err != nil {
				return err
			}
		}
		return nil
	})
}

// DropItem deletes an item of a subscription.
func (l subscriptions) DropItem(ctx context.Context, subscription int64, name string) error {
	return l.update(ctx, func(ctx context.Context, tx *sql.Tx) error {
		return run(ctx, tx, step{`delete from subscription_item where subscription = $1 and key = $2`, []any{subscription, keyOf(name)}})
	})
}

func subscriptionSum(scope Scope, due int64, data []byte) sum {
	return sum(0).text(string(scope)).number(due).bytes(data)
}

func itemSum(subscription int64, data []byte) sum { return sum(0).number(subscription).bytes(data) }
