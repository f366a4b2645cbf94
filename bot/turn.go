package bot

import (
	"context"
	"fmt"
	"time"

	"footnote/bot/texts"
	"footnote/bot/wire"
)

// relative is a time as Discord shows it to each reader: in 20 seconds.
func relative(at time.Time) string { return fmt.Sprintf("<t:%d:R>", at.Unix()+1) }

// A turn is what is done about a question once it is called. It may say that the
// answer is found: the place is the next one's while this one is shown.
type turn func(ctx context.Context, r wire.Reply, found func())

// inTurn defers an interaction, waits for its turn, and does the work.
func (b *Bot) inTurn(ctx context.Context, i *wire.Interaction, house manners, flags int, work turn) {
	if refusal := b.admitted(ctx, originOf(i), house); refusal != "" {
		b.send.Respond(ctx, i, wire.Text(refusal, wire.Ephemeral))
		return
	}
	r := b.send.Defer(ctx, i, flags)
	if r == nil {
		return
	}
	b.whenCalled(ctx, i.Asker(), house.Texts, r, func(context.Context) {}, work)
}

// whenCalled waits for a place in the queue, tells of the wait, and works.
// prepare is what can be done without a place, after the asker's last question.
func (b *Bot) whenCalled(ctx context.Context, asker string, t *texts.Texts, r wire.Reply, prepare func(context.Context), work turn) {
	ctx, cancel := context.WithTimeout(ctx, wire.TokenLife)
	defer cancel()
	ticket := b.queue.enter(asker)
	if ticket == nil {
		b.metrics.limited.WithLabelValues("queue").Inc()
		b.send.Deliver(ctx, r, wire.Text(t.Busy, 0))
		return
	}
	defer ticket.leave()
	refused := false
	err := ticket.wait(ctx, func() { prepare(ctx) }, func(before int) {
		if refused || !b.spare() {
			return
		}
		// Where this one does not arrive, the next one may; not where it is refused.
		refused = wire.IsRefused(r.Show(ctx, wire.Text(fmt.Sprintf(t.Queued, fmt.Sprint(before)), 0)))
	})
	if err != nil {
		b.send.CutOff(r, t, "")
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
func (b *Bot) apologise(ctx context.Context, t *texts.Texts, r wire.Reply) {
	if reason := recover(); reason != nil {
		b.send.Deliver(ctx, r, wire.Text(t.Failed, 0))
		panic(reason)
	}
}
