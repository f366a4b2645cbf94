package wire

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"footnote/bot/rest"
	"footnote/internal/clock"
)

// follow sends a further message. Discord creates another message for every request. So if a
// response is lost, the message is sent again only if the channel can be read and lacks it.
// If that cannot be determined, the message counts as sent, as twice would be worse than not
// at all.
func (r *InteractionReply) follow(ctx context.Context, m Outgoing) error {
	var err error
	_, perhaps := r.earlier() // an earlier process may have died while it sent the message
	for try := range 5 {
		if try > 0 {
			clock.Sleep(ctx, time.Duration(try)*2*time.Second)
		}
		if try > 0 || perhaps {
			switch r.stands(ctx, m) {
			case there:
				return nil
			case unknown:
				r.sender.observer.Undelivered("deliver", reasonLost)
				r.sender.log.WarnContext(ctx, "a part of a reply may be missing", "reason", reasonLost, "id", r.id(), "error", err)
				return nil
			}
		}
		var made Message
		err = r.send(ctx, m, "POST", "?wait=true", &made, func(c *channelReply) error { return c.Add(ctx, m) })
		if made.ID != "" {
			r.last = made.ID
			r.further = append(r.further, made.ID)
		}
		var lost *rest.LostError
		if !errors.As(err, &lost) || ctx.Err() != nil {
			break
		}
	}
	return err
}

// standing says whether a message whose response was lost was sent.
type standing int

const (
	unknown standing = iota
	there
	missing
)

// stands reports whether a further message is in the channel. If the list contains the last
// message that is known to exist, the bot may read the channel; if it is not full, it is
// complete. If the bot may not read the history, Discord lists nothing.
func (r *InteractionReply) stands(ctx context.Context, m Outgoing) standing {
	last, err := strconv.ParseUint(r.last, 10, 64)
	if err != nil || m.Flags&Ephemeral != 0 || !r.interaction.permits(permissionView|permissionHistory) {
		return unknown
	}
	const most = 100
	var list []Message
	path := fmt.Sprintf("%s?after=%d&limit=%d", MessagesPath(r.interaction.Channel), last-1, most)
	if err := r.sender.REST.Do(ctx, rest.Request{Method: "GET", Path: path, Out: &list}); err != nil {
		r.sender.log.InfoContext(ctx, "the channel of a reply cannot be read", "id", r.id(), "error", err)
		return unknown
	}
	found := slices.IndexFunc(list, func(one Message) bool { return one.ID != r.last && r.wrote(&one, m) })
	switch {
	case found >= 0:
		r.further = append(r.further, list[found].ID)
		return there
	case len(list) < most && slices.ContainsFunc(list, func(one Message) bool { return one.ID == r.last }):
		return missing
	}
	return unknown
}

// wrote reports whether a message of the channel is m, sent for this interaction.
func (r *InteractionReply) wrote(one *Message, m Outgoing) bool {
	of := one.Interaction.ID
	return one.Author.ID == r.sender.Self && (of == "" || of == r.interaction.ID) &&
		m.Content != nil && strings.TrimSpace(one.Content) == strings.TrimSpace(*m.Content)
}
