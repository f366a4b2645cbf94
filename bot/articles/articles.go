// Package articles shows and manages the articles of a scope: a list in pages, the details
// of one article, what the articles are about, and removing and restoring articles.
//
// Adding articles and answering questions from them is done elsewhere.
package articles

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"footnote/bot/reach"
	"footnote/bot/render"
	"footnote/bot/subject"
	"footnote/bot/texts"
	"footnote/bot/wire"
	"footnote/corpus"
	"footnote/library"
	"footnote/library/store"
)

// Articles handles the commands and buttons for the articles of every scope.
type Articles struct {
	Send     *wire.Sender
	Signer   render.Signer
	Subjects *subject.Finder
	Library  Library
	Log      *slog.Logger
}

// A Library stores articles. [library.Library] implements it.
type Library interface {
	List(ctx context.Context, scope store.Scope) ([]store.Summary, error)
	Pending(ctx context.Context) ([]*library.Addition, error)
	Removed(ctx context.Context, scope store.Scope) ([]store.Removed, error)
	Remove(ctx context.Context, scope store.Scope, id string) (until time.Time, was bool, err error)
	Restore(ctx context.Context, scope store.Scope, id string) (was bool, err error)
	// Originals returns the sizes of the stored original files in bytes, by the articles'
	// ids.
	Originals(ctx context.Context, scope store.Scope) (map[string]int64, error)
}

// Describe says what the article that the command names is about, or else all articles that
// the person has access to. none is shown if there are no articles.
func (h *Articles) Describe(ctx context.Context, i *wire.Interaction, t *texts.Texts, none string) {
	who := reach.Alone(i)
	h.Send.Promptly(ctx, i, wire.Ephemeral, func(ctx context.Context) []string {
		wanted := i.Text(wire.OptionArticle)
		about, err := h.Subjects.Named(ctx, who, wanted)
		switch {
		case errors.Is(err, subject.ErrNoArticles):
			return []string{none}
		case subject.IsUnnamed(err):
			return []string{subject.Unclear(t, t.NoArticle, wanted, err)}
		case err != nil:
			h.Log.WarnContext(ctx, "articles cannot be described", "error", err)
			return []string{t.Failed}
		case about.Only != nil:
			about.Articles = []*corpus.Article{about.Only}
		}
		whole, err := h.Subjects.Answerers.Whole(ctx, who, about.Articles[:min(len(about.Articles), render.MostDescribed)])
		if err != nil || len(whole) == 0 {
			h.Log.WarnContext(ctx, "articles cannot be read", "error", err)
			return []string{t.Failed}
		}
		return render.Articles(t, about.Articles, whole)
	})
}

// Info shows all details of one article of a scope, for the scope's managers.
func (h *Articles) Info(ctx context.Context, i *wire.Interaction, t *texts.Texts, r wire.Reply) {
	wanted := i.Text(wire.OptionArticle)
	who := reach.Deciding(i)
	about, err := h.Subjects.Named(ctx, who, wanted)
	var all []store.Summary
	var originals map[string]int64
	if err == nil {
		all, err = h.Library.List(ctx, i.Scope())
	}
	if err == nil {
		originals, err = h.Library.Originals(ctx, i.Scope())
	}
	switch {
	case errors.Is(err, subject.ErrNoArticles):
		h.Send.Deliver(ctx, r, wire.Text(render.NoArticles(t, i.Scope()), 0))
		return
	case subject.IsUnnamed(err):
		h.Send.Deliver(ctx, r, wire.Text(subject.Unclear(t, t.NoArticleKept, wanted, err), 0))
		return
	case err != nil:
		h.Send.Fail(ctx, r, t, "the details of an article cannot be shown", err)
		return
	case about.Only == nil: // no article was named; Discord does not allow that
		h.Send.Deliver(ctx, r, wire.Text(render.NoSuchArticle(t.NoArticleKept, wanted), 0))
		return
	}
	whole, err := h.Subjects.Answerers.Whole(ctx, who, []*corpus.Article{about.Only})
	if err != nil || len(whole) == 0 {
		h.Send.Fail(ctx, r, t, "an article cannot be read", err)
		return
	}
	for _, k := range all {
		if k.ID == about.Only.ID {
			h.Send.Deliver(ctx, r, h.Signer.Info(i.Scope(), t, render.Facts{Summary: k, Whole: whole[0], Original: originals[k.ID]}, i.Asker()))
			return
		}
	}
	h.Send.Deliver(ctx, r, wire.Text(render.Articles(t, whole, whole)[0], 0)) // a standing article, which answers because the scope has none of its own
}
