package subject

import (
	"context"

	"footnote/corpus"
	"footnote/corpus/doc"
	"footnote/library"
	"footnote/library/store"
	"footnote/rag"
	"footnote/rag/index"
)

// An Answerer answers from articles. It is safe for concurrent use.
type Answerer interface {
	Answer(ctx context.Context, q rag.Question, emit func(delta string) error) (rag.Answer, error)
	Search(ctx context.Context, query string, k int) ([]index.Hit, error)
	// Suggest returns up to n questions that the articles answer.
	Suggest(ctx context.Context, a rag.Answer, n int) ([]string, error)
	// Claims checks the sentences of a text.
	Claims(ctx context.Context, text string) ([]rag.Claim, error)
}

// Answerers find what answers in a scope, and the articles that it answers from.
type Answerers interface {
	// All answers from all articles of a scope, of which there may be none.
	All(ctx context.Context, scope store.Scope) (Answerer, []*corpus.Article, error)
	// One answers from the article of an id. Where the scope has none, the error is
	// a [*library.NotFoundError].
	One(ctx context.Context, scope store.Scope, id string) (Answerer, error)
	// Example answers from the example article; it is nil where there is none.
	Example(ctx context.Context, scope store.Scope) (Answerer, []*corpus.Article, error)
	// Aside answers from files that no scope has and that are not kept. What a file is to
	// blame for is a [*doc.Error].
	Aside(ctx context.Context, scope store.Scope, files []doc.File) (Answerer, []*corpus.Article, error)
	// Whole has the texts of articles of a scope, which All does not.
	Whole(ctx context.Context, scope store.Scope, articles []*corpus.Article) ([]*corpus.Article, error)
}

// Kept answers from the articles of a library.
type Kept struct{ *library.Library }

// All, One, Example and Aside are for [Answerers].
func (k Kept) All(ctx context.Context, scope store.Scope) (Answerer, []*corpus.Article, error) {
	d, err := k.Engine(ctx, scope, "")
	if err != nil {
		return nil, nil, err
	}
	return d, d.Articles(), nil
}

func (k Kept) One(ctx context.Context, scope store.Scope, id string) (Answerer, error) {
	return k.Engine(ctx, scope, id)
}

func (k Kept) Example(ctx context.Context, scope store.Scope) (Answerer, []*corpus.Article, error) {
	d, err := k.Library.Example(ctx, scope)
	if d == nil || err != nil {
		return nil, nil, err
	}
	return d, d.Articles(), nil
}

func (k Kept) Aside(ctx context.Context, scope store.Scope, files []doc.File) (Answerer, []*corpus.Article, error) {
	d, err := k.Library.Aside(ctx, scope, files)
	if err != nil {
		return nil, nil, err
	}
	return d, d.Articles(), nil
}
