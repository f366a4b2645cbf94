package bot

import (
	"context"

	"footnote/bot/subject"
	"footnote/corpus"
	"footnote/library/store"
)

// An Answerer answers from the articles of a scope.
type Answerer = subject.Answerer

// AnswerThrough has what answers in every scope go through wrap. It is called
// before Run.
func (b *Bot) AnswerThrough(wrap func(Answerer) Answerer) {
	b.subjects.Answerers = wrapped{b.subjects.Answerers, wrap}
}

type wrapped struct {
	subject.Answerers
	wrap func(Answerer) Answerer
}

func (w wrapped) All(ctx context.Context, scope store.Scope) (subject.Answerer, []*corpus.Article, error) {
	a, articles, err := w.Answerers.All(ctx, scope)
	if err != nil {
		return nil, nil, err
	}
	return w.wrap(a), articles, nil
}

func (w wrapped) One(ctx context.Context, scope store.Scope, id string) (subject.Answerer, error) {
	a, err := w.Answerers.One(ctx, scope, id)
	if err != nil {
		return nil, err
	}
	return w.wrap(a), nil
}
