package bot

import (
	"context"
	"errors"
	"log/slog"

	"footnote/bot/reach"
	"footnote/bot/render"
	"footnote/bot/render/markdown"
	"footnote/bot/said"
	"footnote/bot/subject"
	"footnote/bot/wire"
	"footnote/rag"
	"footnote/rag/index"
)

// searchDepth is how many passages a search shows.
const searchDepth = 5

// A searcher shows passages and checks messages.
type searcher struct {
	send     *wire.Sender
	subjects *subject.Finder
	reader   said.Reader
	life     *lifetime
	log      *slog.Logger
}

// search shows the passages that match best, with the sentence that matched.
func (h *searcher) search(ctx context.Context, i *wire.Interaction, p preference, r wire.Reply) {
	t := p.Texts
	query, article := i.Text(wire.OptionQuery), i.Text(wire.OptionArticle)
	about, err := h.subjects.Named(ctx, reach.Of(i, r.Private()), article)
	var hits []index.Hit
	var refused *rag.QuestionError
	if err == nil {
		hits, err = about.Search(ctx, markdown.Clean(query), searchDepth)
	}
	switch {
	case subject.IsUnnamed(err):
		h.send.Deliver(ctx, r, wire.Text(subject.Unclear(t, t.NoArticle, article, err), 0))
	case errors.Is(err, subject.ErrNoArticles):
		h.send.Deliver(ctx, r, wire.Text(p.nothing(i.Scope()), 0))
	case errors.As(err, &refused):
		h.send.Deliver(ctx, r, wire.Text(unfit(t, query), 0))
	case h.life.cut.Err() != nil:
		h.send.CutOff(ctx, r, t, "")
	case err != nil:
		h.send.Fail(ctx, r, t, "a search failed", err)
	default:
		h.send.DeliverParts(ctx, r, render.Hits(t, query, hits))
	}
}

// check says for each sentence of a message, including its files and what it forwards, whether the
// articles support it.
func (h *searcher) check(ctx context.Context, i *wire.Interaction, p preference, r wire.Reply) {
	t := p.Texts
	var claims []rag.Claim
	m := i.Data.Resolved.Messages[i.Data.Target]
	about, err := h.subjects.Named(ctx, reach.Of(i, r.Private()), "")
	if err == nil {
		var text string
		if text, err = h.reader.All(ctx, &m); err == nil {
			claims, err = about.Claims(ctx, markdown.Clean(text))
		}
	}
	switch {
	case blamed(err):
		h.send.Deliver(ctx, r, wire.Text(unreadable(t, err), 0))
	case h.life.cut.Err() != nil:
		h.send.CutOff(ctx, r, t, "")
	case errors.Is(err, subject.ErrNoArticles):
		h.send.Deliver(ctx, r, wire.Text(p.nothing(i.Scope()), 0))
	case err != nil:
		h.send.Fail(ctx, r, t, "a message could not be checked", err)
	case len(claims) == 0:
		h.send.Deliver(ctx, r, wire.Text(t.Checkable, 0))
	default:
		h.send.DeliverParts(ctx, r, render.Claims(t, claims))
	}
}
