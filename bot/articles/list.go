package articles

import (
	"context"

	"footnote/bot/reach"
	"footnote/bot/render"
	"footnote/bot/texts"
	"footnote/bot/wire"
	"footnote/library"
	"footnote/library/store"
)

// List shows the first page of a scope's articles and additions.
func (h *Articles) List(ctx context.Context, i *wire.Interaction, t *texts.Texts, r wire.Reply) {
	h.page(ctx, i, t, r, render.Cursor{Way: render.First})
}

// page shows a page of a scope's articles.
func (h *Articles) page(ctx context.Context, i *wire.Interaction, t *texts.Texts, r wire.Reply, c render.Cursor) {
	all, err := h.Library.List(ctx, i.Scope())
	if err != nil {
		h.Send.Fail(ctx, r, t, "a library cannot be listed", err)
		return
	}
	if c.Filter != "" {
		all = h.find(all, c.Filter).Candidates()
	}
	l := render.List{Articles: render.Ordered(all)}
	if c.Filter == "" {
		if l.Additions, err = h.additions(ctx, i.Scope()); err != nil {
			h.Send.Fail(ctx, r, t, "additions cannot be listed", err)
			return
		}
		if len(all) == 0 { // standing articles may answer instead
			_, err := h.Subjects.Named(ctx, reach.Deciding(i), "")
			l.Standing = err == nil
		}
	}
	h.Send.Deliver(ctx, r, h.Signer.Page(i.Scope(), t, l, c))
}

// additions returns the additions to a scope that are not finished.
func (h *Articles) additions(ctx context.Context, scope store.Scope) (mine []library.Progress, err error) {
	pending, err := h.Library.Pending(ctx)
	for _, a := range pending {
		if a.Scope == scope {
			mine = append(mine, a.Progress())
		}
	}
	return mine, err
}

// find returns the articles that a name may mean.
func (h *Articles) find(all []store.Summary, wanted string) library.Found[store.Summary] {
	return library.Find(all, func(k store.Summary) (id, title string) { return k.ID, k.Title }, h.Subjects.Fold, wanted)
}
