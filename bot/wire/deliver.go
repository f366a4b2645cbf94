package wire

import (
	"context"
	"errors"
	"strings"
	"time"

	"footnote/bot/rest"
	"footnote/bot/texts"
	"footnote/internal/clock"
)

// Deliver shows what must not be lost: it tries again for as long as there is
// sense in it. Where Discord refuses it, the asker is told. The error is nil
// where the message has reached them.
func (s *Sender) Deliver(ctx context.Context, r Reply, m Outgoing) error {
	err := r.tracked().begin(ctx)
	if err != nil {
		return err
	}
	for try := range 5 {
		if try > 0 {
			clock.Sleep(ctx, time.Duration(try)*2*time.Second)
		}
		err = r.Show(ctx, m)
		if err == nil || ctx.Err() != nil || refusalOf(err) != nil ||
			errors.Is(err, rest.ErrUnauthorized) || errors.Is(err, rest.ErrTooManyInvalid) || errors.Is(err, rest.ErrGuarded) {
			break
		}
	}
	if err == nil {
		return r.tracked().sent(ctx)
	}
	return s.concluded(ctx, r, m, false, err)
}

// DeliverNext shows a part that follows on those that are there.
func (s *Sender) DeliverNext(ctx context.Context, r Reply, m Outgoing) error {
	if surely, _ := r.tracked().earlier(); surely {
		r.skip()
	} else if err := r.Add(ctx, m); err != nil {
		return s.concluded(ctx, r, m, true, err)
	}
	return r.tracked().sent(ctx)
}

// concluded takes note of what came of a message, and has the asker told where
// Discord has refused it.
func (s *Sender) concluded(ctx context.Context, r Reply, m Outgoing, later bool, err error) error {
	if err == nil {
		return nil
	}
	f := refusalOf(err)
	reason := reasonUnreachable
	if f != nil {
		reason = f.reason
	}
	s.observer.Undelivered("deliver", reason)
	s.log.Warn("a reply could not be delivered", "reason", reason, "id", r.id(), "error", err)
	if f == nil {
		return err
	}
	f.later, f.filed = later, len(m.files) > 0
	return r.refused(ctx, f, m)
}

// farewellWithin is how long the bot has to say that it cuts an answer off.
const farewellWithin = 3 * time.Second

// CutOff says that the bot had to stop. The context of the question is over, so
// it has its own, with the guard of that one.
func (s *Sender) CutOff(ctx context.Context, r Reply, t *texts.Texts, soFar string) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), farewellWithin)
	defer cancel()
	if r.tracked().begin(ctx) != nil {
		return // another process answers
	}
	m := Text(strings.TrimSpace(soFar+"\n\n"+t.Cut), 0)
	_ = s.concluded(ctx, r, m, false, r.Show(ctx, m)) // it is logged, and there is no time for more
}

// DeliverParts shows text that has no buttons.
func (s *Sender) DeliverParts(ctx context.Context, r Reply, parts []string) {
	if err := s.Deliver(ctx, r, Text(parts[0], 0)); err != nil {
		return
	}
	s.deliverRest(ctx, r, parts[1:])
}

// deliverRest shows what follows on the first message.
func (s *Sender) deliverRest(ctx context.Context, r Reply, parts []string) {
	for _, part := range parts {
		if s.DeliverNext(ctx, r, Text(part, 0)) != nil {
			return
		}
	}
}
