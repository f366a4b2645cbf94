package bot

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"footnote/bot/render/markdown"
	"footnote/bot/texts"
	"footnote/bot/wire"
	"footnote/corpus"
	"footnote/library"
	"footnote/library/store"
)

// errNoArticles is that a scope has nothing to be answered from.
var errNoArticles = errors.New("there are no articles")

// withoutArticles says that a scope has no articles and how to add some.
func withoutArticles(t *texts.Texts, scope store.Scope) string {
	if strings.HasPrefix(string(scope), string(store.Guild(""))) {
		return t.NoArticles
	}
	return t.NoOwnArticles
}

// offerExample says the same in answer to a question, with a button that has it
// answered from the example article.
func (b *Bot) offerExample(ctx context.Context, a asking) wire.Outgoing {
	text := withoutArticles(a.texts, a.scope)
	example := b.example(ctx, a.scope)
	if example == nil {
		return wire.Text(a.heading()+text, 0)
	}
	article := example.Articles()[0]
	text += "\n" + fmt.Sprintf(a.texts.Example, markdown.Escape(article.Title))
	return b.offer(a, text, articleCode(article), a.texts.TryExample)
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
