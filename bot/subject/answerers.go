package subject

import (
	"context"

	"footnote/corpus"
	"footnote/corpus/doc"
	"footnote/library"
	"footnote/library/access"
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

// Answerers return the Answerer of a scope, and the articles that it answers from.
type Answerers interface {
	// All answers from all articles of a scope that a person may see, of which there may be
	// none.
	All(ctx context.Context, who access.Viewer) (Answerer, []*corpus.Article, error)
	// One answers from the article with an id. If the scope has no such article that the
	// person may see, the error is a [*library.NotFoundError].
	One(ctx context.Context, who access.Viewer, id string) (Answerer, error)
	// Example answers from the example article. It returns nil if there is none.
	Example(ctx context.Context, scope store.Scope) (Answerer, []*corpus.Article, error)
	// Aside answers from files that are in no scope and are not stored. If a file cannot be
	// read, the error is a [*doc.Error].
	Aside(ctx context.Context, scope store.Scope, files []doc.File) (Answerer, []*corpus.Article, error)
	// Whole returns articles with their texts, which All leaves out.
	Whole(ctx context.Context, who access.Viewer, articles []*corpus.Article) ([]*corpus.Article, error)
}

// Kept answers from the articles of a library.
type Kept struct{ *library.Library }

// All, One, Example and Aside implement [Answerers].
func (k Kept) All(ctx context.Context, who access.Viewer) (Answerer, []*corpus.Article, error) {
	d, err := k.Engine(ctx, who, "")
	if err != nil {
		return nil, nil, err
	}
	return d, d.Articles(), nil
}

func (k Kept) One(ctx context.Context, who access.Viewer, id string) (Answerer, error) {
	return k.Engine(ctx, who, id)
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
