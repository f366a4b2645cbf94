package bot

import (
	"context"
	"fmt"

	"footnote/bot/admit"
	"footnote/bot/metrics"
	"footnote/bot/texts"
	"footnote/bot/wire"
)

// A turn is what is done about a question once it has a place in the queue. It
// may say that the answer is found: the place goes to the next question while this
// answer is delivered.
type turn func(ctx context.Context, r wire.Reply, found func())

// turns has questions wait for their place in the queue.
type turns struct {
	send     *wire.Sender
	queue    *admit.Queue
	policy   *admit.Policy
	courtesy *admit.Limiter // of calls that only tell of a wait
	metrics  *metrics.Metrics
}

// courtesies is how many calls per second may be spent on telling of a wait: that
// the bot types, or the position in the queue. Discord allows fifty of all kinds, and
// answers go first.
const courtesies = 8

// ofInteraction defers an interaction, waits for its turn, and does the work.
func (t *turns) ofInteraction(ctx context.Context, i *wire.Interaction, p preference, flags int, work turn) {
	if refusal := t.admit(ctx, askerOf(i), p, i.Record); refusal != nil {
		t.send.Respond(ctx, i, wire.Text(p.refused(refusal), wire.Ephemeral))
		return
	}
	r := t.send.Defer(ctx, i, flags)
	if r == nil {
		return
	}
	t.wait(ctx, i.Asker(), p.Texts, r, func(context.Context) {}, work)
}

// admit is nil where somebody may ask now, and else counts the refusal. What an
// earlier process has let in is in.
func (t *turns) admit(ctx context.Context, a admit.Asker, p preference, r wire.Record) *admit.Refusal {
	if r != nil {
		if _, resumed := r.Resumed(); resumed {
			return nil
		}
	}
	refusal := t.policy.Admit(ctx, a, p.Settings)
	if refusal != nil {
		t.metrics.Limited.WithLabelValues(string(refusal.Reason)).Inc()
	}
	return refusal
}

// wait waits for a place in the queue, tells of the wait, and works. prepare is
// what can be done without a place, after the asker's last question.
func (t *turns) wait(ctx context.Context, asker string, words *texts.Texts, r wire.Reply, prepare func(context.Context), work turn) {
	ctx, cancel := context.WithTimeout(ctx, wire.TokenLife)
	defer cancel()
	ticket := t.queue.Enter(asker)
	if ticket == nil {
		t.metrics.Limited.WithLabelValues("queue").Inc()
		t.send.Deliver(ctx, r, wire.Text(words.Busy, 0))
		return
	}
	defer ticket.Leave()
	refused := false
	err := ticket.Wait(ctx, func() { prepare(ctx) }, func(before int) {
		if refused || !t.spare() {
			return
		}
		// A position that does not arrive is followed by the next one; one that is
		// refused is the last.
		refused = wire.IsRefused(r.Show(ctx, wire.Text(fmt.Sprintf(words.Queued, fmt.Sprint(before)), 0)))
	})
	if err != nil {
		t.send.CutOff(ctx, r, words, "")
		return
	}
	defer t.apologise(ctx, words, r)
	work(ctx, r, ticket.Answered)
}

// silently waits for a place in the queue and works, or does not.
func (t *turns) silently(ctx context.Context, asker string, work func(ctx context.Context, found func())) {
	ctx, cancel := context.WithTimeout(ctx, wire.TokenLife)
	defer cancel()
	ticket := t.queue.Enter(asker)
	if ticket == nil {
		return
	}
	defer ticket.Leave()
	if ticket.Wait(ctx, func() {}, func(int) {}) == nil {
		work(ctx, ticket.Answered)
	}
}

// spare reports whether there is a call left for what is only a courtesy.
func (t *turns) spare() bool {
	ok, _ := t.courtesy.Take("all")
	return ok
}

// apologise says that it did not work where that panicked, and lets the panic go
// on to where it is counted.
func (t *turns) apologise(ctx context.Context, words *texts.Texts, r wire.Reply) {
	if reason := recover(); reason != nil {
		t.send.Deliver(ctx, r, wire.Text(words.Failed, 0))
		panic(reason)
	}
}
