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

// Deliver shows a message that must not be lost: it tries up to five times unless trying
// again is of no use. If Discord refuses the message, the asker is told. The error is nil if
// the message has reached them.
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
	return s.reportOutcome(ctx, r, m, false, err)
}

// DeliverNext shows a further part of an answer.
func (s *Sender) DeliverNext(ctx context.Context, r Reply, m Outgoing) error {
	if surely, _ := r.tracked().earlier(); surely {
		r.skip()
	} else if err := r.Add(ctx, m); err != nil {
		return s.reportOutcome(ctx, r, m, true, err)
	}
	return r.tracked().sent(ctx)
}

// reportOutcome logs and counts the outcome of a message, and tells the asker if Discord has
// refused it.
func (s *Sender) reportOutcome(ctx context.Context, r Reply, m Outgoing, later bool, err error) error {
	if err == nil {
		return nil
	}
	f := refusalOf(err)
	reason := reasonUnreachable
	if f != nil {
		reason = f.reason
	}
	s.observer.Undelivered("deliver", reason)
	s.log.WarnContext(ctx, "a reply could not be delivered", "reason", reason, "id", r.id(), "error", err)
	if f == nil {
		return err
	}
	f.later, f.filed = later, len(m.files) > 0
	return r.refused(ctx, f, m)
}

// farewellWithin is how long the bot has to say that it cuts an answer off.
const farewellWithin = 3 * time.Second

// CutOff says that the bot had to stop. As the question's context has ended, it uses a
// context of its own, with the same guard.
func (s *Sender) CutOff(ctx context.Context, r Reply, t *texts.Texts, soFar string) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), farewellWithin)
	defer cancel()
	if r.tracked().begin(ctx) != nil {
		return // another process answers
	}
	m := Text(strings.TrimSpace(soFar+"\n\n"+t.Cut), 0)
	_ = s.reportOutcome(ctx, r, m, false, r.Show(ctx, m)) // the error is logged, and there is no time for more
}

// DeliverParts shows texts without buttons, one message each.
func (s *Sender) DeliverParts(ctx context.Context, r Reply, parts []string) error {
	if err := s.Deliver(ctx, r, Text(parts[0], 0)); err != nil {
		return err
	}
	return s.deliverRest(ctx, r, parts[1:])
}

// deliverRest shows the messages after the first.
func (s *Sender) deliverRest(ctx context.Context, r Reply, parts []string) error {
	for _, part := range parts {
		if err := s.DeliverNext(ctx, r, Text(part, 0)); err != nil {
			return err
		}
	}
	return nil
}
