package wire

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"footnote/bot/rest"
)

// mutedSign is the reaction to a question that cannot be answered anywhere.
const mutedSign = "🔇"

// Directly sends a direct message to a person. Repeated within some minutes under the same
// nonce, it is sent once.
func (s *Sender) Directly(ctx context.Context, person, nonce string, m Outgoing) error {
	channel, err := s.api.directChannel(ctx, person)
	if err != nil {
		return err
	}
	m.Nonce, m.OneNonce = nonce, true
	return s.REST.Do(ctx, rest.Request{Method: "POST", Path: MessagesPath(channel), Body: m, Files: m.files})
}

// Directed reports whether a person has a direct message from the bot with the same text as m
// that was written after a time.
func (s *Sender) Directed(ctx context.Context, person string, after time.Time, m Outgoing) (bool, error) {
	channel, err := s.api.directChannel(ctx, person)
	if err != nil {
		return false, err
	}
	const most, discordEpoch = 100, 1420070400000
	var list []Message
	path := fmt.Sprintf("%s?after=%d&limit=%d", MessagesPath(channel), (after.UnixMilli()-discordEpoch)<<22, most)
	if err := s.REST.Do(ctx, rest.Request{Method: "GET", Path: path, Out: &list}); err != nil {
		return false, err
	}
	said := func(one Message) bool {
		return one.Author.ID == s.Self && m.Content != nil && strings.TrimSpace(one.Content) == strings.TrimSpace(*m.Content)
	}
	switch {
	case slices.ContainsFunc(list, said):
		return true, nil
	case len(list) == most:
		return false, fmt.Errorf("there are more than %d direct messages", most)
	}
	return false, nil
}

// directly answers a message in a channel where the bot may not write by direct message, as
// all further parts. If the person takes no direct messages, the bot puts a reaction on the
// question. The error is nil if m has reached its asker.
func (r *channelReply) directly(ctx context.Context, f *refusal, m Outgoing) error {
	question, channel := r.to, r.channel
	dm, err := r.sender.api.directChannel(ctx, r.asker)
	if err == nil {
		r.channel, r.to, r.direct = dm, "", true
		if err = r.create(ctx, Text(fmt.Sprintf(r.texts.ByMessage, channel), 0), new(Message)); err == nil {
			return r.Show(ctx, m)
		}
	}
	r.sender.log.WarnContext(ctx, "an answer is for nobody to see", "reason", f.reason, "id", r.nonce, "error", err)
	sign := MessagePath(channel, question) + "/reactions/" + url.PathEscape(mutedSign) + "/@me"
	if err := r.sender.REST.Do(ctx, rest.Request{Method: "PUT", Path: sign}); err != nil {
		r.sender.log.InfoContext(ctx, "a question is left without a sign", "id", r.nonce, "error", err)
	}
	return f.cause
}
