package bot

import (
	"context"
	"errors"
	"fmt"

	"footnote/bot/render"
	"footnote/bot/render/markdown"
	"footnote/bot/wire"
	"footnote/corpus"
	"footnote/library"
	"footnote/library/store"
)

// errNoArticles is that a scope has nothing to be answered from.
var errNoArticles = errors.New("there are no articles")

// offerExample says, in answer to a question, that a scope has no articles, with a
// button that has it answered from the example article.
func (b *Bot) offerExample(ctx context.Context, a asking) wire.Outgoing {
	text := render.NoArticles(a.Texts, a.Scope)
	example := b.example(ctx, a.Scope)
	if example == nil {
		return a.Say(text)
	}
	article := example.Articles()[0]
	text += "\n" + fmt.Sprintf(a.Texts.Example, markdown.Escape(article.Title))
	return b.signer.Offer(a.Question, text, render.ArticleCode(article), a.Texts.TryExample)
}

// example answers from the example article. It is nil where there is none, or
// where it cannot be asked.
func (b *Bot) example(ctx context.Context, scope store.Scope) *library.Desk {
	if b.Library == nil {
		return nil
	}
	d, err := b.Library.Example(ctx, scope)
	if err != nil {
		b.Log.Warn("the example cannot be asked", "error", err)
		return nil
	}
	return d
}

// readable are the articles that an answer in a scope may have come from.
func (b *Bot) readable(ctx context.Context, scope store.Scope) ([]*corpus.Article, error) {
	d, err := b.desk(ctx, scope, "")
	if err != nil && !errors.Is(err, errNoArticles) {
		return nil, err
	}
	all := d.articles
	if example := b.example(ctx, scope); example != nil {
		all = append(all[:len(all):len(all)], example.Articles()...)
	}
	return all, nil
}
