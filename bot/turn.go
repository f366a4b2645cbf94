package bot

import (
	"context"
	"errors"
	"fmt"
	"footnote/bot/texts"
	"time"
)

// relative is a time as Discord shows it to each reader: in 20 seconds.
func relative(at time.Time) string { return fmt.Sprintf("<t:%d:R>", at.Unix()+1) }

// A turn is what is done about a question once it is called. It may say that the
// answer is found: the place is the next one's while this one is shown.
type turn func(ctx context.Context, r reply, found func())

// inTurn defers an interaction, waits for its turn, and does the work.
func (b *Bot) inTurn(ctx context.Context, i *interaction, house manners, flags int, work turn) {
	if refusal := b.admitted(ctx, i.origin(), house); refusal != "" {
		b.respond(ctx, i, say(refusal, flagEphemeral))
		return
	}
	r := b.deferred(ctx, i, flags)
	if r == nil {
		return
	}
	b.whenCalled(ctx, i.asker(), house.Texts, r, func(context.Context) {}, work)
}

// deferred acknowledges with "thinking…". Without that there is no reply, but
// for a public question in a channel where the bot may write.
func (b *Bot) deferred(ctx context.Context, i *interaction, flags int) reply {
	r := &interactionReply{bot: b, interaction: i, flags: flags, born: time.Now()}
	data := &outgoing{Flags: flags, Mentions: silent(), Components: []row{}}
	err := b.acknowledge(ctx, i, response{respondDeferred, data})
	if err == nil {
		return r
	}
	var explained *explainedError
	if !errors.As(err, &explained) && r.elsewhere() {
		return r
	}
	return nil
}

// whenCalled waits for a place in the queue, tells of the wait, and works.
// prepare is what can be done without a place, after the asker's last question.
func (b *Bot) whenCalled(ctx context.Context, asker string, t *texts.Texts, r reply, prepare func(context.Context), work turn) {
	ctx, cancel := context.WithTimeout(ctx, longestQuestion)
	defer cancel()
	ticket := b.queue.enter(asker)
	if ticket == nil {
		b.metrics.limited.WithLabelValues("queue").Inc()
		b.deliver(ctx, r, say(t.Busy, 0))
		return
	}
	defer ticket.leave()
	refused := false
	err := ticket.wait(ctx, func() { prepare(ctx) }, func(before int) {
		if refused || !b.spare() {
			return
		}
		// Where this one does not arrive, the next one may; not where it is refused.
		refused = refusalOf(r.show(ctx, say(fmt.Sprintf(t.Queued, fmt.Sprint(before)), 0))) != nil
	})
	if err != nil {
		b.sayCut(r, t, "")
		return
	}
	defer b.apologise(ctx, t, r)
	work(ctx, r, ticket.answered)
}

// spare reports whether there is a call left for what is only a courtesy.
func (b *Bot) spare() bool {
	ok, _ := b.courtesy.take("all")
	return ok
}

// apologise says that it did not work where that panicked, and lets the panic
// go on to who counts it.
func (b *Bot) apologise(ctx context.Context, t *texts.Texts, r reply) {
	if reason := recover(); reason != nil {
		b.deliver(ctx, r, say(t.Failed, 0))
		panic(reason)
	}
}
