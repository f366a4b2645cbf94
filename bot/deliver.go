package bot

import (
	"context"
	"errors"
	"strings"
	"time"

	"footnote/bot/rest"
	"footnote/bot/texts"
)

// deliver shows what must not be lost: it tries again for as long as there is
// sense in it. Where Discord refuses it, the asker is told. The error is nil
// where the message has reached them.
func (b *Bot) deliver(ctx context.Context, r reply, m outgoing) error {
	var err error
	for try := range 5 {
		if try > 0 {
			pause(ctx, time.Duration(try)*2*time.Second)
		}
		err = r.show(ctx, m)
		if err == nil || ctx.Err() != nil || refusalOf(err) != nil ||
			errors.Is(err, rest.ErrUnauthorized) || errors.Is(err, rest.ErrTooManyInvalid) {
			break
		}
	}
	return b.concluded(ctx, r, m, false, err)
}

// deliverNext shows a part that follows on those that are there.
func (b *Bot) deliverNext(ctx context.Context, r reply, m outgoing) error {
	return b.concluded(ctx, r, m, true, r.add(ctx, m))
}

// concluded takes note of what came of a message, and has the asker told where
// Discord has refused it.
func (b *Bot) concluded(ctx context.Context, r reply, m outgoing, later bool, err error) error {
	if err == nil {
		return nil
	}
	f := refusalOf(err)
	reason := reasonUnreachable
	if f != nil {
		reason = f.reason
	}
	b.undelivered("deliver", reason)
	b.Log.Warn("a reply could not be delivered", "reason", reason, "id", r.id(), "error", err)
	if f == nil {
		return err
	}
	f.later, f.filed = later, len(m.files) > 0
	return r.refused(ctx, f, m)
}

func (b *Bot) undelivered(what, reason string) {
	b.metrics.failures.WithLabelValues(what).Inc()
	b.metrics.undelivered.WithLabelValues(reason).Inc()
}

// sayCut says that the bot had to stop. The context of the question is over, so
// it has its own.
func (b *Bot) sayCut(r reply, t *texts.Texts, soFar string) {
	ctx, cancel := context.WithTimeout(context.Background(), cutting-time.Second)
	defer cancel()
	m := say(strings.TrimSpace(soFar+"\n\n"+t.Cut), 0)
	_ = b.concluded(ctx, r, m, false, r.show(ctx, m)) // it is logged, and there is no time for more
}
