package bot

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"time"

	"footnote/bot/rest"
)

// A reply is what the bot says to one question, wherever that was asked.
type reply interface {
	// show makes the first message, or puts m in place of it.
	show(ctx context.Context, m outgoing) error
	// add makes a further message.
	add(ctx context.Context, m outgoing) error
	// private reports whether only the asker sees it.
	private() bool
}

// An interactionReply answers a command or a button that was acknowledged.
type interactionReply struct {
	bot         *Bot
	interaction *interaction
	flags       int
	born        time.Time
	original    string        // id of the message, once there is something in it
	channel     *channelReply // in its stead, once the token is dead
}

// tokenLife is how long an interaction can be answered; the last moments are
// left to those that are on their way.
const tokenLife = 15*time.Minute - 10*time.Second

func (r *interactionReply) private() bool { return r.flags&flagEphemeral != 0 }

func (r *interactionReply) show(ctx context.Context, m outgoing) error {
	var made message
	err := r.send(ctx, m, "PATCH", "/messages/@original", &made, func(c *channelReply) error { return c.show(ctx, m) })
	if made.ID != "" {
		r.original = made.ID
	}
	return err
}

func (r *interactionReply) add(ctx context.Context, m outgoing) error {
	m.Flags |= r.flags
	return r.send(ctx, m, "POST", "?wait=true", nil, func(c *channelReply) error { return c.add(ctx, m) })
}

func (r *interactionReply) send(ctx context.Context, m outgoing, method, path string, out any, instead func(*channelReply) error) error {
	if r.channel == nil && time.Since(r.born) > tokenLife && !r.elsewhere() {
		return &rest.Error{Status: 401, Code: codeInvalidToken, Message: "the interaction is too old", Route: method + " /webhooks/{id}/{token}"}
	}
	if r.channel != nil {
		return instead(r.channel)
	}
	err := r.bot.rest.Do(ctx, rest.Request{Method: method, Path: webhookPath(r.interaction, path), Body: m, Files: m.files, Out: out})
	switch rest.Code(err) {
	case 0:
		if err == nil && r.interaction.Guild == "" {
			r.bot.conversations.note(r.interaction.Channel)
		}
	case codeInvalidToken, codeUnknownWebhook, codeUnknownInteraction:
		if r.elsewhere() {
			return instead(r.channel)
		}
	}
	return err
}

// shown is the id of the message, empty before there is one.
func (r *interactionReply) shown() string {
	if r.channel != nil {
		return r.channel.first
	}
	return r.original
}

// permissionSend is SEND_MESSAGES, permissionView is VIEW_CHANNEL.
// docs.discord.com/developers/topics/permissions
const permissionView, permissionSend = 1 << 10, 1 << 11

// elsewhere has the reply go to the channel as a message of its own, if others
// may read it and the bot may write it there.
func (r *interactionReply) elsewhere() bool {
	i := r.interaction
	permissions, err := strconv.ParseInt(i.AppPermissions, 10, 64)
	may := err == nil && permissions&permissionSend != 0 && permissions&permissionView != 0
	const privateChannel = 2 // of others, where the bot is not
	if r.private() || !may || i.Channel == "" || i.Context != nil && *i.Context == privateChannel {
		return false
	}
	r.channel = &channelReply{bot: r.bot, channel: i.Channel, nonce: i.ID, first: r.original}
	return true
}

// A channelReply answers a message with messages.
type channelReply struct {
	bot     *Bot
	channel string
	to      string // the message that is answered; empty is none
	nonce   string // of the question: what is sent twice is made once
	asker   string // is told if the bot may not write there
	texts   *texts

	first string // id of the first message, once it is there
	parts int
}

func (r *channelReply) private() bool { return false }

func (r *channelReply) show(ctx context.Context, m outgoing) error {
	if r.first != "" {
		return r.bot.rest.Do(ctx, rest.Request{Method: "PATCH", Path: messagePath(r.channel, r.first), Body: m, Files: m.files})
	}
	if r.to != "" {
		no := false
		m.Reference = &reference{Message: r.to, FailIfGone: &no}
	}
	var made message
	if err := r.create(ctx, m, &made); err != nil {
		return err
	}
	r.first = made.ID
	return nil
}

func (r *channelReply) add(ctx context.Context, m outgoing) error { return r.create(ctx, m, nil) }

func (r *channelReply) create(ctx context.Context, m outgoing, out *message) error {
	m.Nonce, m.OneNonce = r.nonce+"."+strconv.Itoa(r.parts), true
	request := rest.Request{Method: "POST", Path: messagesPath(r.channel), Body: m, Files: m.files}
	if out != nil {
		request.Out = out
	}
	err := r.bot.rest.Do(ctx, request)
	switch rest.Code(err) {
	case 0:
		if err == nil {
			r.parts++
			r.bot.conversations.note(r.channel)
		}
	case codeMissingAccess, codeMissingPermission:
		r.bot.tellAsker(ctx, r)
	}
	return err
}

// gone reports whether nobody can see the reply any more.
func gone(err error) bool {
	code := rest.Code(err)
	return code == codeUnknownChannel || code == codeUnknownMessage
}

// deliver shows what must not be lost: it tries again for as long as there is
// sense in it.
func (b *Bot) deliver(ctx context.Context, r reply, m outgoing) error {
	var err error
	for try := range 5 {
		if try > 0 {
			pause(ctx, time.Duration(try)*2*time.Second)
		}
		err = r.show(ctx, m)
		var refused *rest.Error
		if err == nil || ctx.Err() != nil || errors.As(err, &refused) && refused.Status < 500 ||
			errors.Is(err, rest.ErrUnauthorized) || errors.Is(err, rest.ErrTooManyInvalid) {
			break
		}
	}
	if err != nil {
		b.metrics.failures.WithLabelValues("deliver").Inc()
		b.Log.Warn("a reply could not be delivered", "error", err)
	}
	return err
}

// sayCut says that the bot had to stop. The context of the question is over, so
// it has its own.
func (b *Bot) sayCut(r reply, t *texts, soFar string) {
	ctx, cancel := context.WithTimeout(context.Background(), cutting-time.Second)
	defer cancel()
	text := strings.TrimSpace(soFar + "\n\n" + t.cut)
	if err := r.show(ctx, say(text, 0)); err != nil {
		b.Log.Warn("cannot say that an answer was cut off", "error", err)
	}
}

func silent() allowedMentions { return allowedMentions{Parse: []string{}} }
