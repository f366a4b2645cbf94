package bot

import (
	"context"
	"fmt"
	"time"

	"footnote/bot/admit"
	"footnote/bot/metrics"
	"footnote/bot/texts"
	"footnote/bot/wire"
	"footnote/internal/rate"
)

// A turn is the work on a question that has a place in the queue. It may call found when it has the
// answer: the next question then gets the place while this answer is delivered.
type turn func(ctx context.Context, r wire.Reply, found func())

// turns makes questions wait for their place in the queue.
type turns struct {
	send     *wire.Sender
	queue    *admit.Queue
	policy   *admit.Policy
	courtesy *rate.Limiter // of calls that only tell of a wait
	metrics  *metrics.Metrics
}

// courtesies is how many calls per second may be spent on telling of a wait: the typing indicator
// or the position in the queue. Discord allows 50 calls of all kinds, and answers go first.
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

// admit returns nil if somebody may ask now. Otherwise it counts and returns the refusal. A
// question that an earlier process admitted is admitted.
func (t *turns) admit(ctx context.Context, a admit.Asker, p preference, r wire.Record) *admit.Refusal {
	if wire.IsResumed(r) {
		return nil
	}
	refusal := t.policy.Admit(ctx, a, p.Settings)
	if refusal != nil {
		t.metrics.Refused(string(refusal.Reason))
	}
	return refusal
}

// wait waits for a place in the queue, shows the position meanwhile, and does the work. prepare is
// what can be done without a place, once the asker's previous question is done.
func (t *turns) wait(ctx context.Context, asker string, words *texts.Texts, r wire.Reply, prepare func(context.Context), work turn) {
	ctx, cancel := context.WithTimeout(ctx, wire.TokenLife)
	defer cancel()
	ticket := t.queue.Enter(asker)
	if ticket == nil {
		t.metrics.Refused("queue")
		t.send.Deliver(ctx, r, wire.Text(words.Busy, 0))
		return
	}
	defer ticket.Leave()
	began := time.Now()
	refused := false
	err := ticket.Wait(ctx, func() { prepare(ctx) }, func(before int) {
		if refused || !t.spare() {
			return
		}
		// If showing a position fails, the next one is tried. If Discord refuses one, no more are
		// shown.
		refused = wire.IsRefused(r.Show(ctx, wire.Text(fmt.Sprintf(words.Queued, fmt.Sprint(before)), 0)))
	})
	if err != nil {
		t.send.CutOff(ctx, r, words, "")
		return
	}
	t.metrics.Waited(time.Since(began))
	defer t.apologise(ctx, words, r)
	work(ctx, r, ticket.Answered)
}

// silently waits for a place in the queue and works. Without a place it does nothing.
func (t *turns) silently(ctx context.Context, asker string, work func(ctx context.Context, found func())) {
	ctx, cancel := context.WithTimeout(ctx, wire.TokenLife)
	defer cancel()
	ticket := t.queue.Enter(asker)
	if ticket == nil {
		return
	}
	defer ticket.Leave()
	began := time.Now()
	if ticket.Wait(ctx, func() {}, func(int) {}) == nil {
		t.metrics.Waited(time.Since(began))
		work(ctx, ticket.Answered)
	}
}

// spare reports whether a call may be spent on a courtesy.
func (t *turns) spare() bool {
	ok, _ := t.courtesy.Take("all")
	return ok
}

// apologise tells the reader that the work panicked, and lets the panic go on to where it is
// counted.
func (t *turns) apologise(ctx context.Context, words *texts.Texts, r wire.Reply) {
	if reason := recover(); reason != nil {
		t.send.Deliver(ctx, r, wire.Text(words.Failed, 0))
		panic(reason)
	}
}
