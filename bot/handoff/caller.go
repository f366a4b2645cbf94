// Package handoff calls a server's helpers to an answer that did not help, once per answer,
// and keeps the bot silent in a thread that a helper has taken over.
//
// A call is the only message of the bot that pings, and it pings one role.
package handoff

import (
	"context"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"log/slog"
	"strconv"

	"footnote/bot/conversation"
	"footnote/bot/render"
	"footnote/bot/render/markdown"
	"footnote/bot/rest"
	"footnote/bot/texts"
	"footnote/bot/wire"
	"footnote/library/store"
)

// A Caller calls helpers.
type Caller struct {
	Send         *wire.Sender
	Signer       render.Signer
	Conversation *conversation.Reader
	Notes        Notes
	Log          *slog.Logger
}

// Terms are the server's settings for a call, and whether the person who presses may ask
// there.
type Terms struct {
	Texts   *texts.Texts
	Role    string // id of the helper role; empty for none
	Welcome bool
}

// Lengths of a button's payload. Each begins with the code of the answer. A payload of
// privateBytes has one more byte, which says that the answer was private; one of
// votedBytes, under the thanks for a vote, has the id of the message with the answer.
const (
	codeBytes    = 16
	privateBytes = codeBytes + 1
	votedBytes   = codeBytes + 8
)

// Press handles the press of a button that calls helpers.
func (c *Caller) Press(ctx context.Context, i *wire.Interaction, p Terms, payload []byte) {
	t := p.Texts
	ephemeral := len(payload) == codeBytes && i.Message.Flags&wire.Ephemeral != 0
	question := ""
	if ephemeral || len(payload) == privateBytes {
		question = render.Quoted(i.Message.Content)
	}
	refusal := ""
	switch n := len(payload); {
	case n != codeBytes && n != privateBytes && n != votedBytes, (ephemeral || n == privateBytes) && question == "":
		refusal = t.Stale
	case p.Role == "":
		refusal = t.NoHelpers
	case !p.Welcome:
		refusal = t.Unwelcome
	case !i.IsOpen():
		refusal = t.NoCallHere
	case !i.Writes():
		refusal = t.NoPost
	case old(i.Message.ID) || n == votedBytes && old(messageOf(payload)):
		refusal = t.TooOldToCall
	}
	switch {
	case refusal != "":
		c.Send.Respond(ctx, i, wire.Text(refusal, wire.Ephemeral))
	case ephemeral:
		c.Send.Respond(ctx, i, c.offer(ctx, i, p, payload, question))
	default:
		c.call(ctx, i, p, payload, question)
	}
}

// Voted returns the thanks for a vote. After a bad vote it has a button that calls helpers,
// if there are any to call. answer is the code of the answer in votes.
func (c *Caller) Voted(i *wire.Interaction, p Terms, thanks string, answer []byte, good bool) wire.Outgoing {
	m := wire.Text(thanks, wire.Ephemeral)
	if good || p.Role == "" || !p.Welcome || !i.IsOpen() || !i.Writes() || len(answer) != codeBytes || old(i.Message.ID) {
		return m
	}
	if i.Message.Flags&wire.Ephemeral == 0 {
		m = wire.Text(thanks+"\n"+fmt.Sprintf(p.Texts.CallAfterVote, p.Role), wire.Ephemeral)
		m.Components = wire.Buttons(render.Call(c.Signer, i.Scope(), p.Texts, append(answer[:codeBytes:codeBytes], render.PersonBytes(i.Message.ID)...)))
		return m
	}
	if question := render.Quoted(i.Message.Content); question != "" {
		return c.confirm(i, p, answer, question, thanks+"\n")
	}
	return m
}

// offer returns what a private answer's button shows: that the helpers have been called to the
// answer already, or else the message that asks for confirmation.
func (c *Caller) offer(ctx context.Context, i *wire.Interaction, p Terms, answer []byte, question string) wire.Outgoing {
	ctx, cancel := context.WithTimeout(ctx, storeWithin)
	defer cancel()
	made, found, err := c.Notes.Note(ctx, i.Scope(), kindCall, hex.EncodeToString(answer))
	if err != nil || !found || len(made.Data) == 0 { // pressing the button that confirms settles it
		return c.confirm(i, p, answer, question, "")
	}
	return wire.Text(fmt.Sprintf(p.Texts.CalledAlready, made.Data), wire.Ephemeral)
}

// confirm returns the message that says what a call makes public of a private answer, with
// the button that calls.
func (c *Caller) confirm(i *wire.Interaction, p Terms, answer []byte, question, before string) wire.Outgoing {
	m := wire.Text(quoted(question)+"\n"+before+fmt.Sprintf(p.Texts.BecomesPublic, p.Role), wire.Ephemeral)
	m.Components = wire.Buttons(render.Call(c.Signer, i.Scope(), p.Texts, append(answer[:codeBytes:codeBytes], 0)))
	return m
}

