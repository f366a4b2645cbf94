package wire

import (
	"context"
	"slices"
	"strings"
	"time"

	"footnote/bot/rest"
)

// resume returns the reply to an interaction that an earlier process may have acknowledged.
// It is nil if nobody waits for it any more.
func (s *Sender) resume(ctx context.Context, i *Interaction, flags int) Reply {
	r := s.Continue(i, flags)
	var standing Message
	err := s.REST.Do(ctx, rest.Request{Method: "GET", Path: webhookPath(i, "/messages/@original"), Out: &standing})
	switch rest.Code(err) {
	case 0: // it was acknowledged, or Discord cannot be reached, which delivering will report
		r.original = standing.ID
		if standing.ID != "" {
			r.last = standing.ID
			r.flags = r.flags&^Ephemeral | standing.Flags&Ephemeral
		}
		return r
	case codeUnknownMessage:
		return nil // somebody deleted the reply
	case codeInvalidToken:
		return s.afterExpiry(ctx, r)
	}
	// It was not acknowledged. It may be too late now; afterExpiry then tells the asker, if that is
	// possible.
	if resumed := s.acknowledged(ctx, i, r, flags); resumed != nil {
		return resumed
	}
	return s.afterExpiry(ctx, r)
}

// afterExpiry returns the reply after the token has expired: a message in the channel. If only the
// asker may see the reply, it is nil and the asker is told to ask again.
func (s *Sender) afterExpiry(ctx context.Context, r *InteractionReply) Reply {
	if r.channel != nil || r.moveToChannel() {
		return r
	}
	i := r.interaction
	s.observer.Undelivered("deliver", reasonRestart)
	s.tellAsker(ctx, i.Asker(), i.Channel, i.ID, i.Texts, &refusal{reason: reasonRestart})
	return nil
}

// earlierMessages returns what this bot wrote in the channel in reply to a message, as far as it can
// be read back: the first message refers to the question, the others follow.
func (r *channelReply) earlierMessages(ctx context.Context) []Message {
	const most = "100"
	var list []Message // the latest first
	if err := r.sender.REST.Do(ctx, rest.Request{Method: "GET", Path: MessagesPath(r.channel) + "?after=" + r.to + "&limit=" + most, Out: &list}); err != nil {
		r.sender.log.InfoContext(ctx, "the channel of a reply cannot be read", "id", r.id(), "error", err)
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

// recall finds what an earlier process wrote in reply, once. It need not look for a preview
// that was shown less than nonceLife ago: sending under the same nonce finds that.
func (r *channelReply) recall(ctx context.Context) {
	if r.recalled || r.to == "" || !IsResumed(r.record) {
		return
	}
	r.recalled = true
	if sent, _ := r.record.Resumed(); sent < 0 && time.Since(r.born) < nonceLife {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, recallWithin)
	defer cancel()
	if r.found = r.earlierMessages(ctx); len(r.found) > 0 {
		r.first, r.made = r.found[0].ID, 1
	}
}

const (
	// recallWithin limits how long recall may take.
	recallWithin = 5 * time.Second
	// nonceLife is how long Discord surely remembers a nonce: its documentation says a few
	// minutes.
	nonceLife = time.Minute
)

// stands reports whether a further message is in the channel already.
func (r *channelReply) stands(m Outgoing) bool {
	return m.Content != nil && len(r.found) > 0 && slices.ContainsFunc(r.found[1:], func(one Message) bool {
		return strings.TrimSpace(one.Content) == strings.TrimSpace(*m.Content)
	})
}
