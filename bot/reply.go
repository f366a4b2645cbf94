package bot

import (
	"context"
	"strconv"
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
	channel     *channelReply // in its stead, once the token is dead
}

// tokenLife is how long an interaction can be answered; the last moments are
// left to those that are on their way.
const tokenLife = 15*time.Minute - 10*time.Second

func (r *interactionReply) private() bool { return r.flags&flagEphemeral != 0 }

func (r *interactionReply) show(ctx context.Context, m outgoing) error {
	return r.send(ctx, m, "PATCH", "/messages/@original", func(c *channelReply) error { return c.show(ctx, m) })
}

func (r *interactionReply) add(ctx context.Context, m outgoing) error {
	m.Flags |= r.flags
	return r.send(ctx, m, "POST", "?wait=true", func(c *channelReply) error { return c.add(ctx, m) })
}

func (r *interactionReply) send(ctx context.Context, m outgoing, method, path string, instead func(*channelReply) error) error {
	if r.channel == nil && time.Since(r.born) > tokenLife && !r.elsewhere() {
		return &rest.Error{Status: 401, Code: codeInvalidToken, Message: "the interaction is too old", Route: method + " /webhooks/{id}/{token}"}
	}
	if r.channel != nil {
		return instead(r.channel)
	}
	err := r.bot.rest.Do(ctx, rest.Request{Method: method, Path: webhookPath(r.interaction, path), Body: m, Files: m.files})
	switch rest.Code(err) {
	case codeInvalidToken, codeUnknownWebhook, codeUnknownInteraction:
		if r.elsewhere() {
			return instead(r.channel)
		}
	}
	return err
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
	r.channel = &channelReply{bot: r.bot, channel: i.Channel, nonce: i.ID}
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

func silent() allowedMentions { return allowedMentions{Parse: []string{}} }
