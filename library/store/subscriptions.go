package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/json"
	"errors"
	"time"
)

// A Subscription is a page, a site or a folder that a scope is kept up to date with.
type Subscription struct {
	ID    int64            `json:"-"`
	Scope Scope            `json:"-"`
	Name  string           // its address, or the absolute path of a folder
	Kind  SubscriptionKind // how its items are found
	Depth int              `json:",omitempty"` // of Links: how many links deep
	Most  int              `json:",omitempty"` // items, at most
	Prune bool             `json:",omitempty"` // deletes the articles of what is gone
	Pause time.Duration    `json:",omitempty"` // between two requests to a site, at least
	Every time.Duration    `json:",omitempty"` // between two runs; 0 is only when somebody asks
	Due   time.Time        `json:"-"`          // when the next run is; zero is never by itself
	Begun time.Time        `json:",omitzero"`  // when the last run did
	Ended time.Time        `json:",omitzero"`  // when the last run did that came to its end; before Begun, the last one goes on
	Fault string           `json:",omitempty"` // why the last one did not come to its end
}

// A SubscriptionKind says how the items of a subscription are found.
type SubscriptionKind string

// The kinds.
const (
	Page    SubscriptionKind = "page"    // there is one, at its address
	Sitemap SubscriptionKind = "sitemap" // a sitemap lists them
	Links   SubscriptionKind = "links"   // pages link to them
	Folder  SubscriptionKind = "folder"  // files
)

// An Item is a page or a file of a subscription.
type Item struct {
	Name     string    // its address or path
	Articles []string  `json:",omitempty"` // the IDs of what it was read as
	Depth    int       `json:",omitempty"` // how many links it is away
	Checked  time.Time `json:",omitzero"`  // when it was last looked at; zero is never
	ETag     string    `json:",omitempty"` // of the version that was read, as its server says
	Modified string    `json:",omitempty"` // and this
	Hash     []byte    `json:",omitempty"` // SHA-256 of it
	Size     int64     `json:",omitempty"` // of a file, in bytes
	Written  time.Time `json:",omitzero"`  // when a file was
	Gone     string    `json:",omitempty"` // why it is taken to be gone
	Fault    string    `json:",omitempty"` // why it could not be read
	Borrowed bool      `json:",omitempty"` // its article had been added by other means, and stays when it is gone
}

func keyOf(name string) []byte {
	key := sha256.Sum256([]byte(name))
	return key[:]
}

// Subscribe keeps a subscription, in place of the one of its scope that has its name,
// whose items stay, and returns its ID.
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

// SaveSubscription keeps what came of a run: when it was, what went wrong, and when the
// next one is due. What somebody has asked for meanwhile stays. Where they have
// unsubscribed, nothing is kept.
func (l subscriptions) SaveSubscription(ctx context.Context, s Subscription) error {
	return l.update(ctx, func(ctx context.Context, tx *sql.Tx) error {
		var due int64
		var data []byte
		if err := scan(tx.QueryRowContext(ctx, `select due, data from subscription where number = $1`, s.ID), &due, &data); err != nil {
			return nothing(err)
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

// Unsubscribe forgets a subscription of a scope with its items, and reports whether
// there was one. Its articles stay.
func (l subscriptions) Unsubscribe(ctx context.Context, scope Scope, name string) (was bool, err error) {
	err = l.update(ctx, func(ctx context.Context, tx *sql.Tx) error {
		var number int64
		err := scan(tx.QueryRowContext(ctx, `delete from subscription where scope = (select number from scope where name = $1) and key = $2 returning number`, scope, keyOf(name)), &number)
		was = err == nil
		return nothing(err)
	})
	return was, err
}

// Subscriptions are those of a scope, the oldest first. Those that are damaged are left
// out, and the error joins a [*DamageError] for each.
func (l subscriptions) Subscriptions(ctx context.Context, scope Scope) ([]Subscription, error) {
	return l.where(ctx, `s.name = $1`, scope)
}

// DueSubscriptions are those of all scopes whose next run is not after then, as
// [Library.Subscriptions] has them.
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
			if u.Due = moment(due); kept != int64(subscriptionSum(u.Scope, due, data)) || json.Unmarshal(data, &u) != nil {
				damage = append(damage, &DamageError{l.path, u.Scope, "subscription", ""})
				return nil
			}
			all = append(all, u)
			return nil
		}, arguments...)
	})
	return all, errors.Join(err, errors.Join(damage...))
}

// Items are those of a subscription. One that is damaged is left out: it is as if it had
// never been looked at.
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

// SaveItems keeps items of a subscription, all or none, each in place of the one that has
// its name. Where the subscription is gone, nothing is kept.
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

// DropItem forgets an item.
func (l subscriptions) DropItem(ctx context.Context, subscription int64, name string) error {
	return l.update(ctx, func(ctx context.Context, tx *sql.Tx) error {
		return run(ctx, tx, step{`delete from subscription_item where subscription = $1 and key = $2`, []any{subscription, keyOf(name)}})
	})
}

func subscriptionSum(scope Scope, due int64, data []byte) sum {
	return sum(0).text(string(scope)).number(due).bytes(data)
}

func itemSum(subscription int64, data []byte) sum { return sum(0).number(subscription).bytes(data) }
