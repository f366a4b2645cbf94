package articles

import (
	"context"
	"slices"

	"footnote/bot/render"
	"footnote/bot/texts"
	"footnote/bot/wire"
	"footnote/library/store"
)

// pick lists the articles that were picked from a page and asks for confirmation before
// they are removed. If none of them exists any more, it shows the page as it is now.
func (h *Articles) pick(ctx context.Context, i *wire.Interaction, t *texts.Texts, r wire.Reply, c render.Cursor) {
	all, err := h.Library.List(ctx, i.Scope())
	if err != nil {
		h.Send.Fail(ctx, r, t, "a library cannot be listed", err)
		return
	}
	picked := slices.DeleteFunc(render.Ordered(all), func(k store.Summary) bool { return !slices.Contains(i.Data.Values, k.ID) })
	if len(picked) == 0 {
		h.page(ctx, i, t, r, c)
		return
	}
	h.Send.Deliver(ctx, r, h.Signer.SureToRemove(i.Scope(), t, picked, c))
}

// removeAll removes articles and returns the message that says so.
func (h *Articles) removeAll(ctx context.Context, scope store.Scope, t *texts.Texts, ids []string) wire.Outgoing {
	var said []string
	for _, id := range ids {
		if _, _, err := h.Library.Remove(ctx, scope, id); err != nil {
			h.Log.WarnContext(ctx, "an article cannot be removed", "error", err)
			said = []string{t.Failed}
		}
	}
	return h.removedOf(ctx, scope, t, ids, said)
}

// restoreAll restores those of the articles removed together that were chosen.
func (h *Articles) restoreAll(ctx context.Context, scope store.Scope, t *texts.Texts, ids, wanted []string) wire.Outgoing {
	var said []string
	for _, id := range ids {
		if slices.Contains(wanted, id) {
			line, _ := h.restored(ctx, scope, t, id)
			said = append(said, line)
		}
	}
	return h.removedOf(ctx, scope, t, ids, slices.Compact(said))
}

// removedOf returns a message with some lines and with those of the given articles that can
// be restored now.
func (h *Articles) removedOf(ctx context.Context, scope store.Scope, t *texts.Texts, ids, said []string) wire.Outgoing {
	all, err := h.Library.Removed(ctx, scope)
	if err != nil {
		h.Log.WarnContext(ctx, "what was removed cannot be listed", "error", err)
		return wire.Text(t.Failed, 0)
	}
	mine := slices.DeleteFunc(all, func(k store.Removed) bool { return !slices.Contains(ids, k.ID) })
	if len(mine) == 0 && len(said) == 0 {
		said = []string{t.TooLateToRestore}
	}
	return h.Signer.RemovedAll(scope, t, said, mine, ids)
}
