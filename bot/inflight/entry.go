package inflight

import (
	"context"
	"time"

	"footnote/library/lease"
)

// An entry is one event that is being answered.
type entry struct {
	journal *Journal
	id      string
	holder  string       // empty where it could not be kept
	valid   func() error // whether what is done about it is still this process's
	resumed bool
	sent    int // parts of the answer that an earlier process has surely sent
	age     time.Duration
	release func()
}

// Resumed, Age and Sent are for [wire.Record].
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
		e.journal.log.Warn("what was answered could not be kept", "error", err)
		return nil // there is a deadline to look at, and nothing more that would help
	}
	if !held {
		return lease.ErrLost
	}
	return nil
}

// end erases what is kept of the event but its id, unless it may be another's by
// now: what was not sent for that reason is not answered.
func (e *entry) end() {
	defer e.release()
	if e.holder == "" || e.valid() != nil {
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), within)
	defer cancel()
	if _, err := e.journal.store.EndEvent(ctx, e.holder, e.id); err != nil {
		e.journal.log.Warn("what was answered could not be erased; it is taken up and erased later", "error", err)
	}
}
