package wire

import (
	"context"
	"strconv"
	"time"

	"footnote/bot/rest"
	"footnote/bot/texts"
)

// A channelReply answers a message with messages.
type channelReply struct {
	sender  *Sender
	channel string
	to      string // the message that is answered; empty is none
	nonce   string // of the question: what is sent twice is made once
	asker   string // is told if the bot may not write there; empty is not known
	texts   *texts.Texts

	direct bool // it goes to the asker by direct message, as it may not be in the channel

	first string // id of the first message, once it is there
	made  int    // messages
	told  bool   // that Discord has refused something

	born     time.Time // what is answered
	recalled bool      // what an earlier process wrote was looked for
	found    []Message // of that
	progress
}

// Answer is the reply to a message.
func (s *Sender) Answer(m *Message, t *texts.Texts) Reply {
	r := &channelReply{sender: s, channel: m.Channel, to: m.ID, nonce: m.ID, asker: m.Author.ID, texts: t, born: time.Now(), progress: progress{record: m.Record}}
	if m.Record != nil {
		r.born = r.born.Add(-m.Record.Age())
	}
	return r
}

// Volunteer is the reply to a message that did not ask the bot: where it cannot be
// written, nobody is told.
func (s *Sender) Volunteer(m *Message, t *texts.Texts) Reply {
	return &channelReply{sender: s, channel: m.Channel, to: m.ID, nonce: m.ID, texts: t, born: time.Now(), told: true}
}

// Resume goes on with a reply that an earlier run of the bot has begun.
func (s *Sender) Resume(channel, first string, t *texts.Texts) Reply {
	return &channelReply{sender: s, channel: channel, nonce: first, first: first, texts: t}
}

func (r *channelReply) id() string { return r.nonce }

func (r *channelReply) Shown() string {
	if r.direct {
		return "" // it is no message of the channel
	}
	return r.first
}

func (r *channelReply) Private() bool { return false }

func (r *channelReply) Show(ctx context.Context, m Outgoing) error {
	if r.holds() {
		return nil
	}
	r.recall(ctx)
	if r.first != "" {
		return r.edit(ctx, m)
	}
	var made Message
	if err := r.create(ctx, r.answering(m), &made); err != nil {
		return err
	}
	r.first = made.ID
	if resumed(r.record) && m.Content != nil && made.Content != *m.Content { // the nonce has found what an earlier process wrote
		return r.edit(ctx, m)
	}
	return nil
}

func (r *channelReply) edit(ctx context.Context, m Outgoing) error {
	return r.sender.REST.Do(ctx, rest.Request{Method: "PATCH", Path: MessagePath(r.channel, r.first), Body: m, Files: m.files})
}

// answering has a message point at what it answers.
func (r *channelReply) answering(m Outgoing) Outgoing {
	if r.to != "" {
		no := false
		m.Reference = &reference{Message: r.to, FailIfGone: &no}
	}
	return m
}

func (r *channelReply) Add(ctx context.Context, m Outgoing) error {
	if _, perhaps := r.earlier(); perhaps && r.stands(m) {
		r.skip()
		return nil
	}
	return r.create(ctx, m, nil)
}

// skip has the next message not have the nonce of the one that is passed over.
func (r *channelReply) skip() { r.made++ }

func (r *channelReply) create(ctx context.Context, m Outgoing, out *Message) error {
	if r.direct { // buttons are for where they were made
		m.Components = []Row{}
	}
	m.Nonce, m.OneNonce = r.nonce+"."+strconv.Itoa(r.made), true
	request := rest.Request{Method: "POST", Path: MessagesPath(r.channel), Body: m, Files: m.files}
	if out != nil {
		request.Out = out
	}
	err := r.sender.REST.Do(ctx, request)
	if err == nil {
		r.made++
		r.sender.wrote(r.channel)
	}
	return err
}
