package library

import (
	"context"
	"errors"
	"unicode/utf8"

	"footnote/corpus"
	"footnote/corpus/doc"
	"footnote/library/store"
	"footnote/rag"
	"footnote/rag/index"
)

const (
	// maxAside is how many passages are asked about without being added: a book.
	maxAside = 2000
	// maxEmbedded is up to how many of them get vectors, which take most of the time: 300
	// would keep a reader waiting for 24 seconds of one core, these for about six. Above
	// that, words find the passages, and the judge reads them all the same.
	maxEmbedded = 80
	// asideAtOnce is how many questions may have files read at the same time.
	asideAtOnce = 2
)

// asides are files that are asked about and not kept.
type asides struct {
	*indexes
	places chan struct{} // one for each question that may have files read at once
}

// Aside answers a scope's questions from files that it does not keep: what is made of
// them goes with the engine. They count among the characters of the scope's day, as
// reading them takes as long. What a file is to blame for is a [*doc.Error], too much
// of it a [*LimitError].
func (l asides) Aside(ctx context.Context, scope store.Scope, files []doc.File) (*rag.Engine, error) {
	select {
	case l.places <- struct{}{}:
		defer func() { <-l.places }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	articles, err := l.read(ctx, files)
	if err != nil {
		return nil, err
	}
	characters, passages := 0, 0
	for _, a := range articles {
		characters += utf8.RuneCountInString(a.Text)
		passages += len(a.Passages)
	}
	if passages > maxAside {
		return nil, &LimitError{LimitAside, maxAside}
	}
	if _, err := l.spend(ctx, scope, spentCharacters, int64(characters), l.Limits.Characters); errors.As(err, new(overBudget)) {
		return nil, &LimitError{LimitCharacters, l.Limits.Characters}
	} else if err != nil {
		return nil, err
	}
	settings, err := l.Settings(ctx, scope)
	if err != nil {
		return nil, err
	}
	return l.engine(ctx, articles, passages, scope, settings)
}

// read reads files, those of archives one by one. What is no article is left out
// unless nothing else is there.
func (l asides) read(ctx context.Context, files []doc.File) (articles []*corpus.Article, err error) {
	var unread error
	seen := map[string]bool{}
	for _, f := range files {
		err := corpus.Unpack(ctx, f, func(f doc.File, problem error) error {
			var a *corpus.Article
			if problem == nil {
				a, problem = l.Reader.Read(ctx, f)
			}
			var unfit *doc.Error
			switch {
			case errors.As(problem, &unfit):
				if unread == nil {
					unread = problem
				}
				return nil
			case problem != nil:
				return problem
			}
			if !seen[a.ID] {
				seen[a.ID] = true
				articles = append(articles, a)
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	if len(articles) == 0 && unread == nil {
		unread = &doc.Error{Source: files[0].Source, Reason: "holds no text"}
	}
	if len(articles) == 0 {
		return nil, unread
	}
	return articles, nil
}

// engine answers from articles that are in no scope's index. What a language model
// writes about them is not kept either.
func (l asides) engine(ctx context.Context, articles []*corpus.Article, passages int, scope store.Scope, settings Settings) (*rag.Engine, error) {
	x, o := index.New(articles), rag.Options{Judge: l.Judge, Writing: l.writing(scope, settings)}
	if l.Embedder != nil && passages <= maxEmbedded {
		if err := x.Embed(ctx, l.Embedder, nil); err != nil {
			return nil, err
		}
		o.Embedder = l.Embedder
	}
	if o.Writing != nil {
		o.Writing.Answers = nil
	}
	return rag.New(x, o)
}
