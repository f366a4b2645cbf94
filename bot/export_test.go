package bot

import (
	"context"

	"footnote/corpus"
	"footnote/library/store"
)

// An Answerer answers from the articles of a scope.
type Answerer = answerer

// AnswerThrough has what answers in every scope go through wrap. It is called
// before Run.
func (b *Bot) AnswerThrough(wrap func(Answerer) Answerer) {
	b.subjects.answerers = wrapped{b.subjects.answerers, wrap}
}

type wrapped struct {
	answerers
	wrap func(Answerer) Answerer
}

func (w wrapped) all(ctx context.Context, scope store.Scope) (answerer, []*corpus.Article, error) {
	a, articles, err := w.answerers.all(ctx, scope)
	if err != nil {
		return nil, nil, err
	}
	return w.wrap(a), articles, nil
}

func (w wrapped) one(ctx context.Context, scope store.Scope, id string) (answerer, error) {
	a, err := w.answerers.one(ctx, scope, id)
	if err != nil {
		return nil, err
	}
	return w.wrap(a), nil
}
