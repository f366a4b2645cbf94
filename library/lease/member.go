package lease

import (
	"context"
	"sync"
	"time"

	"footnote/library/store"
)

// A Member is the membership of a process among those that share the store, from joining until
// its Process lease is lost. After that the process joins under another holder name, so that the
// new membership cannot be mistaken for the old one.
type Member struct {
	// Context is done when the lease is lost, with [ErrLost] as its cause.
	Context context.Context
	Holder  string // a random name

	keeper *Keeper
	cancel context.CancelCauseFunc
	lease  store.Lease
	until  deadline

	mu   sync.Mutex // never held while waiting
	held map[string]*Held
}

// A Held is a lease that this process holds.
type Held struct {
	// Context is done when the lease is lost or released.
	Context context.Context
	State   []byte // as the last holder saved it

	member *Member
	cancel context.CancelCauseFunc
	lease  store.Lease
	since  time.Time // when the lease was acquired
}

// Valid returns an error once the lease may be over. It only looks at the clock, so that it is
// cheap enough to be called before every request.
func (m *Member) Valid() error {
	if m.Context.Err() != nil || m.until.over() {
		return ErrLost
	}
	return nil
}

// Valid returns an error once the lease may be over.
func (h *Held) Valid() error {
	if h.Context.Err() != nil {
		return ErrLost
	}
	return h.member.Valid()
}

// Acquire acquires a lease. If another process holds it, h is nil and left is how long that
// process keeps it unless it renews it.
func (m *Member) Acquire(ctx context.Context, kind, key string, term time.Duration) (h *Held, left time.Duration, err error) {
	if err := m.Valid(); err != nil {
		return nil, 0, err
	}
	ctx, cancel := context.WithTimeout(ctx, within)
	defer cancel()
	if kind != Identify { // the term of Identify is Discord's, even for a single process
		term = m.keeper.term(term)
	}
	got, left, ok, err := m.keeper.Store.AcquireLease(ctx, m.Holder, kind, key, term)
	if err != nil || !ok {
		return nil, left, err
	}
	h = &Held{member: m, State: got.State, lease: got, since: time.Now()}
	h.Context, h.cancel = context.WithCancelCause(m.Context)
	m.mu.Lock()
	defer m.mu.Unlock()
	m.held[kind+" "+key] = h
	return h, 0, nil
}

// Save stores state for the next holder. It returns [ErrLost] if there already is one.
func (h *Held) Save(ctx context.Context, state []byte) error {
	ctx, cancel := context.WithTimeout(ctx, within)
	defer cancel()
	held, err := h.member.keeper.Store.SaveLease(ctx, h.lease, state)
	if err == nil && !held {
		h.lose()
		err = ErrLost
	}
	return err
}

// Release gives the lease up. Nobody can acquire it for the duration of rest.
func (h *Held) Release(ctx context.Context, rest time.Duration) error {
	h.lose()
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), within)
	defer cancel()
	return h.member.keeper.Store.ReleaseLease(ctx, h.lease, rest)
}

func (h *Held) lose() {
	m := h.member
	m.mu.Lock()
	defer m.mu.Unlock()
	if key := h.lease.Kind + " " + h.lease.Key; m.held[key] == h {
		delete(m.held, key)
	}
	h.cancel(ErrLost)
}

// keep renews all leases together until ctx ends or the Process lease is lost.
func (m *Member) keep(ctx context.Context) {
	defer m.cancel(ErrLost)
	next := Every
	for {
		pause(ctx, next)
		switch {
		case ctx.Err() != nil:
			m.leave(ctx)
			return
		case m.keeper.Alone:
			continue
		case m.until.over():
			m.keeper.Log.Warn("the database was out of reach for too long: what this process did may be another's now")
			return
		}
		began := time.Now()
		lost, err := m.renew(ctx, began)
		switch {
		case lost:
			m.keeper.Log.Warn("this process was taken to be gone: what it did may be another's now")
			return
		case err != nil && ctx.Err() == nil:
			m.keeper.Log.Warn("leases could not be renewed", "error", err)
			next = again
		default:
			next = max(Every-time.Since(began), 0)
		}
	}
}

// renew renews all leases once. lost reports whether the Process lease was over before, or is
// over by the time the store answers.
func (m *Member) renew(ctx context.Context, began time.Time) (lost bool, err error) {
	ctx, cancel := context.WithTimeout(ctx, within)
	defer cancel()
	renewed, err := m.keeper.Store.RenewLeases(ctx, m.Holder)
	if err != nil {
		return false, err
	}
	there := map[string]int64{}
	for _, one := range renewed {
		there[one.Kind+" "+one.Key] = one.Fence
	}
	if there[Process+" "+m.Holder] != m.lease.Fence || m.until.over() { // once a lease counts as over, it stays so
		return true, nil
	}
	m.until.set(began.Add(Term - margin))
	m.mu.Lock()
	defer m.mu.Unlock()
	for key, h := range m.held {
		if there[key] != h.lease.Fence && h.since.Before(began) {
			delete(m.held, key)
			h.cancel(ErrLost)
		}
	}
	return false, nil
}

// leave releases all leases at the end of the process, so that others need not wait for their
// terms to end.
func (m *Member) leave(ctx context.Context) {
	m.cancel(ErrLost)
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), within)
	defer cancel()
	m.mu.Lock()
	var leases []store.Lease
	for _, h := range m.held {
		if h.lease.Kind != Identify { // which must run out
			leases = append(leases, h.lease)
		}
	}
	m.mu.Unlock()
	for _, one := range append(leases, m.lease) {
		if err := m.keeper.Store.ReleaseLease(ctx, one, 0); err != nil {
			m.keeper.Log.Warn("a lease could not be given back", "kind", one.Kind, "error", err)
			return
		}
	}
}

// Members returns how many processes share the store, this one included.
func (m *Member) Members(ctx context.Context) (n int, err error) {
	all, err := m.Holdings(ctx, Process)
	for _, one := range all {
		if one.Left > 0 {
			n++
		}
	}
	return n, err
}

// Holdings returns all leases of a kind, whoever holds them.
func (m *Member) Holdings(ctx context.Context, kind string) ([]store.Holding, error) {
	ctx, cancel := context.WithTimeout(ctx, within)
	defer cancel()
	return m.keeper.Store.Leases(ctx, kind)
}

// A deadline is a point in time by two clocks, because the monotonic clock stands still while a
// machine sleeps, and the wall clock may be set.
type deadline struct {
	mu   sync.Mutex
	time time.Time
}

func (d *deadline) set(t time.Time) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.time = t
}

func (d *deadline) over() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	now := time.Now()
	return !now.Before(d.time) || !now.Round(0).Before(d.time.Round(0))
}