// call calls the helpers, unless they were called to the answer before or the person who
// presses has called too often.
func (c *Caller) call(ctx context.Context, i *wire.Interaction, p Terms, payload []byte, question string) {
	ctx, cancel := context.WithTimeout(ctx, wire.TokenLife)
	defer cancel()
	if c.Send.DeferUpdate(ctx, i) != nil {
		return
	}
	t, id := p.Texts, hex.EncodeToString(payload[:codeBytes])
	address, first, err := c.reserve(ctx, i, id)
	switch {
	case err != nil:
		c.Log.WarnContext(ctx, "cannot see whether somebody was called", "id", i.ID, "error", err)
		c.tell(ctx, i, t.Failed)
		return
	case !first && address == "":
		c.tell(ctx, i, t.BeingCalled)
		return
	case !first:
		if len(payload) == codeBytes { // the message stays as it is, so that it cannot say so itself
			c.tell(ctx, i, fmt.Sprintf(t.CalledAlready, address))
		}
		c.settle(ctx, i, p, payload, t.CalledAlready, address)
		return
	}
	if again, err := c.countCall(ctx, i, id); err != nil || !again.IsZero() {
		c.undo(ctx, i, id)
		said := fmt.Sprintf(t.CalledEnough, again.Unix())
		if err != nil {
			c.Log.WarnContext(ctx, "nobody could be called", "id", i.ID, "error", err)
			said = t.Failed
		}
		c.tell(ctx, i, said)
		return
	}
	if address, err = c.post(ctx, i, p, payload, question); err != nil {
		c.Log.WarnContext(ctx, "nobody could be called", "id", i.ID, "error", err)
		c.undo(ctx, i, id)
		c.tell(ctx, i, wire.Explain(err, t))
		return
	}
	if _, err := c.Notes.ChangeNote(ctx, i.Scope(), kindCall, id, func(n *store.Note) bool { n.Data = []byte(address); return true }); err != nil {
		c.Log.WarnContext(ctx, "the link to a call could not be stored", "id", i.ID, "error", err)
	}
	c.settle(ctx, i, p, payload, t.Called, address)
}

// post sends the call and returns the link to it.
func (c *Caller) post(ctx context.Context, i *wire.Interaction, p Terms, payload []byte, question string) (address string, err error) {
	t, asker := p.Texts, i.Asker()
	below := t.AnswerPrivate
	channel, answer := i.Channel, i.Message
	if len(payload) == votedBytes {
		if answer, err = c.message(ctx, i, messageOf(payload)); err != nil {
			return "", err
		}
	}
	public := len(payload) != privateBytes
	if public {
		question, asker = c.asked(ctx, i, answer)
		below = fmt.Sprintf(t.AnswerThere, wire.Address(i.Guild, i.Channel, answer.ID))
	}
	inThread := wire.IsThread(i.Place.Type)
	if public && answer.Flags&wire.HasThread != 0 {
		channel, inThread = answer.ID, true
	}
	m := wire.Text(callText(t, p.Role, i.Asker(), asker, question, below, inThread), 0).Calling(p.Role)
	if public && channel == i.Channel {
		m = m.Answering(answer.ID)
	}
	m.Nonce, m.OneNonce = hex.EncodeToString(payload[:12]), true
	var made wire.Message
	if err := c.Send.REST.Do(ctx, rest.Request{Method: "POST", Path: wire.MessagesPath(channel), Body: m, Out: &made}); err != nil {
		return "", err
	}
	c.Send.Expect(channel)
	return wire.Address(i.Guild, channel, made.ID), nil
}

// callText returns the text of a call: the role, who calls, whose question it is, the
// question, and a line below it.
func callText(t *texts.Texts, role, by, asker, question, below string, inThread bool) string {
	text := fmt.Sprintf(t.CallFor, role, by)
	if asker != by && asker != "" {
		text = fmt.Sprintf(t.CallForOther, role, by, asker)
	}
	if question != "" {
		text += "\n" + quoted(question)
	}
	text += "\n-# " + below
	if inThread {
		text += "\n-# " + t.SilentThere
	}
	return text
}

// maxQuoted is how much of a question stands in a call, in UTF-16 units.
const maxQuoted = 600

// quoted returns a question as a quotation, with its markup escaped.
func quoted(question string) string {
	return markdown.Quote(markdown.Short(markdown.Escape(markdown.Clean(question)), maxQuoted))
}

// settle replaces the button that was pressed with a link to the call. A message that only asked
// whether to call then says what has come of it.
func (c *Caller) settle(ctx context.Context, i *wire.Interaction, p Terms, payload []byte, said, address string) {
	m := wire.Text(fmt.Sprintf(said, address), 0)
	if len(payload) == codeBytes {
		m = c.withLink(i, p.Texts, address)
	}
	if err := c.Send.Continue(i, i.Message.Flags&wire.Ephemeral).Show(ctx, m); err != nil {
		c.Log.InfoContext(ctx, "the button of a call could not be replaced", "id", i.ID, "error", err)
	}
}

// tell shows a text to the person who pressed.
func (c *Caller) tell(ctx context.Context, i *wire.Interaction, text string) {
	if err := c.Send.Continue(i, wire.Ephemeral).Add(ctx, wire.Text(text, 0)); err != nil {
		c.Log.InfoContext(ctx, "a person could not be told", "id", i.ID, "error", err)
	}
}

// messageOf returns the id of the message in a payload of votedBytes.
func messageOf(payload []byte) string {
	return strconv.FormatUint(binary.BigEndian.Uint64(payload[codeBytes:]), 10)
}
