package sharding

import (
	"context"
	"encoding/json"
	"log/slog"
	"sync"
	"time"

	"footnote/bot/gateway"
	"footnote/library/lease"
)

// saveEvery is how often a session is saved. What is saved is one such interval old: events
// since then may not be in the journal yet, and Discord sends them again.
const saveEvery = time.Second

// A claim is a shard that this process holds.
type claim struct {
	held          *lease.Held // nil if no lease can be had and no other process runs
	number, count int
	stays         bool
	session       gateway.Session // left by the last holder
	log           *slog.Logger
	cancel        context.CancelFunc
	leaving       bool  // another process gets it
	err           error // of run

	mu   sync.Mutex // never held while waiting
	last gateway.Session
	anew chan struct{} // has a value if the session is a new one
}

func newClaim(h *lease.Held, number, count int, stays bool, log *slog.Logger) *claim {
	c := &claim{held: h, number: number, count: count, stays: stays, log: log, anew: make(chan struct{}, 1)}
	if h != nil && len(h.State) > 0 {
		if err := json.Unmarshal(h.State, &c.session); err != nil {
			log.Warn("the session of a shard could not be read; it begins a new one", "shard", number, "error", err)
		}
	}
	c.last = c.session
	return c
}

// Shard, Session, Note, Valid and Stays implement [gateway.Claim].
func (c *claim) Shard() (number, count int) { return c.number, c.count }

func (c *claim) Session() gateway.Session { return c.session }

func (c *claim) Note(s gateway.Session) {
	c.mu.Lock()
	defer c.mu.Unlock()
	another := s.ID != c.last.ID
	c.last = s
	if another {
		select {
		case c.anew <- struct{}{}:
		default:
		}
	}
}

func (c *claim) Valid() error {
	if c.held == nil {
		return nil
	}
	return c.held.Valid()
}

func (c *claim) Stays() bool { return c.stays }

func (c *claim) now() gateway.Session {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.last
}

// keep runs the shard, saves its session meanwhile, and gives up the lease in the end.
func (c *claim) keep(ctx context.Context, run func(context.Context, gateway.Claim) error) error {
	if c.held == nil {
		return run(ctx, c)
	}
	ended, saved := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(saved)
		c.save(ended)
	}()
	err := run(ctx, c)
	close(ended)
	<-saved
	if c.Valid() == nil {
		if err := c.held.Release(ctx, 0); err != nil {
			c.log.Warn("a shard could not be given back; it goes on by itself", "shard", c.number, "error", err)
		}
	}
	return err
}

// save saves the session as it was saveEvery ago at each tick, and a new session at once.
func (c *claim) save(ended <-chan struct{}) {
	ticker := time.NewTicker(saveEvery)
	defer ticker.Stop()
	kept, next := c.session, c.now()
	put := func(s gateway.Session) {
		if s == kept || c.Valid() != nil {
			return
		}
		raw, err := json.Marshal(s)
		if err == nil {
			err = c.held.Save(context.Background(), raw)
		}
		if err != nil {
			c.log.Warn("the session of a shard could not be kept", "shard", c.number, "error", err)
			return
		}
		kept = s
	}
	for {
		select {
		case <-ticker.C:
			put(next)
			next = c.now()
		case <-c.anew:
			next = c.now()
			put(next)
		case <-ended:
			if now := c.now(); now.ID != kept.ID { // the last events may not be in the journal yet
				next = now
			}
			put(next)
			return
		}
	}
}
