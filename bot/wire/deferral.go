package wire

import (
	"context"
	"errors"
	"time"

	"footnote/bot/texts"
)

// Defer acknowledges with "thinking…". Where that fails the reply is nil, unless
// the question is public and the bot may write in its channel.
func (s *Sender) Defer(ctx context.Context, i *Interaction, flags int) Reply {
	if resumed(i.Record) {
		return s.resume(ctx, i, flags)
	}
	return s.acknowledged(ctx, i, s.Continue(i, flags), flags)
}

// acknowledged is r once the interaction was acknowledged, or nil.
func (s *Sender) acknowledged(ctx context.Context, i *Interaction, r *InteractionReply, flags int) Reply {
	data := &Outgoing{Flags: flags, Mentions: silent(), Components: []Row{}}
	err := s.acknowledge(ctx, i, response{respondDeferred, data})
	if err == nil {
		return r
	}
	var explained *explainedError
	if !errors.As(err, &explained) && r.elsewhere() {
		return r
	}
	return nil
}

// promptWithin is how long the first answer to an interaction may wait for what
// it says: Discord waits three seconds, and the way there takes some of them.
const promptWithin = 1200 * time.Millisecond

// Promptly shows what find returns, at least one message, with the flags: in the
// first answer where find is quick, which saves a call, else after a deferral.
func (s *Sender) Promptly(ctx context.Context, i *Interaction, flags int, find func(context.Context) []string) {
	ctx, cancel := context.WithTimeout(ctx, TokenLife)
	defer cancel()
	deferral := make(chan Reply, 1)
	late := time.AfterFunc(promptWithin, func() { deferral <- s.Defer(ctx, i, flags) })
	defer late.Stop()
	parts := find(ctx)
	var r Reply
	if late.Stop() {
		r = s.Continue(i, flags)
		if s.Respond(ctx, i, Text(parts[0], flags)) != nil {
			return
		}
		s.deliverRest(ctx, r, parts[1:])
		return
	}
	if r = <-deferral; r != nil {
		s.DeliverParts(ctx, r, parts)
	}
}

// Privately defers an interaction, and does work whose reply only the asker sees.
func (s *Sender) Privately(ctx context.Context, i *Interaction, work func(context.Context, Reply)) {
	ctx, cancel := context.WithTimeout(ctx, TokenLife)
	defer cancel()
	if r := s.Defer(ctx, i, Ephemeral); r != nil {
		work(ctx, r)
	}
}

// Fail logs what failed, and says in the reply that it did not work.
func (s *Sender) Fail(ctx context.Context, r Reply, t *texts.Texts, what string, err error) {
	s.log.Warn(what, "error", err)
	s.Deliver(ctx, r, Text(t.Failed, 0))
}
