package bot

import (
	"context"
	"errors"

	"footnote/bot/render"
	"footnote/bot/render/markdown"
	"footnote/bot/texts"
	"footnote/bot/wire"
	"footnote/rag"
	"footnote/rag/index"
)

// searchDepth is how many passages a search shows.
const searchDepth = 5

// search shows the passages that match best, with the sentence that matched.
func (b *Bot) search(ctx context.Context, i *wire.Interaction, t *texts.Texts, r wire.Reply) {
	query := i.Text(wire.OptionQuery)
	d, err := b.desk(ctx, i.Scope(), i.Text(wire.OptionArticle))
	var hits []index.Hit
	if err == nil {
		hits, err = d.Search(ctx, markdown.Clean(query), searchDepth)
	}
	switch {
	case unnamed(err):
		b.send.Deliver(ctx, r, wire.Text(unclear(t, i.Text(wire.OptionArticle), err), 0))
		return
	case errors.Is(err, errNoArticles):
		b.send.Deliver(ctx, r, wire.Text(render.NoArticles(t, i.Scope()), 0))
		return
	case b.cut.Err() != nil:
		b.send.CutOff(r, t, "")
		return
	case err != nil:
		b.Log.Warn("a search failed", "error", err)
		b.send.Deliver(ctx, r, wire.Text(t.Failed, 0))
		return
	}
	b.send.DeliverParts(ctx, r, render.Hits(t, query, hits))
}

// check says of each sentence of a message how it stands to the articles.
func (b *Bot) check(ctx context.Context, i *wire.Interaction, t *texts.Texts, r wire.Reply) {
	var claims []rag.Claim
	d, err := b.desk(ctx, i.Scope(), "")
	if err == nil {
		claims, err = d.Claims(ctx, markdown.Clean(i.Data.Resolved.Messages[i.Data.Target].Content))
	}
	switch {
	case b.cut.Err() != nil:
		b.send.CutOff(r, t, "")
		return
	case errors.Is(err, errNoArticles):
		b.send.Deliver(ctx, r, wire.Text(render.NoArticles(t, i.Scope()), 0))
		return
	case err != nil:
		b.Log.Warn("a message could not be checked", "error", err)
		b.send.Deliver(ctx, r, wire.Text(t.Failed, 0))
		return
	case len(claims) == 0:
		b.send.Deliver(ctx, r, wire.Text(t.Checkable, 0))
		return
	}
	b.send.DeliverParts(ctx, r, render.Claims(t, claims))
}
