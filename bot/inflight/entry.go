package inflight

import (
	"context"
	"time"

	"footnote/library/lease"
)

// An entry is an event that is being answered.
type entry struct {
	journal *Journal
	id      string
	holder  string       // lease holder of this process; empty if the event could not be stored
	valid   func() error // nil while the event belongs to this process
	resumed bool         // another process began to answer it
	sent    int          // parts of the answer that an earlier process has certainly sent; -1 for a new event
	age     time.Duration
	release func()
}

// Resumed, Age and Sent implement [wire.Record].
func (e *entry) Resumed() (sent int, resumed bool) { return e.sent, e.resumed }

func (e *entry) Age() time.Duration { return e.age }

func (e *entry) Sent(ctx context.Context, parts int) error {
	if e.holder == "" {
		return nil
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), within)
	defer cancel()
	held, err := e.journal.store.AdvanceEvent(ctx, e.holder, e.id, parts)
	if err != nil {
		e.journal.log.WarnContext(ctx, "could not record which parts of an answer were sent", "error", err)
		return nil // the lease's deadline still protects the answer; nothing more would help
	}
	if !held {
		return lease.ErrLost
	}
	return nil
}

// end erases the stored event except for its id. It does nothing if the event may belong to
// another process by now, which then answers what was not sent.
func (e *entry) end() {
	defer e.release()
	if e.holder == "" || e.valid() != nil {
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), within)
	defer cancel()
	if _, err := e.journal.store.EndEvent(ctx, e.holder, e.id); err != nil {
		e.journal.log.Warn("an answered question could not be erased; it is taken up and erased later", "id", e.id, "error", err)
	}
}
