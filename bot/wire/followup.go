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

// follow makes a further message. Discord makes another one each time that it is
// asked to: where its answer is lost, the message is sent again only if the
// channel can be read and lacks it. Where nobody can tell, it is taken to be
// there, since twice would be worse than not at all.
func (r *InteractionReply) follow(ctx context.Context, m Outgoing) error {
	var err error
	_, perhaps := r.earlier() // of a process that died while it sent it
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
				r.sender.log.Warn("a part of a reply may be missing", "reason", reasonLost, "id", r.id(), "error", err)
				return nil
			}
		}
		var made Message
		err = r.send(ctx, m, "POST", "?wait=true", &made, func(c *channelReply) error { return c.Add(ctx, m) })
		if made.ID != "" {
			r.last = made.ID
		}
		var lost *rest.LostError
		if !errors.As(err, &lost) || ctx.Err() != nil {
			break
		}
	}
	return err
}

// What can be said of a message whose answer was lost.
type standing int

const (
	unknown standing = iota
	there
	missing
)

// stands reports whether a further message is in the channel. A list that begins
// with the last message that is known to be there is one that may be read, and
// one that is not full is whole: where the history is closed to the bot, Discord
// lists nothing.
func (r *InteractionReply) stands(ctx context.Context, m Outgoing) standing {
	last, err := strconv.ParseUint(r.last, 10, 64)
	if err != nil || m.Flags&Ephemeral != 0 || !r.interaction.permits(permissionView|permissionHistory) {
		return unknown
	}
	const most = 100
	var list []Message
	path := fmt.Sprintf("%s?after=%d&limit=%d", MessagesPath(r.interaction.Channel), last-1, most)
	if err := r.sender.REST.Do(ctx, rest.Request{Method: "GET", Path: path, Out: &list}); err != nil {
		r.sender.log.Info("the channel of a reply cannot be read", "id", r.id(), "error", err)
		return unknown
	}
	switch {
	case slices.ContainsFunc(list, func(one Message) bool { return one.ID != r.last && r.wrote(&one, m) }):
		return there
	case len(list) < most && slices.ContainsFunc(list, func(one Message) bool { return one.ID == r.last }):
		return missing
	}
	return unknown
}

// wrote reports whether a message of the channel is m, of this interaction.
func (r *InteractionReply) wrote(one *Message, m Outgoing) bool {
	of := one.Interaction.ID
	return one.Author.ID == r.sender.Self && (of == "" || of == r.interaction.ID) &&
		m.Content != nil && strings.TrimSpace(one.Content) == strings.TrimSpace(*m.Content)
}
