package lease

import (
	"context"
	"errors"
	"sync"
	"time"

	"footnote/library/store"
)

// A fake keeps leases by the clock of the bubble that a test is in.
type fake struct {
	mu     sync.Mutex
	all    map[[2]string]row
	hangs  bool // until whoever asks gives up
	fails  error
	frozen chan struct{} // answers wait for it; nil is at once
}

type row struct {
	store.Lease
	until time.Time
	term  time.Duration
}

func newFake() *fake { return &fake{all: map[[2]string]row{}} }

func (f *fake) set(change func()) {
	f.mu.Lock()
	defer f.mu.Unlock()
	change()
}

// reach is how it is with the database now.
func (f *fake) reach(ctx context.Context) error {
	f.mu.Lock()
	hangs, fails := f.hangs, f.fails
	f.mu.Unlock()
	if hangs {
		<-ctx.Done()
		return ctx.Err()
	}
	return fails
}

func (f *fake) AcquireLease(ctx context.Context, holder, kind, key string, term time.Duration) (store.Lease, time.Duration, bool, error) {
	if err := f.reach(ctx); err != nil {
		return store.Lease{}, 0, false, err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	r := f.all[[2]string{kind, key}]
	if left := time.Until(r.until); left > 0 && r.Holder != holder {
		return store.Lease{}, left, false, nil
	}
	r = row{store.Lease{Kind: kind, Key: key, Holder: holder, Fence: r.Fence + 1, State: r.State}, time.Now().Add(term), term}
	f.all[[2]string{kind, key}] = r
	return r.Lease, 0, true, nil
}

func (f *fake) RenewLeases(ctx context.Context, holder string) (held []store.Lease, err error) {
	if err := f.reach(ctx); err != nil {
		return nil, err
	}
	f.mu.Lock()
	for key, r := range f.all {
		if r.Holder == holder && time.Now().Before(r.until) {
			r.until = time.Now().Add(r.term)
			f.all[key] = r
			held = append(held, r.Lease)
		}
	}
	frozen := f.frozen
	f.mu.Unlock()
	if frozen != nil {
		<-frozen
	}
	return held, nil
}

func (f *fake) SaveLease(ctx context.Context, one store.Lease, state []byte) (bool, error) {
	if err := f.reach(ctx); err != nil {
		return false, err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	key := [2]string{one.Kind, one.Key}
	r := f.all[key]
	if r.Holder != one.Holder || r.Fence != one.Fence || !time.Now().Before(r.until) {
		return false, nil
	}
	r.State = state
	f.all[key] = r
	return true, nil
}

func (f *fake) ReleaseLease(ctx context.Context, one store.Lease, rest time.Duration) error {
	if err := f.reach(ctx); err != nil {
		return err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	key := [2]string{one.Kind, one.Key}
	if r := f.all[key]; r.Holder == one.Holder && r.Fence == one.Fence {
		r.Holder, r.until = "", time.Now().Add(rest)
		f.all[key] = r
	}
	return nil
}

func (f *fake) Leases(ctx context.Context, kind string) (all []store.Holding, err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, r := range f.all {
		if r.Kind == kind {
			all = append(all, store.Holding{Lease: r.Lease, Left: time.Until(r.until)})
		}
	}
	return all, f.fails
}

func (f *fake) EndLeases(_ context.Context, kind string) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	for key, r := range f.all {
		if r.Kind == kind {
			r.until = time.Time{}
			f.all[key] = r
		}
	}
	return f.fails
}

func (f *fake) ForgetLeases(context.Context, string, time.Duration) error { return nil }

var errDown = errors.New("the database is down")
