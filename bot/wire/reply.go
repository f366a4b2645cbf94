package wire

import (
	"cmp"
	"context"
	"time"

	"footnote/bot/rest"
)

// A Reply is the bot's reply to one question, wherever that was asked.
type Reply interface {
	// Show creates the first message, or edits it.
	Show(ctx context.Context, m Outgoing) error
	// Add creates a further message.
	Add(ctx context.Context, m Outgoing) error
	// Shown returns the id of the first message, or "" before there is one.
	Shown() string
	// Parts returns the ids of the messages that are known to exist, in order.
	Parts() []string
	// Lasting returns the channel and id of the last message, if the bot may edit it at any
	// time; otherwise the id is empty.
	Lasting() (channel, message string)
	// Private reports whether only the asker sees the reply.
	Private() bool
	// refused explains to the asker that Discord does not accept m. The error is nil if m has
	// reached them another way.
	refused(ctx context.Context, f *refusal, m Outgoing) error
	// id returns the id of what is answered, for the log.
	id() string
	tracked() *progress
	// skip passes over a further message that was sent already.
	skip()
}

// An InteractionReply answers an acknowledged command or button. Once its token has expired,
// it continues with messages in the channel.
type InteractionReply struct {
	sender      *Sender
	interaction *Interaction
	flags       int
	born        time.Time
	original    string        // id of the first message, once it has content
	last        string        // id of the last message that is known to exist
	further     []string      // ids of the messages after the first
	channel     *channelReply // replaces the interaction once the token has expired
	told        bool          // the asker has been told of a refusal
	progress
}

// TokenLife is how long Discord accepts responses to an interaction, and so the most time
// that handling one event may take.
const TokenLife = 15 * time.Minute

// lastMoments is the time at the end of a token's life in which no new call is made: it is
// left to those in progress.
const lastMoments = 10 * time.Second

// Continue returns the reply to an interaction that has had its first response.
func (s *Sender) Continue(i *Interaction, flags int) *InteractionReply {
	r := &InteractionReply{sender: s, interaction: i, flags: flags, born: time.Now(), progress: progress{record: i.Record}}
	if i.Record != nil {
		r.born = r.born.Add(-i.Record.Age())
	}
	return r
}

func (r *InteractionReply) id() string { return r.interaction.ID }

func (r *InteractionReply) Private() bool { return r.flags&Ephemeral != 0 }

func (r *InteractionReply) Show(ctx context.Context, m Outgoing) error {
	if r.holds() {
		return nil
	}
	var made Message
	err := r.send(ctx, m, "PATCH", "/messages/@original", &made, func(c *channelReply) error { return c.Show(ctx, m) })
	if made.ID != "" {
		r.original = made.ID
		r.last = cmp.Or(r.last, made.ID)
	}
	return err
}

func (r *InteractionReply) skip() {}

func (r *InteractionReply) Add(ctx context.Context, m Outgoing) error {
	m.Flags |= r.flags
	return r.follow(ctx, m)
}

func (r *InteractionReply) send(ctx context.Context, m Outgoing, method, path string, out any, instead func(*channelReply) error) error {
	if r.channel == nil && time.Since(r.born) > TokenLife-lastMoments && !r.moveToChannel() {
		return &rest.Error{Status: 401, Code: codeInvalidToken, Message: "the interaction is too old", Route: method + " /webhooks/{id}/{token}"}
	}
	if r.channel != nil {
		return instead(r.channel)
	}
	err := r.sender.REST.Do(ctx, rest.Request{
		Method: method, Path: webhookPath(r.interaction, path), Body: m, Files: m.files, Out: out, Once: method == "POST",
	})
	switch rest.Code(err) {
	case 0:
		if err == nil && r.interaction.Guild == "" {
			r.sender.wrote(r.interaction.Channel)
		}
	case codeInvalidToken, codeUnknownWebhook, codeUnknownInteraction:
		if r.moveToChannel() {
			return instead(r.channel)
		}
	}
	return err
}

func (r *InteractionReply) Shown() string {
	if r.channel != nil {
		return r.channel.first
	}
	return r.original
}

// Parts returns the messages of the interaction and, once its token has expired, those in the
// channel.
func (r *InteractionReply) Parts() []string {
	if r.channel != nil {
		return append(r.further[:len(r.further):len(r.further)], r.channel.Parts()...)
	}
	return parts(r.original, r.further)
}

// Lasting returns a message only if the bot can read the channel.
func (r *InteractionReply) Lasting() (channel, message string) {
	if r.channel != nil {
		return r.channel.Lasting()
	}
	i := r.interaction
	all := r.Parts()
	if r.Private() || len(all) == 0 || i.Guild == "" && i.Alone() != 0 || i.Guild != "" && !i.permits(permissionView|permissionHistory) {
		return "", ""
	}
	return i.Channel, all[len(all)-1]
}

// parts returns the ids of messages, without those that are not known.
func parts(first string, further []string) []string {
	if first == "" {
		return further
	}
	return append([]string{first}, further...)
}

// moveToChannel redirects the reply to the channel, as a message of its own. It returns false if
// others may not read the reply or the bot may not write there.
func (r *InteractionReply) moveToChannel() bool {
	i := r.interaction
	if r.Private() || !i.permits(permissionView|i.writing()) {
		return false
	}
	r.channel = &channelReply{sender: r.sender, channel: i.Channel, nonce: i.ID, asker: i.Asker(), texts: i.Texts, first: r.original, told: r.told, progress: r.progress}
	return true
}
