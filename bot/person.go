package bot

import (
	"context"
	"encoding/json"
	"slices"

	"footnote/bot/rest"
	"footnote/bot/texts"
	"footnote/library/store"
)

// exportPerson gives somebody all that is kept of them, as a file that nobody
// else sees.
func (b *Bot) exportPerson(ctx context.Context, i *interaction, t *texts.Texts) {
	if b.Library == nil {
		b.respond(ctx, i, say(t.NoLibrary, flagEphemeral))
		return
	}
	b.quietly(ctx, i, func(ctx context.Context, r reply) {
		about, err := b.Library.About(ctx, store.Person(i.asker()), b.signer.code(i.asker()))
		if err != nil {
			b.failedReply(ctx, r, t, "what is kept of a person cannot be read", err)
			return
		}
		raw, err := json.MarshalIndent(about, "", "  ")
		if err != nil {
			b.failedReply(ctx, r, t, "what is kept of a person cannot be written", err)
			return
		}
		m := say(t.Exported, 0)
		m.Attached = []attached{{"0", "footnote.json"}}
		m.files = []rest.File{{Name: "footnote.json", Type: "application/json", Data: raw}}
		b.deliver(ctx, r, m)
	})
}

// askToForget asks once more before everything of a person is deleted.
func (b *Bot) askToForget(i *interaction, t *texts.Texts) outgoing {
	if b.Library == nil {
		return say(t.NoLibrary, flagEphemeral)
	}
	m := say(t.SureToForget, flagEphemeral)
	m.Components = buttons(b.button(i.scope(), pressForget, personBytes(i.asker()), t.ForgetMe))
	return m
}

// forget deletes all that is kept of who pressed the button that they were
// given.
func (b *Bot) forget(ctx context.Context, i *interaction, t *texts.Texts, payload []byte) {
	if b.Library == nil || !slices.Equal(payload, personBytes(i.asker())) {
		b.respond(ctx, i, say(t.NotYours, flagEphemeral))
		return
	}
	b.quietly(ctx, i, func(ctx context.Context, r reply) {
		if err := b.Library.Forget(ctx, store.Person(i.asker()), b.signer.code(i.asker())); err != nil {
			b.failedReply(ctx, r, t, "a person cannot be forgotten", err)
			return
		}
		b.deliver(ctx, r, say(t.Forgotten, 0))
	})
}

// retain keeps a question where the server has asked for that.
func (b *Bot) retain(ctx context.Context, a asking, outcome string) {
	if b.Library == nil {
		return
	}
	err := b.Library.Asked(context.WithoutCancel(ctx), a.scope, b.signer.code(a.asker), a.question, outcome)
	if err != nil {
		b.Log.Warn("a question could not be kept", "error", err)
	}
}
