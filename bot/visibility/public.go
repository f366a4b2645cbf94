// Package visibility changes who sees an answer that was sent: it makes a private one public,
// once, and removes a public one for the asker and for members who may manage messages.
//
// It answers nothing. Other packages decide who may ask, and how often.
package visibility

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"strconv"
	"time"

	"footnote/bot/render"
	"footnote/bot/rest"
	"footnote/bot/said"
	"footnote/bot/texts"
	"footnote/bot/wire"
	"footnote/internal/clock"
)

// A Publisher makes private answers public.
type Publisher struct {
	Send   *wire.Sender
	Signer render.Signer
	Files  said.Source // fetches the file of a long answer
	// Once is [inflight.Journal.Once].
	Once func(ctx context.Context, name string) (undo func(context.Context), first bool)
	// Posted is called for each public answer. i is the press on the private answer; the
	// reply has the public messages.
	Posted func(ctx context.Context, i *wire.Interaction, r wire.Reply)
	Log    *slog.Logger
}

// Rules describe the settings of the server and the permissions of the person who presses.
type Rules struct {
	Private bool          // only askers see answers to commands, and this person may not decide otherwise
	Closed  bool          // not everybody in the channel may see what the answer rests on
	Open    bool          // everybody may see all articles
	Admit   func() string // counts a post; returns why there cannot be one, or "" if there can
}

// Publish posts a private answer for everybody, as a post of the person who pressed. It does
// so once: from then on, the button leads to the public answer.
func (p *Publisher) Publish(ctx context.Context, i *wire.Interaction, t *texts.Texts, rules Rules) {
	if refusal := p.refusal(i, t, rules); refusal != "" {
		p.Send.Respond(ctx, i, wire.Text(refusal, wire.Ephemeral))
		return
	}
	ctx, cancel := context.WithTimeout(ctx, wire.TokenLife)
	defer cancel()
	if p.Send.DeferUpdate(ctx, i) != nil {
		return
	}
	undo, first := p.Once(ctx, "public "+i.Message.ID)
	address := ""
	switch {
	case !first:
		address = p.await(ctx, i)
	case old(i.Message.ID):
		address = p.find(ctx, i)
	}
	switch {
	case address != "":
		p.tell(ctx, i, fmt.Sprintf(t.AlreadyPublic, address))
	case !first:
		p.tell(ctx, i, t.PublicAlready)
		return
	default:
		var err error
		if address, err = p.post(ctx, i, t, rules.Open); err != nil {
			p.Log.WarnContext(ctx, "an answer could not be made public", "id", i.ID, "error", err)
			undo(ctx)
			p.tell(ctx, i, wire.Explain(err, t))
			return
		}
	}
	private := p.Send.Continue(i, wire.Ephemeral)
	if err := private.Show(ctx, p.Signer.Published(i.Scope(), t, i.Message, address)); err != nil {
		p.Log.InfoContext(ctx, "a button stays that makes an answer public", "id", i.ID, "error", err)
	}
}

// refusal returns why an answer cannot be made public, or "".
func (p *Publisher) refusal(i *wire.Interaction, t *texts.Texts, rules Rules) string {
	address := render.PublicAddress(i.Message)
	switch {
	case i.Message.Flags&wire.Ephemeral == 0 || i.Message.Content == "":
		return t.Stale
	case address != "":
		return fmt.Sprintf(t.AlreadyPublic, address)
	case rules.Private:
		return t.PrivateOnly
	case rules.Closed:
		return t.NotForAll
	case !i.Writes():
		return t.NoPost
	case !i.IsHeard():
		return t.NotHeard
	}
	return rules.Admit()
}

