package bot

import (
	"context"

	"footnote/bot/subject"
	"footnote/corpus"
	"footnote/library"
	"footnote/library/access"
	"footnote/library/store"
)

// An Answerer answers from the articles of a scope.
type Answerer = subject.Answerer

// AnswerThrough wraps the Answerers of all scopes. It must be called before Run.
func (b *Bot) AnswerThrough(wrap func(Answerer) Answerer) {
	b.subjects.Answerers = wrapped{b.subjects.Answerers, wrap}
}

type wrapped struct {
	subject.Answerers
	wrap func(Answerer) Answerer
}

func (w wrapped) All(ctx context.Context, who access.Viewer) (subject.Answerer, []*corpus.Article, error) {
	a, articles, err := w.Answerers.All(ctx, who)
	if err != nil {
		return nil, nil, err
	}
	return w.wrap(a), articles, nil
}

func (w wrapped) One(ctx context.Context, who access.Viewer, id string) (subject.Answerer, error) {
	a, err := w.Answerers.One(ctx, who, id)
	if err != nil {
		return nil, err
	}
	return w.wrap(a), nil
}

// FailPromises makes all promises of additions fail with err.
func (b *Bot) FailPromises(err error) { b.additions.library = failing{b.options.Library, err} }

type failing struct {
	*library.Library
	err error
}

func (f failing) Promise(context.Context, store.Job) (*library.Addition, error) { return nil, f.err }
