package bot

import (
	"context"
	"slices"

	"footnote/bot/approval"
	"footnote/bot/handoff"
	"footnote/bot/render"
	"footnote/bot/render/markdown"
	"footnote/bot/texts"
	"footnote/bot/wire"
	"footnote/library"
	"footnote/library/store"
)

// privacy gives people the data that is stored about them, or deletes it.
type privacy struct {
	send    *wire.Sender
	signer  render.Signer
	free    func() bool // reports whether Discord sends the bot the text of messages that do not mention it
	notes   handoff.Notes
	facts   render.PolicyFacts          // about this run of the bot
	flush   func(context.Context) error // stores the pending citations of answers, so that they are erased with the rest
	library interface {
		About(ctx context.Context, own store.Scope, by [16]byte) (library.Personal, error)
		Forget(ctx context.Context, own store.Scope, by [16]byte) error
	}
}

// facts returns the facts that hold in every server of this run.
func facts(o Options) render.PolicyFacts {
	f := render.PolicyFacts{Logged: o.LogContent, Elsewhere: o.Elsewhere, Pictures: o.Library.Reader.Sees(), Grace: o.Library.Limits.Grace, Model: o.Library.Writing != nil}
	f.Cached = f.Model && o.Library.Writing.Answers != nil
	return f
}

// policy tells what is stored and what is not, with the settings of the server and of this run.
func (h *privacy) policy(ctx context.Context, i *wire.Interaction, p preference) {
	f := h.facts
	f.Kept, f.Tells, f.Files, f.Server, f.Sees = p.Retain, p.Tell, p.Originals, i.Scope() != store.Person(i.Asker()), h.free()
	f.Model = f.Model && p.Mode != library.ModeExtractive
	h.send.Promptly(ctx, i, wire.Ephemeral, func(ctx context.Context) []string { // stored data outlives the settings
		f.Calls = p.Helpers != "" || handoff.Kept(ctx, h.notes, i.Scope())
		f.Approves = len(p.Approve) > 0 || approval.Kept(ctx, h.notes, i.Scope())
		return markdown.Pages(render.Policy(p.Texts, f), wire.MaxContent)
	})
}

// export gives somebody all that is stored about them, as files that nobody else sees.
func (h *privacy) export(ctx context.Context, i *wire.Interaction, t *texts.Texts) {
	h.send.Privately(ctx, i, func(ctx context.Context, r wire.Reply) {
		about, err := h.library.About(ctx, store.Person(i.Asker()), h.signer.PersonCode(i.Asker()))
		if err != nil {
			h.send.Fail(ctx, r, t, "what is kept of a person cannot be read", err)
			return
		}
		files, err := render.Personal(t, about)
		if err != nil {
			h.send.Fail(ctx, r, t, "what is kept of a person cannot be written", err)
			return
		}
		h.send.Deliver(ctx, r, wire.Text(t.Exported, 0).Attach(files...))
	})
}

// confirm asks once more before everything stored about a person is deleted.
func (h *privacy) confirm(ctx context.Context, i *wire.Interaction, t *texts.Texts) {
	m := wire.Text(t.SureToForget, wire.Ephemeral)
	m.Components = wire.Buttons(h.signer.Button(i.Scope(), render.KindForget, render.PersonBytes(i.Asker()), t.ForgetMe))
	h.send.Respond(ctx, i, m)
}

// forget deletes all that is stored about a person, who must press their own button.
func (h *privacy) forget(ctx context.Context, i *wire.Interaction, t *texts.Texts, payload []byte) {
	if !slices.Equal(payload, render.PersonBytes(i.Asker())) {
		h.send.Respond(ctx, i, wire.Text(t.NotYours, wire.Ephemeral))
		return
	}
	h.send.Privately(ctx, i, func(ctx context.Context, r wire.Reply) {
		if err := h.flush(ctx); err != nil {
			h.send.Fail(ctx, r, t, "a person cannot be forgotten", err)
			return
		}
		if err := h.library.Forget(ctx, store.Person(i.Asker()), h.signer.PersonCode(i.Asker())); err != nil {
			h.send.Fail(ctx, r, t, "a person cannot be forgotten", err)
			return
		}
		h.send.Deliver(ctx, r, wire.Text(t.Forgotten, 0))
	})
}
