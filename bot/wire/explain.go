package wire

import (
	"context"

	"footnote/bot/rest"
	"footnote/bot/texts"
)

// refused says in plain words that Discord has refused m, once a reply. What
// AutoMod has blocked goes on to the asker alone, with all that follows: it does
// not look at what only one person sees. The error is nil where m has reached
// them that way.
func (r *InteractionReply) refused(ctx context.Context, f *refusal, m Outgoing) error {
	if !r.told {
		r.told = true
		r.tell(ctx, f)
	}
	if f.reason != reasonAutoMod || r.Private() || r.channel != nil {
		return f.cause
	}
	r.flags |= Ephemeral
	return r.Add(ctx, m)
}

// tell puts plain words in place of the message, or after it where parts of the
// answer are there; else they are for the asker alone; else they are a message
// elsewhere. "thinking…" and an answer that is half written do not stay.
func (r *InteractionReply) tell(ctx context.Context, f *refusal) {
	plain := Text(f.text(r.interaction.Texts), 0)
	inPlace := func() error { return r.Show(ctx, plain) }
	after := func() error { return r.Add(ctx, plain) }
	anew := func() error { // what is new opens an archived thread, and then that can be changed
		err := r.Add(ctx, plain)
		if err == nil {
			r.remove(ctx)
		}
		return err
	}
	alone := func() error {
		if !f.later && f.reason != reasonDeleted {
			r.remove(ctx)
		}
		return r.follow(ctx, Text(*plain.Content, Ephemeral))
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
	r.sender.tellAsker(ctx, r.interaction.Asker(), r.interaction.Channel, r.interaction.ID, r.interaction.Texts, f)
}

// remove deletes the first message, if that may be.
func (r *InteractionReply) remove(ctx context.Context) {
	err := r.sender.REST.Do(ctx, rest.Request{Method: "DELETE", Path: webhookPath(r.interaction, "/messages/@original")})
	if err != nil {
		r.sender.log.Info("what is not an answer stays", "id", r.id(), "error", err)
	}
}

func (r *channelReply) refused(ctx context.Context, f *refusal, m Outgoing) error {
	if f.reason == reasonAccess && r.to != "" && r.first == "" && !f.later && !f.filed && !r.told {
		r.told = true
		return r.directly(ctx, f, m)
	}
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
	plain := Text(f.text(r.texts), 0)
	standing := r.first != "" && !f.later && f.reason != reasonDeleted
	if standing {
		if err := r.Show(ctx, plain); refusalOf(err) == nil {
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
	r.sender.tellAsker(ctx, r.asker, r.channel, r.nonce, r.texts, f)
}

// remove deletes the first message, if that may be: a new one has opened an
// archived thread again.
func (r *channelReply) remove(ctx context.Context) {
	if err := r.sender.REST.Do(ctx, rest.Request{Method: "DELETE", Path: MessagePath(r.channel, r.first)}); err != nil {
		r.sender.log.Info("what is not an answer stays", "id", r.id(), "error", err)
	}
}

// tellAsker tells a person by direct message what has become of what they asked
// in a channel. Where that is not wanted either, nothing is left to do.
func (s *Sender) tellAsker(ctx context.Context, asker, channel, nonce string, t *texts.Texts, f *refusal) {
	if asker == "" || t == nil || f.reason == reasonGone || f.reason == reasonClosed {
		return
	}
	dm, err := s.api.directChannel(ctx, asker)
	if err == nil {
		m := Text(f.directly(t, channel), 0)
		m.Nonce, m.OneNonce = nonce+".dm", true
		err = s.REST.Do(ctx, rest.Request{Method: "POST", Path: MessagesPath(dm), Body: m})
	}
	if err != nil {
		s.log.Warn("the asker could be told nowhere", "reason", f.reason, "id", nonce, "error", err)
	}
}
