// Package inflight stores the questions that the bot is answering, from before they are
// acknowledged until their answers are sent, so that no question is lost when a process is
// killed: another process finds the question and answers it.
//
// The package knows which process an event belongs to, and keeps its content secret. What
// an event asks and how it is answered is decided elsewhere.
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
	// within bounds the time that one entry may take. The entry is made before Discord gets
	// its first answer, for which it waits three seconds.
	within = 700 * time.Millisecond
	// unanswered is how long a question waits for a process that answers it.
	unanswered = 24 * time.Hour
)

// A Store stores events. [store.Library] implements it.
type Store interface {
	EnterEvent(ctx context.Context, holder, id string, data []byte) (first bool, err error)
	AdvanceEvent(ctx context.Context, holder, id string, sent int) (held bool, err error)
	EndEvent(ctx context.Context, holder, id string) (held bool, err error)
	DropEvent(ctx context.Context, holder, id string) error
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

// New returns a journal whose entries nobody can read without the bot's token.
func New(s Store, k *lease.Keeper, token string, log *slog.Logger) (*Journal, error) {
	seal, err := newSealer(token)
	return &Journal{store: s, keeper: k, seal: seal, log: log}, err
}

// A question is stored as the interaction or the message that asked it. Exactly one field
// is set.
type question struct {
	Interaction *wire.Interaction `json:",omitempty"`
	Message     *wire.Message     `json:",omitempty"`
}

// Interaction makes the entry of an interaction. first is false if some process of this bot
// has begun with the interaction before. Requests for it must use the returned context,
// which ends when another process may have taken the interaction over. end erases the
// entry. If asks is false, only the id is stored, and no other process continues the work.
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

// Message makes the entry of a message, as [Journal.Interaction] does.
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

// enter makes the entry of an event. If the database fails, the event is answered all the
// same, but is lost if this process ends before that is done.
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
			j.log.WarnContext(ctx, "a question could not be stored; it is lost if the program ends before it is answered", "error", err)
		}
		return ctx, e, j.keeper.Alone // otherwise another process has the event's shard, and answers it
	}
	ctx = e.guard(ctx, member)
	var data []byte
	if q != nil {
		plain, err := json.Marshal(q)
		if err != nil {
			j.log.ErrorContext(ctx, "a question could not be encoded", "error", err)
		} else {
			data = j.seal.seal(id, plain)
		}
	}
	first, err := j.store.EnterEvent(quick, member.Holder, id, data)
	switch {
	case err != nil:
		j.log.WarnContext(ctx, "a question could not be stored; it is lost if the program ends before it is answered", "error", err)
		return ctx, e, true
	case !first:
		e.release()
		return ctx, nil, false
	}
	e.holder = member.Holder
	return ctx, e, true
}

// guard returns a context that ends when the process is no longer a member of those that
// run the bot.
func (e *entry) guard(ctx context.Context, m *lease.Member) context.Context {
	e.valid = m.Valid
	ctx, cancel := context.WithCancelCause(ctx)
	stop := context.AfterFunc(m.Context, func() { cancel(lease.ErrLost) })
	e.release = func() {
		stop()
		cancel(nil)
	}
	return rest.Guarded(ctx, m.Valid)
}
