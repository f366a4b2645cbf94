package bot

import (
	"cmp"
	"context"
	"strconv"
	"time"

	"footnote/bot/rest"
	"footnote/bot/texts"
)

// A reply is what the bot says to one question, wherever that was asked.
type reply interface {
	// show makes the first message, or puts m in place of it.
	show(ctx context.Context, m outgoing) error
	// add makes a further message.
	add(ctx context.Context, m outgoing) error
	// private reports whether only the asker sees it.
	private() bool
	// refused tells the asker that Discord does not take m. The error is nil where
	// m has reached them another way.
	refused(ctx context.Context, f *refusal, m outgoing) error
	// id is that of what is answered, for the log.
	id() string
}

// An interactionReply answers a command or a button that was acknowledged.
type interactionReply struct {
	bot         *Bot
	interaction *interaction
	flags       int
	born        time.Time
	original    string        // id of the message, once there is something in it
	last        string        // id of the last message that is known to be there
	channel     *channelReply // in its stead, once the token is dead
	told        bool          // that Discord has refused something
}

// tokenLife is how long an interaction can be answered; the last moments are
// left to those that are on their way.
const tokenLife = 15*time.Minute - 10*time.Second

func (r *interactionReply) id() string { return r.interaction.ID }

func (r *interactionReply) private() bool { return r.flags&flagEphemeral != 0 }

func (r *interactionReply) show(ctx context.Context, m outgoing) error {
	var made message
	err := r.send(ctx, m, "PATCH", "/messages/@original", &made, func(c *channelReply) error { return c.show(ctx, m) })
	if made.ID != "" {
		r.original = made.ID
		r.last = cmp.Or(r.last, made.ID)
	}
	return err
}

func (r *interactionReply) add(ctx context.Context, m outgoing) error {
	m.Flags |= r.flags
	return r.follow(ctx, m)
}

func (r *interactionReply) send(ctx context.Context, m outgoing, method, path string, out any, instead func(*channelReply) error) error {
	if r.channel == nil && time.Since(r.born) > tokenLife && !r.elsewhere() {
		return &rest.Error{Status: 401, Code: codeInvalidToken, Message: "the interaction is too old", Route: method + " /webhooks/{id}/{token}"}
	}
	if r.channel != nil {
		return instead(r.channel)
	}
	err := r.bot.rest.Do(ctx, rest.Request{
		Method: method, Path: webhookPath(r.interaction, path), Body: m, Files: m.files, Out: out, Once: method == "POST",
	})
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

// Permissions: VIEW_CHANNEL, SEND_MESSAGES, READ_MESSAGE_HISTORY.
// docs.discord.com/developers/topics/permissions
const permissionView, permissionSend, permissionHistory = 1 << 10, 1 << 11, 1 << 16

// permits reports whether the bot has these permissions where the interaction
// was, as a member of it: not only by the account of who used it.
func (i *interaction) permits(wanted int64) bool {
	const privateChannel = 2 // of others, where the bot is not
	_, member := i.Owners[ownerGuild]
	if i.Channel == "" || i.Context != nil && *i.Context == privateChannel || i.Guild != "" && !member {
		return false
	}
	has, err := strconv.ParseInt(i.AppPermissions, 10, 64)
	return err == nil && has&wanted == wanted
}

// elsewhere has the reply go to the channel as a message of its own, if others
// may read it and the bot may write it there.
func (r *interactionReply) elsewhere() bool {
	i := r.interaction
	if r.private() || !i.permits(permissionView|permissionSend) {
		return false
	}
	r.channel = &channelReply{bot: r.bot, channel: i.Channel, nonce: i.ID, asker: i.asker(), texts: i.texts, first: r.original, told: r.told}
	return true
}

// A channelReply answers a message with messages.
type channelReply struct {
	bot     *Bot
	channel string
	to      string // the message that is answered; empty is none
	nonce   string // of the question: what is sent twice is made once
	asker   string // is told if the bot may not write there; empty is not known
	texts   *texts.Texts

	first string // id of the first message, once it is there
	parts int
	told  bool // that Discord has refused something
}

func (r *channelReply) id() string { return r.nonce }

func (r *channelReply) private() bool { return false }

func (r *channelReply) show(ctx context.Context, m outgoing) error {
	if r.first != "" {
		return r.bot.rest.Do(ctx, rest.Request{Method: "PATCH", Path: messagePath(r.channel, r.first), Body: m, Files: m.files})
	}
	var made message
	if err := r.create(ctx, r.answering(m), &made); err != nil {
		return err
	}
	r.first = made.ID
	return nil
}

// answering has a message point at what it answers.
func (r *channelReply) answering(m outgoing) outgoing {
	if r.to != "" {
		no := false
		m.Reference = &reference{Message: r.to, FailIfGone: &no}
	}
	return m
}

func (r *channelReply) add(ctx context.Context, m outgoing) error { return r.create(ctx, m, nil) }

func (r *channelReply) create(ctx context.Context, m outgoing, out *message) error {
	m.Nonce, m.OneNonce = r.nonce+"."+strconv.Itoa(r.parts), true
	request := rest.Request{Method: "POST", Path: messagesPath(r.channel), Body: m, Files: m.files}
	if out != nil {
		request.Out = out
	}
	err := r.bot.rest.Do(ctx, request)
	if err == nil {
		r.parts++
		r.bot.conversations.note(r.channel)
	}
	return err
}

// gone reports whether nobody can see the reply any more.
func gone(err error) bool {
	code := rest.Code(err)
	return code == codeUnknownChannel || code == codeUnknownMessage
}

func silent() allowedMentions { return allowedMentions{Parse: []string{}} }
