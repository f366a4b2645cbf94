package bot

import (
	"context"

	"github.com/bwmarrin/discordgo"

	"footnote/bot/rest"
	"footnote/bot/texts"
)

// refused says in plain words that Discord has refused m, once a reply. What
// AutoMod has blocked goes on to the asker alone, with all that follows: it does
// not look at what only one person sees. The error is nil where m has reached
// them that way.
func (r *interactionReply) refused(ctx context.Context, f *refusal, m outgoing) error {
	if !r.told {
		r.told = true
		r.tell(ctx, f)
	}
	if f.reason != reasonAutoMod || r.private() || r.channel != nil {
		return f.cause
	}
	r.flags |= flagEphemeral
	return r.add(ctx, m)
}

// tell puts plain words in place of the message, or after it where parts of the
// answer are there; else they are for the asker alone; else they are a message
// elsewhere. "thinking…" and an answer that is half written do not stay.
func (r *interactionReply) tell(ctx context.Context, f *refusal) {
	plain := say(f.text(r.interaction.texts), 0)
	inPlace := func() error { return r.show(ctx, plain) }
	after := func() error { return r.add(ctx, plain) }
	anew := func() error { // what is new opens an archived thread, and then that can be changed
		err := r.add(ctx, plain)
		if err == nil {
			r.remove(ctx)
		}
		return err
	}
	alone := func() error {
		if !f.later && f.reason != reasonDeleted {
			r.remove(ctx)
		}
		return r.follow(ctx, say(*plain.Content, flagEphemeral))
	}
	ways := []func() error{inPlace, alone}
	switch {
	case f.reason == reasonLate:
		ways = nil
	case f.reason == reasonDeleted:
		ways = ways[1:]
	case f.later:
		ways[0] = after
	case f.reason == reasonArchived && r.original != "": // else what is new takes the place of "thinking…"
		ways = []func() error{inPlace, anew, alone}
	}
	for _, way := range ways {
		if r.channel != nil { // the token has died meanwhile
			break
		}
		if err := way(); refusalOf(err) == nil {
			return // it is said, or Discord cannot be reached
		}
	}
	if r.channel != nil {
		r.channel.told = true
		r.channel.tell(ctx, f)
		return
	}
	r.bot.tellAsker(ctx, r.interaction.asker(), r.interaction.Channel, r.interaction.ID, r.interaction.texts, f)
}

// remove deletes the first message, if that may be.
func (r *interactionReply) remove(ctx context.Context) {
	err := r.bot.rest.Do(ctx, rest.Request{Method: "DELETE", Path: webhookPath(r.interaction, "/messages/@original")})
	if err != nil {
		r.bot.Log.Info("what is not an answer stays", "id", r.id(), "error", err)
	}
}

func (r *channelReply) refused(ctx context.Context, f *refusal, _ outgoing) error {
	if !r.told {
		r.told = true
		r.tell(ctx, f)
	}
	return f.cause
}

// tell puts plain words in place of the message, or writes them beside it, or to
// the asker.
func (r *channelReply) tell(ctx context.Context, f *refusal) {
	if f.reason == reasonGone || f.reason == reasonClosed {
		return // nobody is there, or wants to be told
	}
	plain := say(f.text(r.texts), 0)
	standing := r.first != "" && !f.later && f.reason != reasonDeleted
	if standing {
		if err := r.show(ctx, plain); refusalOf(err) == nil {
			return
		}
	}
	if f.reason != reasonAccess || f.filed {
		if err := r.create(ctx, r.answering(plain), nil); refusalOf(err) == nil {
			if standing {
				r.remove(ctx)
			}
			return
		}
	}
	r.bot.tellAsker(ctx, r.asker, r.channel, r.nonce, r.texts, f)
}

// remove deletes the first message, if that may be: a new one has opened an
// archived thread again.
func (r *channelReply) remove(ctx context.Context) {
	if err := r.bot.rest.Do(ctx, rest.Request{Method: "DELETE", Path: messagePath(r.channel, r.first)}); err != nil {
		r.bot.Log.Info("what is not an answer stays", "id", r.id(), "error", err)
	}
}

// tellAsker tells a person by direct message what has become of what they asked
// in a channel. Where that is not wanted either, nothing is left to do.
func (b *Bot) tellAsker(ctx context.Context, asker, channel, nonce string, t *texts.Texts, f *refusal) {
	if asker == "" || t == nil || f.reason == reasonGone || f.reason == reasonClosed {
		return
	}
	dm, err := b.discord.UserChannelCreate(asker, discordgo.WithContext(ctx))
	if err == nil {
		m := say(f.directly(t, channel), 0)
		m.Nonce, m.OneNonce = nonce+".dm", true
		err = b.rest.Do(ctx, rest.Request{Method: "POST", Path: messagesPath(dm.ID), Body: m})
	}
	if err != nil {
		b.Log.Warn("the asker could be told nowhere", "reason", f.reason, "id", nonce, "error", err)
	}
}
