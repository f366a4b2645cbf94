package articles

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

// maxOffered is how many articles are offered as buttons. More are shown as a list.
const maxOffered = 5

// Remove removes the article with exactly that id or title. Otherwise it asks which article
// is meant: nothing is removed on a guess. If none is named, it shows the list to pick
// from.
func (h *Articles) Remove(ctx context.Context, i *wire.Interaction, t *texts.Texts, r wire.Reply) {
	wanted := i.Text(wire.OptionArticle)
	if wanted == "" {
		h.List(ctx, i, t, r)
		return
	}
	all, err := h.Library.List(ctx, i.Scope())
	if err != nil {
		h.Send.Fail(ctx, r, t, "an article cannot be found", err)
		return
	}
	found := h.find(all, wanted)
	near := found.Candidates()
	switch {
	case len(found.Exact) == 1:
		h.Send.Deliver(ctx, r, h.remove(ctx, i.Scope(), t, found.Exact[0].ID))
	case len(near) == 0:
		h.Send.Deliver(ctx, r, h.alreadyRemoved(ctx, i.Scope(), t, wanted))
	case len(near) > maxOffered:
		h.page(ctx, i, t, r, render.Cursor{Way: render.First, Filter: render.Shortened(wanted)})
	default:
		h.Send.Deliver(ctx, r, h.Signer.WhichToRemove(i.Scope(), t, wanted, near))
	}
}

// alreadyRemoved says that an article was removed, with a button that restores it, because
// the first such button may have been deleted with its message. If no such article was
// removed, it says that there is none.
func (h *Articles) alreadyRemoved(ctx context.Context, scope store.Scope, t *texts.Texts, wanted string) wire.Outgoing {
	removed, err := h.Library.Removed(ctx, scope)
	if err != nil {
		h.Log.WarnContext(ctx, "what was removed cannot be listed", "error", err)
		return wire.Text(t.Failed, 0)
	}
	found := library.Find(removed, func(k store.Removed) (id, title string) { return k.ID, k.Title }, h.Subjects.Fold, wanted)
	if len(found.Exact) != 1 {
		return wire.Text(render.NoSuchArticle(t.NoArticleKept, wanted), 0)
	}
	return h.Signer.Removed(scope, t, found.Exact[0])
}

// Press handles the press of a button or the use of a menu under one of these messages, for
// the server's managers, and replaces the message with the result.
func (h *Articles) Press(ctx context.Context, i *wire.Interaction, t *texts.Texts, kind render.Kind, payload []byte) {
	if !i.Manages() {
		h.Send.Respond(ctx, i, wire.Text(t.ManageOnly, wire.Ephemeral))
		return
	}
	ctx, cancel := context.WithTimeout(ctx, wire.TokenLife)
	defer cancel()
	if h.Send.DeferUpdate(ctx, i) != nil {
		return
	}
	r := h.Send.Continue(i, i.Message.Flags&wire.Ephemeral)
	switch kind {
	case render.KindPage:
		h.page(ctx, i, t, r, render.ReadCursor(payload))
	case render.KindPick:
		h.pick(ctx, i, t, r, render.ReadCursor(payload))
	case render.KindRemove:
		h.Send.Deliver(ctx, r, h.remove(ctx, i.Scope(), t, string(payload)))
	case render.KindRestore:
		h.Send.Deliver(ctx, r, h.restore(ctx, i.Scope(), t, string(payload)))
	case render.KindRemoveAll:
		h.Send.Deliver(ctx, r, h.removeAll(ctx, i.Scope(), t, render.IDs(payload)))
	case render.KindRestoreAll:
		h.Send.Deliver(ctx, r, h.restoreAll(ctx, i.Scope(), t, render.IDs(payload), i.Data.Values))
	}
}

// remove removes an article and returns the message that says so.
func (h *Articles) remove(ctx context.Context, scope store.Scope, t *texts.Texts, id string) wire.Outgoing {
	if _, _, err := h.Library.Remove(ctx, scope, id); err != nil {
		h.Log.WarnContext(ctx, "an article cannot be removed", "error", err)
		return wire.Text(t.Failed, 0)
	}
	return h.alreadyRemoved(ctx, scope, t, id) // by this press, or by somebody else a moment ago
}

// restore restores an article and returns the message that says so.
func (h *Articles) restore(ctx context.Context, scope store.Scope, t *texts.Texts, id string) wire.Outgoing {
	said, again := h.restored(ctx, scope, t, id)
	m := wire.Text(said, 0)
	if again {
		m.Components = h.Signer.Restore(scope, t, id)
	}
	return m
}

// restored restores an article and returns what to say. again reports whether it failed but
// may succeed later.
func (h *Articles) restored(ctx context.Context, scope store.Scope, t *texts.Texts, id string) (said string, again bool) {
	_, err := h.Library.Restore(ctx, scope, id)
	var all []store.Summary
	if err == nil {
		all, err = h.Library.List(ctx, scope)
	}
	if err != nil {
		return h.notRestored(ctx, t, err), true
	}
	for _, k := range all { // restored now, or by an earlier press
		if k.ID == id {
			return fmt.Sprintf(t.Restored, render.Title(k.Title)), false
		}
	}
	return t.TooLateToRestore, false
}

// notRestored says why an article was not restored.
func (h *Articles) notRestored(ctx context.Context, t *texts.Texts, err error) string {
	var later *store.SupersededError
	var limit *library.LimitError
	switch {
	case errors.As(err, &later):
		return fmt.Sprintf(t.NotRestored, fmt.Sprintf(t.Superseded, render.Title(later.Title)))
	case errors.As(err, &limit):
		return fmt.Sprintf(t.NotRestored, t.TooMany[string(limit.Kind)])
	}
	h.Log.WarnContext(ctx, "an article cannot be restored", "error", err)
	return t.Failed
}
