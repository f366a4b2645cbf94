package wire

import (
	"context"
	"time"

	"footnote/bot/texts"
)

// promptWithin is how long the first answer to an interaction may wait for what
// it says: Discord waits three seconds, and the way there takes some of them.
const promptWithin = 1200 * time.Millisecond

// Promptly says to the asker alone what find finds: in the first answer where
// that is there soon, which is one call less, else after a deferral.
func (s *Sender) Promptly(ctx context.Context, i *Interaction, find func(context.Context) []string) {
	ctx, cancel := context.WithTimeout(ctx, TokenLife)
	defer cancel()
	deferral := make(chan Reply, 1)
	late := time.AfterFunc(promptWithin, func() { deferral <- s.Defer(ctx, i, Ephemeral) })
	defer late.Stop()
	parts := find(ctx)
	var r Reply
	if late.Stop() {
		r = s.Continue(i, Ephemeral)
		if s.Respond(ctx, i, Text(parts[0], Ephemeral)) != nil {
			return
		}
		s.deliverRest(ctx, r, parts[1:])
		return
	}
	if r = <-deferral; r != nil {
		s.DeliverParts(ctx, r, parts)
	}
}

// Privately defers an interaction, for its asker alone, and does the work.
func (s *Sender) Privately(ctx context.Context, i *Interaction, work func(context.Context, Reply)) {
	ctx, cancel := context.WithTimeout(ctx, TokenLife)
	defer cancel()
	if r := s.Defer(ctx, i, Ephemeral); r != nil {
		work(ctx, r)
	}
}

// Fail logs what failed and says that something did.
func (s *Sender) Fail(ctx context.Context, r Reply, t *texts.Texts, what string, err error) {
	s.log.Warn(what, "error", err)
	s.Deliver(ctx, r, Text(t.Failed, 0))
}
