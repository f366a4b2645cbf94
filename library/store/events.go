package store

import (
	"context"
	"time"
)

// An Event is a message or an interaction that a process is answering. It is stored so that
// another process can continue if that one dies.
type Event struct {
	ID   string
	Age  time.Duration // since it arrived, by the database's clock
	Sent int           // how many parts of the answer have certainly been sent; -1 if none was begun
	Data []byte        // the caller's, encrypted
}

// Remembered is how long after its arrival an event's id is kept, so that a repeated event is
// recognized.
const Remembered = 15 * time.Minute

// EnterEvent stores an event that holder answers, and reports whether it is new. It survives
// the end of the program, but perhaps not a loss of power: the event is acknowledged only after
// this call, and waiting for the disk would delay every acknowledgement. If data is nil, only
// the id is stored.
func (l events) EnterEvent(ctx context.Context, holder, id string, data []byte) (first bool, err error) {
	return l.changeOne(ctx, `insert into event (id, holder, at, sent, data) values ($1, $2, `+l.now()+`, -1, $3) on conflict (id) do nothing`, id, holder, data)
}

// AdvanceEvent stores how many parts of the answer have been sent, and reports whether the
// event still belongs to holder.
func (l events) AdvanceEvent(ctx context.Context, holder, id string, sent int) (held bool, err error) {
	return l.changeOne(ctx, `update event set sent = $1 where id = $2 and holder = $3`, sent, id, holder)
}

// EndEvent erases an event except its id, and reports whether it still belonged to holder.
func (l events) EndEvent(ctx context.Context, holder, id string) (held bool, err error) {
	return l.changeOne(ctx, `update event set data = null where id = $1 and holder = $2`, id, holder)
}

// DropEvent deletes an event of holder, including its id.
func (l events) DropEvent(ctx context.Context, holder, id string) error {
	_, err := l.changeOne(ctx, `delete from event where id = $1 and holder = $2`, id, holder)
	return err
}

// TakeEvents gives holder the oldest unanswered events, at most most, whose former holder has
// no lease of that kind any more.
func (l events) TakeEvents(ctx context.Context, holder, kind string, most int) (all []Event, err error) {
	const orphaned = `data is not null and not exists (select 1 from lease where lease.kind = $2 and lease.key = event.holder and lease.until > `
	now := l.now()
	rows, err := l.beside.QueryContext(ctx, `update event set holder = $1 where `+orphaned+now+`)
		and id in (select id from event where `+orphaned+now+`) order by at limit $3`+l.skipLocked()+`)
		returning id, `+now+` - at, sent, data`, holder, kind, most)
	if err != nil {
		return nil, l.explain(err)
	}
	defer rows.Close()
	for rows.Next() {
		var one Event
		var ms int64
		if err := scan(rows, &one.ID, &ms, &one.Sent, &one.Data); err != nil {
			return nil, l.explain(err)
		}
		one.Age = time.Duration(ms) * time.Millisecond
		all = append(all, one)
	}
	return all, l.explain(rows.Err())
}

// ForgetEvents deletes ids that need not be remembered any longer, and events that nobody has
// answered for the time unanswered.
func (l events) ForgetEvents(ctx context.Context, unanswered time.Duration) error {
	_, err := l.beside.ExecContext(ctx, `delete from event where at < `+l.now()+` - $1 and (data is null or at < `+l.now()+` - $2)`,
		Remembered.Milliseconds(), unanswered.Milliseconds())
	return l.explain(err)
}
