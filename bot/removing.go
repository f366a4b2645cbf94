package bot

import (
	"context"
	"errors"
	"fmt"

	"footnote/bot/render"
	"footnote/bot/texts"
	"footnote/bot/wire"
	"footnote/library"
	"footnote/library/store"
)

// maxOffered is how many articles are offered as buttons; more are listed.
const maxOffered = 5

// removeArticle removes the article that has just that id or title, and else
// asks which one is meant: nothing is removed on a guess.
func (b *Bot) removeArticle(ctx context.Context, i *wire.Interaction, t *texts.Texts, r wire.Reply) {
	wanted := i.Text(wire.OptionArticle)
	all, err := b.Library.List(ctx, i.Scope())
	if err != nil {
		b.send.Fail(ctx, r, t, "an article cannot be found", err)
		return
	}
	found := library.Find(all, func(k store.Summary) (id, title string) { return k.ID, k.Title }, b.analyser.Fold, wanted)
	near := found.Candidates()
	switch {
	case len(found.Exact) == 1:
		b.send.Deliver(ctx, r, b.remove(ctx, i.Scope(), t, found.Exact[0].ID))
	case len(near) == 0:
		b.send.Deliver(ctx, r, b.alreadyRemoved(ctx, i.Scope(), t, wanted))
	default:
		b.askWhich(ctx, i.Scope(), t, r, wanted, near)
	}
}

// alreadyRemoved says that an article was removed, with the button that restores
// it, which may have gone with the message that it was under; or that there is
// none of that name.
func (b *Bot) alreadyRemoved(ctx context.Context, scope store.Scope, t *texts.Texts, wanted string) wire.Outgoing {
	removed, err := b.Library.Removed(ctx, scope)
	if err != nil {
		b.Log.Warn("what was removed cannot be listed", "error", err)
		return wire.Text(t.Failed, 0)
	}
	found := library.Find(removed, func(k store.Removed) (id, title string) { return k.ID, k.Title }, b.analyser.Fold, wanted)
	if len(found.Exact) != 1 {
		return wire.Text(render.NoSuchArticle(t, wanted), 0)
	}
	return b.signer.Removed(scope, t, found.Exact[0])
}

// askWhich asks which of the articles is to be removed.
func (b *Bot) askWhich(ctx context.Context, scope store.Scope, t *texts.Texts, r wire.Reply, wanted string, all []store.Summary) {
	if len(all) > maxOffered {
		b.send.DeliverParts(ctx, r, render.TooManyToRemove(t, wanted, all))
		return
	}
	b.send.Deliver(ctx, r, b.signer.WhichToRemove(scope, t, wanted, all))
}

// pressRemoval removes or restores an article, for who may, and says in the
// message of the button what came of it.
func (b *Bot) pressRemoval(ctx context.Context, i *wire.Interaction, t *texts.Texts, kind render.Kind, id string) {
	if b.Library == nil || !i.Manages() {
		b.send.Respond(ctx, i, wire.Text(t.ManageOnly, wire.Ephemeral))
		return
	}
	ctx, cancel := context.WithTimeout(ctx, wire.TokenLife)
	defer cancel()
	if b.send.DeferUpdate(ctx, i) != nil {
		return
	}
	r := b.send.Continue(i, i.Message.Flags&wire.Ephemeral)
	work := b.remove
	if kind == render.KindRestore {
		work = b.restore
	}
	b.send.Deliver(ctx, r, work(ctx, i.Scope(), t, id))
}

// remove removes an article, and is what there is to say about that.
func (b *Bot) remove(ctx context.Context, scope store.Scope, t *texts.Texts, id string) wire.Outgoing {
	if _, _, err := b.Library.Remove(ctx, scope, id); err != nil {
		b.Log.Warn("an article cannot be removed", "error", err)
		return wire.Text(t.Failed, 0)
	}
	return b.alreadyRemoved(ctx, scope, t, id) // by us, or by who was quicker
}

// restore brings an article back, and is what there is to say about that.
func (b *Bot) restore(ctx context.Context, scope store.Scope, t *texts.Texts, id string) wire.Outgoing {
	_, err := b.Library.Restore(ctx, scope, id)
	var all []store.Summary
	if err == nil {
		all, err = b.Library.List(ctx, scope)
	}
	if err != nil { // which may change, so the button stays
		m := wire.Text(b.notRestored(t, err), 0)
		m.Components = b.signer.Restore(scope, t, id)
		return m
	}
	for _, k := range all { // now, or since an earlier press
		if k.ID == id {
			return wire.Text(fmt.Sprintf(t.Restored, render.Title(k.Title)), 0)
		}
	}
	return wire.Text(t.TooLateToRestore, 0)
}

// notRestored says why an article does not come back.
func (b *Bot) notRestored(t *texts.Texts, err error) string {
	var later *store.SupersededError
	var limit *library.LimitError
	switch {
	case errors.As(err, &later):
		return fmt.Sprintf(t.NotRestored, fmt.Sprintf(t.Superseded, render.Title(later.Title)))
	case errors.As(err, &limit):
		return fmt.Sprintf(t.NotRestored, t.TooMany[string(limit.Kind)])
	}
	b.Log.Warn("an article cannot be restored", "error", err)
	return t.Failed
}
