package store

import (
	"context"
	"time"
)

// An Event is something that came to one process and is being answered, kept so
// that another can go on with it.
type Event struct {
	ID   string
	Age  time.Duration // since it came, by the clock of the database
	Sent int           // how many parts of the answer are surely out; -1 is that none was begun
	Data []byte        // the caller's, who encrypts it
}

// Remembered is how long the id of an event stays after it came, so that one that
// comes again is known.
const Remembered = 15 * time.Minute

// EnterEvent keeps an event that holder answers, and reports whether it is new.
// It survives the end of the program, but perhaps not a loss of power: it is
// written before the event is acknowledged, and a disk that is waited for would
// make everybody wait. Data may be nil: then only the id is kept.
func (l events) EnterEvent(ctx context.Context, holder, id string, data []byte) (first bool, err error) {
	return l.changeOne(ctx, `insert into event (id, holder, at, sent, data) values ($1, $2, `+l.now()+`, -1, $3) on conflict (id) do nothing`, id, holder, data)
}

// AdvanceEvent keeps how many parts of the answer are out, and reports whether the
// event is still holder's.
func (l events) AdvanceEvent(ctx context.Context, holder, id string, sent int) (held bool, err error) {
	return l.changeOne(ctx, `update event set sent = $1 where id = $2 and holder = $3`, sent, id, holder)
}

// EndEvent erases what was kept of an event of holder's but its id, and reports
// whether it was still holder's.
func (l events) EndEvent(ctx context.Context, holder, id string) (held bool, err error) {
	return l.changeOne(ctx, `update event set data = null where id = $1 and holder = $2`, id, holder)
}

// TakeEvents gives holder the oldest events, at most so many, of those that have
// no lease of that kind any more and were not answered.
func (l events) TakeEvents(ctx context.Context, holder, kind string, most int) (all []Event, err error) {
	const orphaned = `data is not null and not exists (select 1 from lease where lease.kind = $2 and lease.key = event.holder and lease.until > `
	now := l.now()
	rows, err := l.beside.QueryContext(ctx, `update event set holder = $1 where `+orphaned+now+`)
		and id in (select id from event where `+orphaned+now+`) order by at limit $3`+l.free()+`)
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

// ForgetEvents forgets the ids that are remembered no longer, and events that
// nobody has answered for that long.
func (l events) ForgetEvents(ctx context.Context, unanswered time.Duration) error {
	_, err := l.beside.ExecContext(ctx, `delete from event where at < `+l.now()+` - $1 and (data is null or at < `+l.now()+` - $2)`,
		Remembered.Milliseconds(), unanswered.Milliseconds())
	return l.explain(err)
}
