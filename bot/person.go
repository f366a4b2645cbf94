package bot

import (
	"context"
	"encoding/json"
	"slices"

	"footnote/bot/render"
	"footnote/bot/rest"
	"footnote/bot/texts"
	"footnote/bot/wire"
	"footnote/library/store"
)

// exportPerson gives somebody all that is kept of them, as a file that nobody
// else sees.
func (b *Bot) exportPerson(ctx context.Context, i *wire.Interaction, t *texts.Texts) {
	if b.Library == nil {
		b.send.Respond(ctx, i, wire.Text(t.NoLibrary, wire.Ephemeral))
		return
	}
	b.send.Privately(ctx, i, func(ctx context.Context, r wire.Reply) {
		about, err := b.Library.About(ctx, store.Person(i.Asker()), b.signer.PersonCode(i.Asker()))
		if err != nil {
			b.send.Fail(ctx, r, t, "what is kept of a person cannot be read", err)
			return
		}
		raw, err := json.MarshalIndent(about, "", "  ")
		if err != nil {
			b.send.Fail(ctx, r, t, "what is kept of a person cannot be written", err)
			return
		}
		b.send.Deliver(ctx, r, wire.Text(t.Exported, 0).Attach(rest.File{Name: "footnote.json", Type: "application/json", Data: raw}))
	})
}

// askToForget asks once more before everything of a person is deleted.
func (b *Bot) askToForget(i *wire.Interaction, t *texts.Texts) wire.Outgoing {
	if b.Library == nil {
		return wire.Text(t.NoLibrary, wire.Ephemeral)
	}
	m := wire.Text(t.SureToForget, wire.Ephemeral)
	m.Components = wire.Buttons(b.signer.Button(i.Scope(), render.KindForget, render.PersonBytes(i.Asker()), t.ForgetMe))
	return m
}

// forget deletes all that is kept of who pressed the button that they were
// given.
func (b *Bot) forget(ctx context.Context, i *wire.Interaction, t *texts.Texts, payload []byte) {
	if b.Library == nil || !slices.Equal(payload, render.PersonBytes(i.Asker())) {
		b.send.Respond(ctx, i, wire.Text(t.NotYours, wire.Ephemeral))
		return
	}
	b.send.Privately(ctx, i, func(ctx context.Context, r wire.Reply) {
		if err := b.Library.Forget(ctx, store.Person(i.Asker()), b.signer.PersonCode(i.Asker())); err != nil {
			b.send.Fail(ctx, r, t, "a person cannot be forgotten", err)
			return
		}
		b.send.Deliver(ctx, r, wire.Text(t.Forgotten, 0))
	})
}

// retain keeps a question where the server has asked for that.
func (b *Bot) retain(ctx context.Context, a asking, outcome string) {
	if b.Library == nil {
		return
	}
	err := b.Library.Asked(context.WithoutCancel(ctx), a.Scope, b.signer.PersonCode(a.Asker), a.Text, outcome)
	if err != nil {
		b.Log.Warn("a question could not be kept", "error", err)
	}
}
