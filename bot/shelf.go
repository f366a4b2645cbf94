package bot

import (
	"context"
	"errors"

	"footnote/bot/render"
	"footnote/bot/texts"
	"footnote/bot/wire"
	"footnote/corpus"
	"footnote/library"
)

// libraryCommand does what is done about a library, for who may.
func (b *Bot) libraryCommand(ctx context.Context, i *wire.Interaction, t *texts.Texts, name string) {
	switch {
	case b.Library == nil:
		b.send.Respond(ctx, i, wire.Text(t.NoLibrary, wire.Ephemeral))
	case !i.Manages():
		b.send.Respond(ctx, i, wire.Text(t.ManageOnly, wire.Ephemeral))
	case name == wire.CommandLibraryAdd:
		b.add(ctx, i, t, b.optionsGiven(i))
	case name == wire.CommandAdd:
		b.add(ctx, i, t, b.messageGiven(i))
	case name == wire.CommandLibraryList:
		b.send.Privately(ctx, i, func(ctx context.Context, r wire.Reply) { b.listLibrary(ctx, i, t, r) })
	case name == wire.CommandLibraryInfo:
		b.describeArticles(ctx, i, t)
	case name == wire.CommandLibraryRemove:
		b.send.Privately(ctx, i, func(ctx context.Context, r wire.Reply) { b.removeArticle(ctx, i, t, r) })
	}
}

func (b *Bot) listLibrary(ctx context.Context, i *wire.Interaction, t *texts.Texts, r wire.Reply) {
	all, err := b.Library.List(ctx, i.Scope())
	if err != nil {
		b.send.Fail(ctx, r, t, "a library cannot be listed", err)
		return
	}
	pending, err := b.Library.Pending(ctx)
	if err != nil {
		b.send.Fail(ctx, r, t, "additions cannot be listed", err)
		return
	}
	var mine []library.Progress
	for _, a := range pending {
		if a.Scope == i.Scope() {
			mine = append(mine, a.Progress())
		}
	}
	b.send.DeliverParts(ctx, r, render.Library(t, all, len(all) == 0 && b.standing(ctx, i), mine))
}

// standing reports whether a scope without articles of its own is answered from
// others.
func (b *Bot) standing(ctx context.Context, i *wire.Interaction) bool {
	d, err := b.desk(ctx, i.Scope(), "")
	return err == nil && len(d.articles) > 0
}

// describeArticles says what the articles of a scope are about, or the one that
// the command names.
func (b *Bot) describeArticles(ctx context.Context, i *wire.Interaction, t *texts.Texts) {
	b.send.Promptly(ctx, i, func(ctx context.Context) []string {
		wanted := i.Text(wire.OptionArticle)
		d, err := b.desk(ctx, i.Scope(), wanted)
		switch {
		case errors.Is(err, errNoArticles):
			return []string{render.NoArticles(t, i.Scope())}
		case unnamed(err):
			return []string{unclear(t, wanted, err)}
		case err != nil:
			b.Log.Warn("articles cannot be described", "error", err)
			return []string{t.Failed}
		case d.only != nil:
			return []string{render.Articles(t, []*corpus.Article{d.only})}
		}
		return []string{render.Articles(t, d.articles)}
	})
}
