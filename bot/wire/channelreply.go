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
	to      string // id of the message that is answered; empty for none
	nonce   string // of the question: Discord creates one message per nonce
	asker   string // told if the bot may not write there; empty if not known
	texts   *texts.Texts

	direct bool // sent to the asker by direct message, as the bot may not write in the channel

	alone bool // without a reference, as the bot may not read the message history

	first   string   // id of the first message, once it exists
	further []string // ids of the messages after it
	made    int      // messages created
	told    bool     // the asker has been told of a refusal

	born     time.Time // when the question came
	recalled bool      // earlier messages have been looked for
	found    []Message // these messages
	progress
}

// Answer returns the reply to a message.
func (s *Sender) Answer(m *Message, t *texts.Texts) Reply {
	r := &channelReply{sender: s, channel: m.Channel, to: m.ID, nonce: m.ID, asker: m.Author.ID, texts: t, born: time.Now(), progress: progress{record: m.Record}}
	if m.Record != nil {
		r.born = r.born.Add(-m.Record.Age())
	}
	return r
}

// Volunteer returns the reply to a message that did not ask the bot. If it cannot be written,
// nobody is told.
func (s *Sender) Volunteer(m *Message, t *texts.Texts) Reply {
	return &channelReply{sender: s, channel: m.Channel, to: m.ID, nonce: m.ID, texts: t, born: time.Now(), told: true}
}

// Later returns a reply to a message in a channel at another time than when the question
// came. Discord creates one message per nonce, which has at most 23 characters. asker is told
// if the bot may not write there.
func (s *Sender) Later(channel, message, nonce, asker string, t *texts.Texts) Reply {
	return &channelReply{sender: s, channel: channel, to: message, nonce: nonce, asker: asker, texts: t, born: time.Now()}
}

// Resume continues a reply that an earlier run of the bot has begun.
func (s *Sender) Resume(channel, first string, t *texts.Texts) Reply {
	return &channelReply{sender: s, channel: channel, nonce: first, first: first, texts: t}
}

func (r *channelReply) id() string { return r.nonce }

func (r *channelReply) Shown() string {
	if r.direct {
		return "" // the message is not in the channel
	}
	return r.first
}

// Parts returns nil if the messages are not in the channel.
func (r *channelReply) Parts() []string {
	if r.direct {
		return nil
	}
	return parts(r.first, r.further)
}

// Lasting returns "" if the messages are not in the channel.
func (r *channelReply) Lasting() (channel, message string) {
	all := r.Parts()
	if len(all) == 0 {
		return "", ""
	}
	return r.channel, all[len(all)-1]
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
	if IsResumed(r.record) && m.Content != nil && made.Content != *m.Content { // the nonce matched what an earlier process wrote
		return r.edit(ctx, m)
	}
	return nil
}

func (r *channelReply) edit(ctx context.Context, m Outgoing) error {
	m = r.placed(m)
	return r.sender.REST.Do(ctx, rest.Request{Method: "PATCH", Path: MessagePath(r.channel, r.first), Body: m, Files: m.files})
}

// placed returns the first message as it fits its place: with the question if it has no
// reference to it.
func (r *channelReply) placed(m Outgoing) Outgoing {
	if r.direct || r.alone {
		return m.apart()
	}
	return m
}

// answering makes a message a reply to the question.
func (r *channelReply) answering(m Outgoing) Outgoing {
	m = r.placed(m)
	if r.to != "" && !r.alone {
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
	var made Message
	if err := r.create(ctx, m, &made); err != nil {
		return err
	}
	r.further = append(r.further, made.ID)
	return nil
}

// skip counts a message that an earlier process wrote, so that the next one gets another
// nonce. Its id is the next of those that were found.
func (r *channelReply) skip() {
	if n := len(r.further) + 1; n < len(r.found) {
		r.further = append(r.further, r.found[n].ID)
	}
	r.made++
}

func (r *channelReply) create(ctx context.Context, m Outgoing, out *Message) error {
	if r.direct { // buttons work only in the scope where they were made
		m.Components = []Row{}
	}
	m.Nonce, m.OneNonce = r.nonce+"."+strconv.Itoa(r.made), true
	err := r.sender.REST.Do(ctx, rest.Request{Method: "POST", Path: MessagesPath(r.channel), Body: m, Files: m.files, Out: out})
	if rest.Code(err) == codeCannotReply && m.Reference != nil {
		r.alone, m.Reference = true, nil
		return r.create(ctx, r.placed(m), out)
	}
	if err == nil {
		r.made++
		r.sender.wrote(r.channel)
	}
	return err
}