// post sends the public answer, and returns its address.
func (p *Publisher) post(ctx context.Context, i *wire.Interaction, t *texts.Texts, open bool) (address string, err error) {
	all, err := p.messages(ctx, i, t, open)
	if err != nil {
		return "", err
	}
	r := p.Send.Continue(i, 0)
	for n, m := range all {
		if n == len(all)-1 {
			m = p.Signer.Removable(m, i.Scope(), i.Asker(), r.Parts())
		}
		if err := r.Add(ctx, m); err != nil {
			if n == 0 {
				return "", err
			}
			p.Log.WarnContext(ctx, "an answer is public in part", "id", i.ID, "error", err)
			break
		}
	}
	p.Posted(ctx, i, r)
	first := "" // unknown if the message was sent but its response was lost
	if parts := r.Parts(); len(parts) > 0 {
		first = parts[0]
	}
	return wire.Address(i.Guild, i.Channel, first), nil
}

// messages returns the messages of the public answer. If the private one had several, its
// last message has the whole text as a file. If the answer is too long for messages, its file
// is attached for everybody.
func (p *Publisher) messages(ctx context.Context, i *wire.Interaction, t *texts.Texts, open bool) ([]wire.Outgoing, error) {
	text := i.Message.Content
	file, whole := render.Whole(i.Message)
	if whole {
		data, err := p.file(ctx, file)
		if err != nil {
			return nil, err
		}
		text = string(data)
	}
	all := p.Signer.Public(i.Scope(), t, i.Message, text, i.Asker(), open)
	if !whole && len(i.Message.Attached) > 0 {
		file = i.Message.Attached[0]
		data, err := p.file(ctx, file)
		if err != nil {
			return nil, err
		}
		all[0] = all[0].Attach(rest.File{Name: file.Name, Type: file.Type, Data: data})
	}
	return all, nil
}

// file fetches the attachment of an answer.
func (p *Publisher) file(ctx context.Context, a wire.Attachment) ([]byte, error) {
	files, err := said.Uploads(ctx, p.Files, a)
	if err != nil {
		return nil, fmt.Errorf("the file of an answer: %w", err)
	}
	return files[0].Data, nil
}

// tell sends a text that only the person who pressed sees.
func (p *Publisher) tell(ctx context.Context, i *wire.Interaction, text string) {
	if err := p.Send.Continue(i, wire.Ephemeral).Add(ctx, wire.Text(text, 0)); err != nil {
		p.Log.InfoContext(ctx, "a person could not be told", "id", i.ID, "error", err)
	}
}

const (
	// tries is how often await looks for the answer that another press makes public, and
	// lookAgain the time between.
	tries, lookAgain = 3, 1500 * time.Millisecond
	// remembered is how long the journal surely knows that an answer was made public.
	remembered = 10 * time.Minute
	// maxPages is the most pages of a channel's messages that are searched.
	maxPages = 5
)

// old reports whether a message is so old that the journal may have forgotten that it was
// made public.
func old(id string) bool {
	const discordEpoch = 1420070400000
	n, err := strconv.ParseUint(id, 10, 64)
	return err == nil && time.Since(time.UnixMilli(int64(n>>22)+discordEpoch)) > remembered
}

// await returns the address of the public answer that another press makes, or has made.
func (p *Publisher) await(ctx context.Context, i *wire.Interaction) (address string) {
	for try := 0; try < tries && address == ""; try++ {
		if try > 0 {
			clock.Sleep(ctx, lookAgain)
		}
		address = p.find(ctx, i)
	}
	return address
}

// find returns the address of the public copy of a private answer, or "" if the channel
// cannot be read or does not have it.
func (p *Publisher) find(ctx context.Context, i *wire.Interaction) (address string) {
	after := i.Message.ID
	for range maxPages {
		const most = 100
		var page []wire.Message // the latest first
		path := fmt.Sprintf("%s?after=%s&limit=%d", wire.MessagesPath(i.Channel), after, most)
		if err := p.Send.REST.Do(ctx, rest.Request{Method: "GET", Path: path, Out: &page}); err != nil {
			p.Log.InfoContext(ctx, "the channel of an answer cannot be read", "id", i.ID, "error", err)
			return ""
		}
		for _, m := range slices.Backward(page) {
			if m.Author.ID == p.Send.Self && m.Interaction.On == i.Message.ID {
				return wire.Address(i.Guild, i.Channel, m.ID)
			}
		}
		if len(page) < most {
			return ""
		}
		after = page[0].ID
	}
	return ""
}
