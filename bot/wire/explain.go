package wire

import (
	"context"

	"footnote/bot/rest"
	"footnote/bot/texts"
)

// refused explains to the asker that Discord has refused m, once per reply. If AutoMod has
// blocked m, it is sent to the asker alone, as are all further parts: AutoMod does not check
// what only one person sees. The error is nil if m has reached the asker that way.
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

// tell puts an explanation in place of the message, or after it if parts of the answer have
// been sent; if that fails, only the asker sees it; if that fails, it goes to the channel or
// by direct message. "thinking…" and half an answer do not stay.
func (r *InteractionReply) tell(ctx context.Context, f *refusal) {
	plain := Text(f.text(r.interaction.Texts), 0)
	inPlace := func() error { return r.Show(ctx, plain) }
	after := func() error { return r.Add(ctx, plain) }
	anew := func() error { // a new message reopens an archived thread, which can then be edited
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
	case f.reason == reasonArchived && r.original != "": // otherwise a new message replaces "thinking…"
		ways = []func() error{inPlace, anew, alone}
	}
	for _, way := range ways {
		if r.channel != nil { // the token has expired meanwhile
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

// Remove deletes the first message. For a button, that is the message with the button.
func (r *InteractionReply) Remove(ctx context.Context) error {
	return r.sender.REST.Do(ctx, rest.Request{Method: "DELETE", Path: webhookPath(r.interaction, "/messages/@original")})
}

// remove deletes the first message, if it may.
func (r *InteractionReply) remove(ctx context.Context) {
	if err := r.Remove(ctx); err != nil {
		r.sender.log.InfoContext(ctx, "what is not an answer stays", "id", r.id(), "error", err)
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

// tell puts an explanation in place of the message, or next to it, or sends it to the asker.
func (r *channelReply) tell(ctx context.Context, f *refusal) {
	if f.reason == reasonGone || f.reason == reasonClosed {
		return // nobody is there, or the asker takes no direct messages
	}
	plain := Text(f.text(r.texts), 0)
	standing := r.first != "" && !f.later && f.reason != reasonDeleted
	if standing {
		if err := r.Show(ctx, plain); refusalOf(err) == nil {
			return
		}
	}
	if f.reason != reasonAccess || f.filed {
		if err := r.create(ctx, r.answering(plain), new(Message)); refusalOf(err) == nil {
			if standing {
				r.remove(ctx)
			}
			return
		}
	}
	r.sender.tellAsker(ctx, r.asker, r.channel, r.nonce, r.texts, f)
}

// remove deletes the first message, if it may: a new message has reopened an archived thread.
func (r *channelReply) remove(ctx context.Context) {
	if err := r.sender.REST.Do(ctx, rest.Request{Method: "DELETE", Path: MessagePath(r.channel, r.first)}); err != nil {
		r.sender.log.InfoContext(ctx, "what is not an answer stays", "id", r.id(), "error", err)
	}
}

// tellAsker tells a person by direct message what happened to their question in a channel. If
// they take no direct messages, nothing more can be done.
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
		s.log.WarnContext(ctx, "the asker could be told nowhere", "reason", f.reason, "id", nonce, "error", err)
	}
}
