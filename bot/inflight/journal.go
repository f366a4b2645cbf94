// Package inflight keeps what the bot is answering, from before it is acknowledged
// until the answer is out, so that a killed process loses no question: whichever
// process finds it goes on with it.
//
// It knows when an event is whose, and keeps what is in it from everybody else; what
// an event asks and how it is answered stays outside.
package inflight

import (
	"context"
	"encoding/json"
	"log/slog"
	"time"

	"footnote/bot/admit"
	"footnote/bot/rest"
	"footnote/bot/wire"
	"footnote/library/lease"
	"footnote/library/store"
)

const (
	// within is how long one entry may take. It is made before Discord is told that
	// the bot is there, for which Discord waits three seconds.
	within = 700 * time.Millisecond
	// unanswered is how long a question waits for a process that answers it.
	unanswered = 24 * time.Hour
)

// A Store keeps events. [store.Library] is one.
type Store interface {
	EnterEvent(ctx context.Context, holder, id string, data []byte) (first bool, err error)
	AdvanceEvent(ctx context.Context, holder, id string, sent int) (held bool, err error)
	EndEvent(ctx context.Context, holder, id string) (held bool, err error)
	TakeEvents(ctx context.Context, holder, kind string, most int) ([]store.Event, error)
	ForgetEvents(ctx context.Context, unanswered time.Duration) error
}

// A Journal has an entry for each event that is being answered.
type Journal struct {
	store  Store
	keeper *lease.Keeper
	seal   sealer
	seen   admit.Seen
	log    *slog.Logger
}

// New makes a journal whose entries nobody can read without the bot's token.
func New(s Store, k *lease.Keeper, token string, log *slog.Logger) (*Journal, error) {
	seal, err := newSealer(token)
	return &Journal{store: s, keeper: k, seal: seal, log: log}, err
}

// What is kept of a question: one of the two.
type question struct {
	Interaction *wire.Interaction `json:",omitempty"`
	Message     *wire.Message     `json:",omitempty"`
}

// Interaction begins with an interaction. first is false where some process of this
// bot has begun before. What is sent for it goes by ctx, which ends where another
// process may have taken it up; end erases the entry. Where asks is false, only the
// id is kept: nobody goes on with it.
func (j *Journal) Interaction(ctx context.Context, i *wire.Interaction, asks bool) (_ context.Context, end func(), first bool) {
	var q *question
	if asks {
		q = &question{Interaction: i}
	}
	ctx, e, first := j.enter(ctx, i.ID, q)
	if !first {
		return ctx, nil, false
	}
	i.Record = e
	return ctx, e.end, true
}

// Message begins with a message, as [Journal.Interaction] does.
func (j *Journal) Message(ctx context.Context, m *wire.Message, asks bool) (_ context.Context, end func(), first bool) {
	var q *question
	if asks {
		q = &question{Message: m}
	}
	ctx, e, first := j.enter(ctx, m.ID, q)
	if !first {
		return ctx, nil, false
	}
	m.Record = e
	return ctx, e.end, true
}

// enter makes the entry of an event. Where the database fails, the event is
// answered all the same: then it is in danger as long as that takes.
func (j *Journal) enter(ctx context.Context, id string, q *question) (context.Context, *entry, bool) {
	if !j.seen.First(id) {
		return ctx, nil, false
	}
	e := &entry{journal: j, id: id, sent: -1, release: func() {}}
	quick, cancel := context.WithTimeout(ctx, within)
	defer cancel()
	member, err := j.keeper.Member(quick)
	if err != nil {
		if j.keeper.Alone {
			j.log.Warn("a question could not be kept, and would be lost with the program", "error", err)
		}
		return ctx, e, j.keeper.Alone // else another process has the shard that it came by, and what comes by that
	}
	ctx = e.under(ctx, member)
	var data []byte
	if q != nil {
		plain, err := json.Marshal(q)
		if err != nil {
			j.log.Error("a question could not be written", "error", err)
		} else {
			data = j.seal.seal(id, plain)
		}
	}
	first, err := j.store.EnterEvent(quick, member.Holder, id, data)
	switch {
	case err != nil:
		j.log.Warn("a question could not be kept, and would be lost with the program", "error", err)
		return ctx, e, true
	case !first:
		e.release()
		return ctx, nil, false
	}
	e.holder = member.Holder
	return ctx, e, true
}

// under is a context for what is done while a process is a member.
func (e *entry) under(ctx context.Context, m *lease.Member) context.Context {
	e.valid = m.Valid
	ctx, cancel := context.WithCancelCause(ctx)
	stop := context.AfterFunc(m.Context, func() { cancel(lease.ErrLost) })
	e.release = func() {
		stop()
		cancel(nil)
	}
	return rest.Guarded(ctx, m.Valid)
}
