// Package lease lets several processes that use one database share work. Each process acquires
// leases in the store, renews all of its leases together every second, and stops the work of a
// lease that it has lost.
//
// It knows neither SQL nor what the leases are for.
package lease

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"log/slog"
	"sync"
	"time"

	"footnote/library/store"
)

// The kinds of leases.
const (
	Process  = "process"  // a process is alive; the key is its holder name
	Shard    = "shard"    // a gateway shard; the key is NUMBER/COUNT
	Sharing  = "sharing"  // a process runs some of these shards; the key is COUNT:FIRST-LAST/HOLDER
	Identify = "identify" // a shard may identify; the key is the number of its rate limit bucket
	Work     = "work"     // work that one process does for all; the key is its name
)

const (
	// Term is how long a lease lasts without renewal, and Every the interval of renewals.
	Term  = 4 * time.Second
	Every = time.Second
	// margin is how much earlier its holder considers a lease over, because requests in
	// flight take time to arrive, and clocks run at slightly different speeds.
	margin = 500 * time.Millisecond
	// again is the pause after a failed renewal, and within how long a renewal may take.
	again  = 250 * time.Millisecond
	within = time.Second
	// endless is the term of leases if no other process can use the store.
	endless = 100 * 365 * 24 * time.Hour
	// remembered is how long the store remembers a process that has ended.
	remembered = time.Hour
)

// ErrLost means that a lease is over, and that another process may hold it.
var ErrLost = errors.New("the lease on this work was lost: another process may have it")

// A Store stores leases. [store.Library] implements it.
type Store interface {
	AcquireLease(ctx context.Context, holder, kind, key string, term time.Duration) (got store.Lease, left time.Duration, ok bool, err error)
	RenewLeases(ctx context.Context, holder string) ([]store.Lease, error)
	SaveLease(ctx context.Context, one store.Lease, state []byte) (held bool, err error)
	ReleaseLease(ctx context.Context, one store.Lease, rest time.Duration) error
	Leases(ctx context.Context, kind string) ([]store.Holding, error)
	EndLeases(ctx context.Context, kind string) error
	ForgetLeases(ctx context.Context, kind string, age time.Duration) error
}

// Options configure a [Keeper]. Store is required.
type Options struct {
	Store Store
	// Alone means that no other process can use the store. Leases then last until the process
	// ends, even if the disk fails, and those of an earlier process end at the start.
	Alone bool
	Log   *slog.Logger // nil logs nothing
}

// A Keeper manages the leases of a process. Its Run method must be running.
type Keeper struct {
	Options

	mu      sync.Mutex // never held while waiting
	member  *Member    // nil while the process is not a member
	changed chan struct{}
}

// New returns a keeper.
func New(o Options) *Keeper {
	o.Log = cmp.Or(o.Log, slog.New(slog.DiscardHandler))
	return &Keeper{Options: o, changed: make(chan struct{})}
}

// Start starts Run in the background. stop ends it and waits for it.
func (k *Keeper) Start(ctx context.Context) (stop func()) {
	ctx, cancel := context.WithCancel(context.WithoutCancel(ctx))
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		k.Run(ctx)
	}()
	return func() {
		cancel()
		<-ended
	}
}

// Run makes the process a member of those that share the store, again each time its membership is
// lost, until ctx ends. Then it releases all leases.
func (k *Keeper) Run(ctx context.Context) {
	for ctx.Err() == nil {
		m, err := k.join(ctx)
		if err != nil {
			if ctx.Err() == nil {
				k.Log.Warn("cannot join the processes that share the database", "error", err)
			}
			pause(ctx, again)
			continue
		}
		k.set(m)
		m.keep(ctx)
		k.set(nil)
	}
}

// Member returns this process's membership among those that share the store. It waits until there
// is one, or ctx ends.
func (k *Keeper) Member(ctx context.Context) (*Member, error) {
	for {
		k.mu.Lock()
		m, changed := k.member, k.changed
		k.mu.Unlock()
		if m != nil {
			return m, nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return nil, context.Cause(ctx)
		}
	}
}

func (k *Keeper) set(m *Member) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.member = m
	close(k.changed)
	k.changed = make(chan struct{})
}

// join acquires the Process lease under a new holder name.
func (k *Keeper) join(ctx context.Context) (*Member, error) {
	ctx, cancel := context.WithTimeout(ctx, within)
	defer cancel()
	if k.Alone {
		for _, kind := range []string{Process, Sharing, Shard, Work} {
			if err := k.Store.EndLeases(ctx, kind); err != nil {
				k.Log.Warn("what an earlier run was answering cannot be seen", "error", err)
				break
			}
		}
	}
	m := &Member{keeper: k, Holder: rand.Text(), held: map[string]*Held{}}
	began := time.Now()
	got, _, _, err := k.Store.AcquireLease(ctx, m.Holder, Process, m.Holder, k.term(Term))
	switch {
	case err != nil && !k.Alone:
		return nil, err
	case err != nil: // there is no other process to see it
		k.Log.Warn("what is being answered cannot be kept", "error", err)
	}
	m.lease = got
	m.until.set(began.Add(k.term(Term) - margin))
	m.Context, m.cancel = context.WithCancelCause(context.WithoutCancel(ctx))
	for _, kind := range []string{Process, Sharing} {
		if err := k.Store.ForgetLeases(ctx, kind, remembered); err != nil {
			k.Log.Warn("cannot forget processes that ended", "error", err)
		}
	}
	return m, nil
}

func (k *Keeper) term(t time.Duration) time.Duration {
	if k.Alone {
		return endless
	}
	return t
}

// pause waits for d, or until ctx ends.
func pause(ctx context.Context, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
}
