package bot

import (
	"context"

	"footnote/corpus"
	"footnote/corpus/doc"
	"footnote/library"
	"footnote/library/store"
	"footnote/rag"
	"footnote/rag/index"
)

// An answerer answers from articles. It is safe for concurrent use.
type answerer interface {
	Answer(ctx context.Context, q rag.Question, emit func(delta string) error) (rag.Answer, error)
	Search(ctx context.Context, query string, k int) ([]index.Hit, error)
	// Suggest returns up to n questions that the articles answer.
	Suggest(ctx context.Context, a rag.Answer, n int) ([]string, error)
	// Claims checks the sentences of a text.
	Claims(ctx context.Context, text string) ([]rag.Claim, error)
}

// answerers find what answers in a scope, and the articles that it answers from.
type answerers interface {
	// all answers from all articles of a scope, of which there may be none.
	all(ctx context.Context, scope store.Scope) (answerer, []*corpus.Article, error)
	// one answers from the article of an id. Where the scope has none, the error is
	// a [*library.NotFoundError].
	one(ctx context.Context, scope store.Scope, id string) (answerer, error)
	// example answers from the example article; it is nil where there is none.
	example(ctx context.Context, scope store.Scope) (answerer, []*corpus.Article, error)
	// aside answers from files that no scope has and that are not kept. What a file is to
	// blame for is a [*doc.Error].
	aside(ctx context.Context, scope store.Scope, files []doc.File) (answerer, []*corpus.Article, error)
	// Whole has the texts of articles of a scope, which all does not.
	Whole(ctx context.Context, scope store.Scope, articles []*corpus.Article) ([]*corpus.Article, error)
}

// kept answers from the articles of a library.
type kept struct{ *library.Library }

func (k kept) all(ctx context.Context, scope store.Scope) (answerer, []*corpus.Article, error) {
	d, err := k.Engine(ctx, scope, "")
	if err != nil {
		return nil, nil, err
	}
	return d, d.Articles(), nil
}

func (k kept) one(ctx context.Context, scope store.Scope, id string) (answerer, error) {
	return k.Engine(ctx, scope, id)
}

func (k kept) example(ctx context.Context, scope store.Scope) (answerer, []*corpus.Article, error) {
	d, err := k.Example(ctx, scope)
	if d == nil || err != nil {
		return nil, nil, err
	}
	return d, d.Articles(), nil
}

func (k kept) aside(ctx context.Context, scope store.Scope, files []doc.File) (answerer, []*corpus.Article, error) {
	d, err := k.Aside(ctx, scope, files)
	if err != nil {
		return nil, nil, err
	}
	return d, d.Articles(), nil
}
