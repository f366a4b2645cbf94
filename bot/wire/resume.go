package wire

import (
	"context"
	"slices"
	"strings"
	"time"

	"footnote/bot/rest"
)

// resume is the reply to an interaction that an earlier process may have
// acknowledged. It is nil where nobody waits for it any more.
func (s *Sender) resume(ctx context.Context, i *Interaction, flags int) Reply {
	r := s.Continue(i, flags)
	var standing Message
	err := s.REST.Do(ctx, rest.Request{Method: "GET", Path: webhookPath(i, "/messages/@original"), Out: &standing})
	switch rest.Code(err) {
	case 0: // it is there, or Discord cannot be reached, which delivering will see
		r.original = standing.ID
		if standing.ID != "" {
			r.last = standing.ID
			r.flags = r.flags&^Ephemeral | standing.Flags&Ephemeral
		}
		return r
	case codeUnknownMessage:
		return nil // somebody deleted it
	case codeInvalidToken:
		return s.late(ctx, r)
	}
	// It was not acknowledged. That may be too late by now, and then it is told where
	// that can be.
	if resumed := s.acknowledged(ctx, i, r, flags); resumed != nil {
		return resumed
	}
	return s.late(ctx, r)
}

// late is the reply where the token has died: a message in the channel, or nil,
// where the asker alone may see it; then they are told to ask again.
func (s *Sender) late(ctx context.Context, r *InteractionReply) Reply {
	if r.channel != nil || r.elsewhere() {
		return r
	}
	i := r.interaction
	s.observer.Undelivered("deliver", reasonRestart)
	s.tellAsker(ctx, i.Asker(), i.Channel, i.ID, i.Texts, &refusal{reason: reasonRestart})
	return nil
}

// before is what this bot wrote in the channel in answer to a message, as far as it
// can be read back: the first of it answers the message, the rest follows.
func (r *channelReply) before(ctx context.Context) []Message {
	const most = "100"
	var list []Message // the latest first
	if err := r.sender.REST.Do(ctx, rest.Request{Method: "GET", Path: MessagesPath(r.channel) + "?after=" + r.to + "&limit=" + most, Out: &list}); err != nil {
		r.sender.log.Info("the channel of a reply cannot be read", "id", r.id(), "error", err)
		return nil
	}
	slices.Reverse(list)
	list = slices.DeleteFunc(list, func(m Message) bool { return m.Author.ID != r.sender.Self })
	first := slices.IndexFunc(list, func(m Message) bool { return m.Reference != nil && m.Reference.Message == r.to })
	if first < 0 {
		return nil
	}
	return list[first:]
}

// recall finds what an earlier process wrote in answer, once. A beginning that was
// shown a moment ago need not be looked for: its nonce finds it.
func (r *channelReply) recall(ctx context.Context) {
	if r.recalled || r.to == "" || !resumed(r.record) {
		return
	}
	r.recalled = true
	if sent, _ := r.record.Resumed(); sent < 0 && time.Since(r.born) < nonceLife {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, recallWithin)
	defer cancel()
	if r.found = r.before(ctx); len(r.found) > 0 {
		r.first, r.made = r.found[0].ID, 1
	}
}

const (
	// recallWithin bounds how long that may take.
	recallWithin = 5 * time.Second
	// nonceLife is how long Discord surely knows a nonce: it says some minutes.
	nonceLife = time.Minute
)

// stands reports whether a further message is in the channel already.
func (r *channelReply) stands(m Outgoing) bool {
	return m.Content != nil && len(r.found) > 0 && slices.ContainsFunc(r.found[1:], func(one Message) bool {
		return strings.TrimSpace(one.Content) == strings.TrimSpace(*m.Content)
	})
}
