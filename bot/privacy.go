package bot

import (
	"context"
	"encoding/json"
	"slices"

	"footnote/bot/render"
	"footnote/bot/rest"
	"footnote/bot/texts"
	"footnote/bot/wire"
	"footnote/library"
	"footnote/library/store"
)

// privacy gives people what is kept of them, or deletes it.
type privacy struct {
	send    *wire.Sender
	signer  render.Signer
	library interface {
		About(ctx context.Context, own store.Scope, by [16]byte) (library.Personal, error)
		Forget(ctx context.Context, own store.Scope, by [16]byte) error
	}
}

// export gives somebody all that is kept of them, as a file that nobody else sees.
func (h *privacy) export(ctx context.Context, i *wire.Interaction, t *texts.Texts) {
	h.send.Privately(ctx, i, func(ctx context.Context, r wire.Reply) {
		about, err := h.library.About(ctx, store.Person(i.Asker()), h.signer.PersonCode(i.Asker()))
		if err != nil {
			h.send.Fail(ctx, r, t, "what is kept of a person cannot be read", err)
			return
		}
		raw, err := json.MarshalIndent(about, "", "  ")
		if err != nil {
			h.send.Fail(ctx, r, t, "what is kept of a person cannot be written", err)
			return
		}
		h.send.Deliver(ctx, r, wire.Text(t.Exported, 0).Attach(rest.File{Name: "footnote.json", Type: "application/json", Data: raw}))
	})
}

// confirm asks once more before everything of a person is deleted.
func (h *privacy) confirm(ctx context.Context, i *wire.Interaction, t *texts.Texts) {
	m := wire.Text(t.SureToForget, wire.Ephemeral)
	m.Components = wire.Buttons(h.signer.Button(i.Scope(), render.KindForget, render.PersonBytes(i.Asker()), t.ForgetMe))
	h.send.Respond(ctx, i, m)
}

// forget deletes all that is kept of a person, who must press their own button.
func (h *privacy) forget(ctx context.Context, i *wire.Interaction, t *texts.Texts, payload []byte) {
	if !slices.Equal(payload, render.PersonBytes(i.Asker())) {
		h.send.Respond(ctx, i, wire.Text(t.NotYours, wire.Ephemeral))
		return
	}
	h.send.Privately(ctx, i, func(ctx context.Context, r wire.Reply) {
		if err := h.library.Forget(ctx, store.Person(i.Asker()), h.signer.PersonCode(i.Asker())); err != nil {
			h.send.Fail(ctx, r, t, "a person cannot be forgotten", err)
			return
		}
		h.send.Deliver(ctx, r, wire.Text(t.Forgotten, 0))
	})
}
