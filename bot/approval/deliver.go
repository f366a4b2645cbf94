package approval

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"time"

	"footnote/bot/rest"
	"footnote/bot/texts"
	"footnote/bot/wire"
	"footnote/library/citation"
	"footnote/library/store"
)

// errBaseless means that an answer rests on an article that was removed, or that not
// everybody who would see the answer has access to.
var errBaseless = errors.New("an article that it rests on is gone, or not for those who would see the answer")

// deliver sends an answer to its asker alone or into the channel where it was asked. It
// returns the link to the answer, which is empty for a private one.
func (d *Desk) deliver(ctx context.Context, i *wire.Interaction, it *item, event string, t *texts.Texts, sent answer) (address string, err error) {
	at, parts := citation.Place{Scope: i.Scope(), Locale: it.Locale, Answer: it.Code}, sent.parts
	if it.Sent == nil {
		it.Sent = &delivery{By: i.Asker(), Cited: citedBy(sent.footnotes), Edited: sent.edited}
		if sent.edited {
			it.Sent.Parts = parts
		}
	}
	if it.Private != nil {
		if err := d.sendPrivately(ctx, i.Scope(), it, event, t, parts); err != nil {
			return "", err
		}
		d.recordCitations(ctx, it, at, sent)
		return "", nil
	}
	r := d.Send.Later(it.Channel, it.Reply, event+".a", it.Asker, t)
	if len(it.Sent.Messages) > 0 {
		r = d.Send.Resume(it.Channel, it.Sent.Messages[0], t)
	}
	for n := len(it.Sent.Messages); n < len(parts); n++ {
		m := parts[n].outgoing()
		if n == len(parts)-1 {
			m = d.Signer.Removable(m, i.Scope(), it.Asker, it.Sent.Messages)
		}
		if n == 0 {
			err = d.Send.Deliver(ctx, r, m)
		} else {
			err = d.Send.DeliverNext(ctx, r, m)
		}
		if err != nil {
			return "", err
		}
		if _, at.Message = r.Lasting(); at.Message != "" {
			it.Sent.Address = cmp.Or(it.Sent.Address, wire.Address(i.Guild, it.Channel, at.Message))
			it.recordMessage(ctx, d, i.Scope(), event, at.Message)
		}
	}
	if n := len(it.Sent.Messages); n > 0 {
		at.Channel, at.Message = it.Channel, it.Sent.Messages[n-1]
	}
	d.recordCitations(ctx, it, at, sent)
	if len(it.Sent.Messages) == 0 { // it went to the asker alone: the bot may not write in the channel
		return wire.Address(i.Guild, it.Channel, ""), nil
	}
	d.settle(ctx, it, fmt.Sprintf(t.AnswerShown, it.Sent.Address))
	return it.Sent.Address, nil
}

// recordMessage stores that a message of a public answer was sent, so that a retry
// continues after it.
func (it *item) recordMessage(ctx context.Context, d *Desk, scope store.Scope, event, message string) {
	it.Sent.Messages = append(it.Sent.Messages, message)
	if _, err := d.change(context.WithoutCancel(ctx), scope, event, func(kept *item) bool { kept.Sent = it.Sent; return true }); err != nil {
		d.Log.WarnContext(ctx, "could not record that an answer was sent; it may be sent again", "id", event, "error", err)
	}
}

// recordCitations stores which sentences a sent answer rests on.
func (d *Desk) recordCitations(ctx context.Context, it *item, at citation.Place, sent answer) {
	if !it.Aside {
		d.Citations.Note(context.WithoutCancel(ctx), at, sent.footnotes)
	}
}

// explain returns the reason why an answer was not sent, for the helper.
func (d *Desk) explain(err error, t *texts.Texts) string {
	switch {
	case errors.Is(err, errUnreachable):
		return t.CannotReach
	case errors.Is(err, errBaseless):
		return t.RestsOnNothing
	}
	return wire.Explain(err, t)
}

// interaction returns the interaction by which a private question was asked.
func (it *item) interaction(t *texts.Texts) *wire.Interaction {
	return &wire.Interaction{ID: it.Private.ID, Application: it.Private.Application, Token: it.Private.Token, Guild: it.Private.Guild, Channel: it.Channel, Texts: t}
}

// deny tells the asker that there is no answer.
func (d *Desk) deny(ctx context.Context, it *item, event, text string, t *texts.Texts) error {
	switch {
	case it.Unasked:
		return nil
	case it.Private != nil:
		m := it.question("", t).Say(text)
		if time.Since(it.At) < wire.TokenLife-tokenMargin && d.Send.Continue(it.interaction(t), wire.Ephemeral).Show(ctx, m) == nil {
			return nil
		}
		return d.Send.Directly(ctx, it.Asker, event+".n", m)
	case it.Said == "":
		return nil // the asker could not be told that it waits, either
	}
	m := it.question("", t).Say(text)
	if d.edit(ctx, it.Channel, it.Said, m) == nil {
		return nil
	}
	return d.Send.Deliver(ctx, d.Send.Later(it.Channel, it.Reply, event+".n", it.Asker, t), m)
}

// settle replaces the message that said that the answer waits with a line.
func (d *Desk) settle(ctx context.Context, it *item, line string) {
	if it.Said == "" {
		return
	}
	t := d.Texts.ForLocale(it.Locale)
	if err := d.edit(ctx, it.Channel, it.Said, it.question("", t).Say("-# "+line)); err != nil {
		d.Log.InfoContext(ctx, "the message that says that an answer waits could not be replaced", "error", err)
	}
}

// close tells the helpers what was decided and removes the buttons.
func (d *Desk) close(ctx context.Context, scope store.Scope, it *item, t *texts.Texts, said string) {
	if it.Header == "" || it.Last == "" {
		return
	}
	header := wire.Text(it.header(t)+"\n"+said, 0)
	if err := d.edit(ctx, it.Desk, it.Header, header); err != nil {
		d.Log.InfoContext(ctx, "the helpers could not be told what was decided", "error", err)
	}
	last := it.Parts[len(it.Parts)-1]
	m := wire.Text(last.Content, 0)
	m.Components = append(m.Components, d.sources(scope, last)...)
	if err := d.edit(ctx, it.Desk, it.Last, m); err != nil {
		d.Log.InfoContext(ctx, "the buttons under an answer that was decided about could not be removed", "error", err)
	}
}

func (d *Desk) edit(ctx context.Context, channel, message string, m wire.Outgoing) error {
	return d.Send.REST.Do(ctx, rest.Request{Method: "PATCH", Path: wire.MessagePath(channel, message), Body: m})
}
