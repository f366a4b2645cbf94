package inflight

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"footnote/bot/wire"
	"footnote/internal/clock"
	"footnote/library/lease"
	"footnote/library/store"
)

const (
	// lookEvery is the interval between two searches for questions whose process has died.
	lookEvery = 2 * time.Second
	// takenAtOnce is how many of them a process takes up at a time, so that other processes
	// get some too.
	takenAtOnce = 10
	// forgetEvery is the interval between two deletions of ids that no longer need to be
	// remembered.
	forgetEvery = time.Minute
)

// Answerers answer the questions that were taken up. Each function returns at once and
// calls end when the answer is finished.
type Answerers struct {
	Interaction func(ctx context.Context, i *wire.Interaction, end func())
	Message     func(ctx context.Context, m *wire.Message, end func())
}

// TakeUp takes up the questions whose process has died, at once and then every two seconds
// until ctx ends. They are answered with contexts derived from answering. A process that
// runs alone looks only once, since no other process can die.
func (j *Journal) TakeUp(ctx, answering context.Context, a Answerers) {
	var forgotten time.Time
	for looked := false; ctx.Err() == nil; clock.Sleep(ctx, lookEvery) {
		member, err := j.keeper.Member(ctx)
		if err != nil {
			return
		}
		if !looked || !j.keeper.Alone {
			looked = j.takeAll(ctx, answering, member, a) == nil
		}
		if time.Since(forgotten) > forgetEvery {
			forgotten = time.Now()
			if err := j.store.ForgetEvents(ctx, unanswered); err != nil && ctx.Err() == nil {
				j.log.Warn("old ids of events could not be deleted", "error", err)
			}
		}
	}
}

// takeAll takes up all such questions.
func (j *Journal) takeAll(ctx, answering context.Context, m *lease.Member, a Answerers) error {
	for {
		taken, err := j.store.TakeEvents(ctx, m.Holder, lease.Process, takenAtOnce)
		if err != nil {
			if ctx.Err() == nil {
				j.log.Warn("cannot see which questions are still to be answered", "error", err)
			}
			return err
		}
		for _, one := range taken {
			j.resume(answering, m, one, a)
		}
		if len(taken) < takenAtOnce {
			return nil
		}
	}
}

// resume answers a question that another process began with.
func (j *Journal) resume(ctx context.Context, m *lease.Member, taken store.Event, a Answerers) {
	j.seen.First(taken.ID)
	e := &entry{journal: j, id: taken.ID, holder: m.Holder, resumed: true, sent: taken.Sent, age: taken.Age}
	ctx = e.guard(ctx, m)
	q, err := j.read(taken)
	j.log.InfoContext(ctx, "a question is taken up whose process ended", "id", taken.ID, "after", taken.Age.Round(time.Millisecond), "sent", taken.Sent, "error", err)
	switch {
	case err != nil:
		e.end()
	case q.Interaction != nil:
		q.Interaction.Record = e
		a.Interaction(ctx, q.Interaction, e.end)
	default:
		q.Message.Record = e
		a.Message(ctx, q.Message, e.end)
	}
}

func (j *Journal) read(taken store.Event) (q question, err error) {
	plain, err := j.seal.open(taken.ID, taken.Data)
	if err != nil {
		return q, err
	}
	if err := json.Unmarshal(plain, &q); err != nil {
		return q, err
	}
	if (q.Interaction == nil) == (q.Message == nil) {
		return q, errors.New("it holds no question")
	}
	return q, nil
}
