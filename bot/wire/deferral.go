package wire

import (
	"context"
	"errors"
	"time"

	"footnote/bot/texts"
)

// Defer acknowledges an interaction with "thinking…". If that fails, the reply is nil, unless
// the question is public and the bot may write in its channel.
func (s *Sender) Defer(ctx context.Context, i *Interaction, flags int) Reply {
	if IsResumed(i.Record) {
		return s.resume(ctx, i, flags)
	}
	return s.acknowledged(ctx, i, s.Continue(i, flags), flags)
}

// acknowledged acknowledges the interaction and returns r, or nil if that fails and the reply
// cannot go to the channel either.
func (s *Sender) acknowledged(ctx context.Context, i *Interaction, r *InteractionReply, flags int) Reply {
	data := &Outgoing{Flags: flags, Mentions: silent(), Components: []Row{}}
	err := s.acknowledge(ctx, i, response{respondDeferred, data})
	if err == nil {
		return r
	}
	var explained *explainedError
	if !errors.As(err, &explained) && r.moveToChannel() {
		return r
	}
	return nil
}

// promptWithin is how long the first response to an interaction may wait for its text:
// Discord waits three seconds, and the network takes some of them.
const promptWithin = 1200 * time.Millisecond

// Promptly shows the texts that find returns, at least one, in messages with the flags. If
// find is quick they are the first response, which saves a call; otherwise they follow a
// deferral. It returns the reply, to which more can be added, or nil if it was not delivered.
func (s *Sender) Promptly(ctx context.Context, i *Interaction, flags int, find func(context.Context) []string) Reply {
	ctx, cancel := context.WithTimeout(ctx, TokenLife)
	defer cancel()
	deferral := make(chan Reply, 1)
	late := time.AfterFunc(promptWithin, func() { deferral <- s.Defer(ctx, i, flags) })
	defer late.Stop()
	parts := find(ctx)
	var r Reply
	if late.Stop() {
		r = s.Continue(i, flags)
		if s.Respond(ctx, i, Text(parts[0], flags)) != nil || s.deliverRest(ctx, r, parts[1:]) != nil {
			return nil
		}
		return r
	}
	if r = <-deferral; r == nil || s.DeliverParts(ctx, r, parts) != nil {
		return nil
	}
	return r
}

// Privately defers an interaction, and does work whose reply only the asker sees.
func (s *Sender) Privately(ctx context.Context, i *Interaction, work func(context.Context, Reply)) {
	ctx, cancel := context.WithTimeout(ctx, TokenLife)
	defer cancel()
	if r := s.Defer(ctx, i, Ephemeral); r != nil {
		work(ctx, r)
	}
}

// Fail logs an error, and says in the reply that something did not work.
func (s *Sender) Fail(ctx context.Context, r Reply, t *texts.Texts, what string, err error) {
	s.log.WarnContext(ctx, what, "error", err)
	s.Deliver(ctx, r, Text(t.Failed, 0))
}
