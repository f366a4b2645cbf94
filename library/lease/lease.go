// Package lease has several processes on one database share work: each takes
// leases of the store, renews all of them together every second, and stops what it
// does under one that it has lost.
//
// It knows no SQL and nothing of what the leases are on.
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

// Kinds of leases.
const (
	Process  = "process"  // that a process is there; its key is the holder
	Shard    = "shard"    // of the gateway; its key is NUMBER/COUNT
	Sharing  = "sharing"  // that a process runs some of these shards; its key is COUNT:FIRST-LAST/HOLDER
	Identify = "identify" // that a shard may identify; its key is the number of the bucket
	Work     = "work"     // what one process does for all, by name
)

const (
	// Term is how long a lease lasts that is not renewed, and Every how often it is.
	Term  = 4 * time.Second
	Every = time.Second
	// margin is how much earlier its holder takes it to be over: what it sends is on
	// its way for a while, and clocks do not go at quite the same speed.
	margin = 500 * time.Millisecond
	// again is when a renewal that failed is tried again, and within how long one may
	// take.
	again  = 250 * time.Millisecond
	within = time.Second
	// endless is the term where no other process can be there.
	endless = 100 * 365 * 24 * time.Hour
	// remembered is how long a process that ended stands in the store.
	remembered = time.Hour
)

// ErrLost is that a lease is over, and that another may have it.
var ErrLost = errors.New("the lease on this work was lost: another process may have it")

// A Store keeps leases. [store.Library] is one.
type Store interface {
	AcquireLease(ctx context.Context, holder, kind, key string, term time.Duration) (got store.Lease, left time.Duration, ok bool, err error)
	RenewLeases(ctx context.Context, holder string) ([]store.Lease, error)
	SaveLease(ctx context.Context, one store.Lease, state []byte) (held bool, err error)
	ReleaseLease(ctx context.Context, one store.Lease, rest time.Duration) error
	Leases(ctx context.Context, kind string) ([]store.Holding, error)
	EndLeases(ctx context.Context, kind string) error
	ForgetLeases(ctx context.Context, kind string, age time.Duration) error
}

// Options are what a keeper is made of. Store must be there.
type Options struct {
	Store Store
	// Alone says that no other process can use the store. Then leases last until the
	// process ends, whatever the disk does, and those of an earlier one are over at
	// the start.
	Alone bool
	Log   *slog.Logger // nil logs nothing
}

// A Keeper keeps the leases of a process. Run must run.
type Keeper struct {
	Options

	mu      sync.Mutex // never held while waiting
	member  *Member    // nil while there is none
	changed chan struct{}
}

// New makes a keeper.
func New(o Options) *Keeper {
	o.Log = cmp.Or(o.Log, slog.New(slog.DiscardHandler))
	return &Keeper{Options: o, changed: make(chan struct{})}
}

// Start has Run run until stop is called, which waits for it.
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

// Run joins the processes that share the store, and joins anew where the lease on
// that was lost, until ctx ends. Then it gives back what is held.
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

// Member is this process as one of those that share the store. It waits until it
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

// join takes the lease of a new holder.
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
	case err != nil: // nobody is there who would have to see it
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

// pause waits so long, or until ctx ends.
func pause(ctx context.Context, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
}
