package bot

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"footnote/bot/render"
	"footnote/bot/texts"
	"footnote/bot/wire"
	"footnote/library"
	"footnote/library/store"
)

// removal removes articles and brings them back.
type removal struct {
	send    *wire.Sender
	signer  render.Signer
	fold    func(string) string // makes names comparable
	library interface {
		List(ctx context.Context, scope store.Scope) ([]store.Summary, error)
		Removed(ctx context.Context, scope store.Scope) ([]store.Removed, error)
		Remove(ctx context.Context, scope store.Scope, id string) (until time.Time, was bool, err error)
		Restore(ctx context.Context, scope store.Scope, id string) (was bool, err error)
	}
	log *slog.Logger
}

// maxOffered is how many articles are offered as buttons; more are listed.
const maxOffered = 5

// named removes the article that has just that id or title, and else
// asks which one is meant: nothing is removed on a guess.
func (h *removal) named(ctx context.Context, i *wire.Interaction, t *texts.Texts, r wire.Reply) {
	wanted := i.Text(wire.OptionArticle)
	all, err := h.library.List(ctx, i.Scope())
	if err != nil {
		h.send.Fail(ctx, r, t, "an article cannot be found", err)
		return
	}
	found := library.Find(all, func(k store.Summary) (id, title string) { return k.ID, k.Title }, h.fold, wanted)
	near := found.Candidates()
	switch {
	case len(found.Exact) == 1:
		h.send.Deliver(ctx, r, h.remove(ctx, i.Scope(), t, found.Exact[0].ID))
	case len(near) == 0:
		h.send.Deliver(ctx, r, h.alreadyRemoved(ctx, i.Scope(), t, wanted))
	default:
		h.askWhich(ctx, i.Scope(), t, r, wanted, near)
	}
}

// alreadyRemoved says that an article was removed, with a button that restores it:
// the first one may have been deleted with its message. Where no such article was
// removed, it says that there is none.
func (h *removal) alreadyRemoved(ctx context.Context, scope store.Scope, t *texts.Texts, wanted string) wire.Outgoing {
	removed, err := h.library.Removed(ctx, scope)
	if err != nil {
		h.log.Warn("what was removed cannot be listed", "error", err)
		return wire.Text(t.Failed, 0)
	}
	found := library.Find(removed, func(k store.Removed) (id, title string) { return k.ID, k.Title }, h.fold, wanted)
	if len(found.Exact) != 1 {
		return wire.Text(render.NoSuchArticle(t, wanted), 0)
	}
	return h.signer.Removed(scope, t, found.Exact[0])
}

// askWhich asks which of the articles is to be removed.
func (h *removal) askWhich(ctx context.Context, scope store.Scope, t *texts.Texts, r wire.Reply, wanted string, all []store.Summary) {
	if len(all) > maxOffered {
		h.send.DeliverParts(ctx, r, render.TooManyToRemove(t, wanted, all))
		return
	}
	h.send.Deliver(ctx, r, h.signer.WhichToRemove(scope, t, wanted, all))
}

// press removes or restores an article, for members who may manage the server, and
// says in the message of the button what came of it.
func (h *removal) press(ctx context.Context, i *wire.Interaction, t *texts.Texts, kind render.Kind, id string) {
	if !i.Manages() {
		h.send.Respond(ctx, i, wire.Text(t.ManageOnly, wire.Ephemeral))
		return
	}
	ctx, cancel := context.WithTimeout(ctx, wire.TokenLife)
	defer cancel()
	if h.send.DeferUpdate(ctx, i) != nil {
		return
	}
	r := h.send.Continue(i, i.Message.Flags&wire.Ephemeral)
	work := h.remove
	if kind == render.KindRestore {
		work = h.restore
	}
	h.send.Deliver(ctx, r, work(ctx, i.Scope(), t, id))
}

// remove removes an article, and returns what to say about that.
func (h *removal) remove(ctx context.Context, scope store.Scope, t *texts.Texts, id string) wire.Outgoing {
	if _, _, err := h.library.Remove(ctx, scope, id); err != nil {
		h.log.Warn("an article cannot be removed", "error", err)
		return wire.Text(t.Failed, 0)
	}
	return h.alreadyRemoved(ctx, scope, t, id) // by this press, or by somebody else a moment before
}

// restore brings an article back, and returns what to say about that.
func (h *removal) restore(ctx context.Context, scope store.Scope, t *texts.Texts, id string) wire.Outgoing {
	_, err := h.library.Restore(ctx, scope, id)
	var all []store.Summary
	if err == nil {
		all, err = h.library.List(ctx, scope)
	}
	if err != nil { // which may change, so the button stays
		m := wire.Text(h.notRestored(t, err), 0)
		m.Components = h.signer.Restore(scope, t, id)
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
func (h *removal) notRestored(t *texts.Texts, err error) string {
	var later *store.SupersededError
	var limit *library.LimitError
	switch {
	case errors.As(err, &later):
		return fmt.Sprintf(t.NotRestored, fmt.Sprintf(t.Superseded, render.Title(later.Title)))
	case errors.As(err, &limit):
		return fmt.Sprintf(t.NotRestored, t.TooMany[string(limit.Kind)])
	}
	h.log.Warn("an article cannot be restored", "error", err)
	return t.Failed
}
