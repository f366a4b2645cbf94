package bot

import (
	"context"
	"errors"
	"log/slog"

	"footnote/bot/render"
	"footnote/bot/subject"
	"footnote/bot/texts"
	"footnote/bot/wire"
	"footnote/corpus"
	"footnote/library"
	"footnote/library/store"
)

// libraries do what /library and /article are for.
type libraries struct {
	send      *wire.Sender
	subjects  *subject.Finder
	additions *additions
	removal   *removal
	library   interface {
		List(ctx context.Context, scope store.Scope) ([]store.Summary, error)
		Pending(ctx context.Context) ([]*library.Addition, error)
	}
	log *slog.Logger
}

// command changes or lists a library, for members who may manage the server.
func (h *libraries) command(ctx context.Context, i *wire.Interaction, t *texts.Texts, name string) {
	switch {
	case !i.Manages():
		h.send.Respond(ctx, i, wire.Text(t.ManageOnly, wire.Ephemeral))
	case name == wire.CommandLibraryAdd:
		h.additions.ofOptions(ctx, i, t)
	case name == wire.CommandAdd:
		h.additions.ofMessage(ctx, i, t)
	case name == wire.CommandLibraryList:
		h.send.Privately(ctx, i, func(ctx context.Context, r wire.Reply) { h.list(ctx, i, t, r) })
	case name == wire.CommandLibraryInfo:
		h.describe(ctx, i, t)
	case name == wire.CommandLibraryRemove:
		h.send.Privately(ctx, i, func(ctx context.Context, r wire.Reply) { h.removal.named(ctx, i, t, r) })
	}
}

// list lists what a scope has, and what is being added to it.
func (h *libraries) list(ctx context.Context, i *wire.Interaction, t *texts.Texts, r wire.Reply) {
	all, err := h.library.List(ctx, i.Scope())
	if err != nil {
		h.send.Fail(ctx, r, t, "a library cannot be listed", err)
		return
	}
	pending, err := h.library.Pending(ctx)
	if err != nil {
		h.send.Fail(ctx, r, t, "additions cannot be listed", err)
		return
	}
	var mine []library.Progress
	for _, a := range pending {
		if a.Scope == i.Scope() {
			mine = append(mine, a.Progress())
		}
	}
	standing := false // articles of others answer where there are none
	if len(all) == 0 {
		_, err := h.subjects.Named(ctx, i.Scope(), "")
		standing = err == nil
	}
	h.send.DeliverParts(ctx, r, render.Library(t, all, standing, mine))
}

// describe says what the articles of a scope are about, or the one that the
// command names.
func (h *libraries) describe(ctx context.Context, i *wire.Interaction, t *texts.Texts) {
	h.send.Promptly(ctx, i, wire.Ephemeral, func(ctx context.Context) []string {
		wanted := i.Text(wire.OptionArticle)
		about, err := h.subjects.Named(ctx, i.Scope(), wanted)
		switch {
		case errors.Is(err, subject.ErrNoArticles):
			return []string{render.NoArticles(t, i.Scope())}
		case subject.IsUnnamed(err):
			return []string{subject.Unclear(t, wanted, err)}
		case err != nil:
			h.log.Warn("articles cannot be described", "error", err)
			return []string{t.Failed}
		case about.Only != nil:
			about.Articles = []*corpus.Article{about.Only}
		}
		whole, err := h.subjects.Answerers.Whole(ctx, i.Scope(), about.Articles[:min(len(about.Articles), render.MostDescribed)])
		if err != nil || len(whole) == 0 {
			h.log.Warn("articles cannot be read", "error", err)
			return []string{t.Failed}
		}
		return []string{render.Articles(t, whole)}
	})
}
