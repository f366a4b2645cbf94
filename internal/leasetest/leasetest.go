// Package leasetest is an in-memory store of leases. It uses the clock of the test's synctest
// bubble, and can hang and fail like a database.
package leasetest

import (
	"context"
	"sync"
	"time"

	"footnote/library/store"
)

// A Store stores leases. Access its fields only within [Store.Set].
type Store struct {
	mu     sync.Mutex
	All    map[[2]string]Row // by kind and key
	Hangs  bool              // calls block until their context ends
	Fails  error             // returned by calls, unless nil
	Frozen chan struct{}     // if not nil, a renewal returns only once it is closed
}

// A Row is a lease with its expiry.
type Row struct {
	store.Lease
	Until time.Time
	Term  time.Duration
}

// New returns a store without leases.
func New() *Store { return &Store{All: map[[2]string]Row{}} }

// Set calls change with the store locked.
func (f *Store) Set(change func()) {
	f.mu.Lock()
	defer f.mu.Unlock()
	change()
}

// reach blocks or returns an error if the database is set to hang or fail.
func (f *Store) reach(ctx context.Context) error {
	f.mu.Lock()
	hangs, fails := f.Hangs, f.Fails
	f.mu.Unlock()
	if hangs {
		<-ctx.Done()
		return ctx.Err()
	}
	return fails
}

// AcquireLease and the methods below implement lease.Store.
func (f *Store) AcquireLease(ctx context.Context, holder, kind, key string, term time.Duration) (store.Lease, time.Duration, bool, error) {
	if err := f.reach(ctx); err != nil {
		return store.Lease{}, 0, false, err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	r := f.All[[2]string{kind, key}]
	if left := time.Until(r.Until); left > 0 && r.Holder != holder {
		return store.Lease{}, left, false, nil
	}
	r = Row{store.Lease{Kind: kind, Key: key, Holder: holder, Fence: r.Fence + 1, State: r.State}, time.Now().Add(term), term}
	f.All[[2]string{kind, key}] = r
	return r.Lease, 0, true, nil
}

func (f *Store) RenewLeases(ctx context.Context, holder string) (held []store.Lease, err error) {
	if err := f.reach(ctx); err != nil {
		return nil, err
	}
	f.mu.Lock()
	for key, r := range f.All {
		if r.Holder == holder && time.Now().Before(r.Until) {
			r.Until = time.Now().Add(r.Term)
			f.All[key] = r
			held = append(held, r.Lease)
		}
	}
	frozen := f.Frozen
	f.mu.Unlock()
	if frozen != nil {
		<-frozen
	}
	return held, nil
}

func (f *Store) SaveLease(ctx context.Context, one store.Lease, state []byte) (bool, error) {
	if err := f.reach(ctx); err != nil {
		return false, err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	key := [2]string{one.Kind, one.Key}
	r := f.All[key]
	if r.Holder != one.Holder || r.Fence != one.Fence || !time.Now().Before(r.Until) {
		return false, nil
	}
	r.State = state
	f.All[key] = r
	return true, nil
}

func (f *Store) ReleaseLease(ctx context.Context, one store.Lease, rest time.Duration) error {
	if err := f.reach(ctx); err != nil {
		return err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	key := [2]string{one.Kind, one.Key}
	if r := f.All[key]; r.Holder == one.Holder && r.Fence == one.Fence {
		r.Holder, r.Until = "", time.Now().Add(rest)
		f.All[key] = r
	}
	return nil
}

func (f *Store) Leases(ctx context.Context, kind string) (all []store.Holding, err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, r := range f.All {
		if r.Kind == kind {
			all = append(all, store.Holding{Lease: r.Lease, Left: time.Until(r.Until)})
		}
	}
	return all, f.Fails
}

func (f *Store) EndLeases(_ context.Context, kind string) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	for key, r := range f.All {
		if r.Kind == kind {
			r.Until = time.Time{}
			f.All[key] = r
		}
	}
	return f.Fails
}

func (f *Store) ForgetLeases(context.Context, string, time.Duration) error { return nil }
