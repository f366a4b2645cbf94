package wire

import (
	"cmp"
	"context"
	"time"

	"footnote/bot/rest"
)

// A Reply is what the bot says to one question, wherever that was asked.
type Reply interface {
	// Show makes the first message, or puts m in place of it.
	Show(ctx context.Context, m Outgoing) error
	// Add makes a further message.
	Add(ctx context.Context, m Outgoing) error
	// Shown is the id of the first message, empty before there is one.
	Shown() string
	// Private reports whether only the asker sees it.
	Private() bool
	// refused explains to the asker that Discord does not take m. The error is nil
	// where m has reached them another way.
	refused(ctx context.Context, f *refusal, m Outgoing) error
	// id is that of what is answered, for the log.
	id() string
	tracked() *progress
	// skip passes over a further message that is there already.
	skip()
}

// An InteractionReply answers a command or a button that was acknowledged. Once its
// token has died it goes on as a message in the channel.
type InteractionReply struct {
	sender      *Sender
	interaction *Interaction
	flags       int
	born        time.Time
	original    string        // id of the message, once there is something in it
	last        string        // id of the last message that is known to be there
	channel     *channelReply // in its stead, once the token is dead
	told        bool          // that Discord has refused something
	progress
}

// TokenLife is how long Discord takes answers to an interaction, and so the most
// that anything about one event may take.
const TokenLife = 15 * time.Minute

// lastMoments of a token are left to the answers that are on their way.
const lastMoments = 10 * time.Second

// Continue is the reply to an interaction that has had its first answer.
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
	if r.channel == nil && time.Since(r.born) > TokenLife-lastMoments && !r.elsewhere() {
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
		if r.elsewhere() {
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

// elsewhere has the reply go to the channel as a message of its own, if others
// may read it and the bot may write it there.
func (r *InteractionReply) elsewhere() bool {
	i := r.interaction
	if r.Private() || !i.permits(permissionView|permissionSend) {
		return false
	}
	r.channel = &channelReply{sender: r.sender, channel: i.Channel, nonce: i.ID, asker: i.Asker(), texts: i.Texts, first: r.original, told: r.told, progress: r.progress}
	return true
}
