// Package subject is what a question is about: all articles of a scope, one of them, or
// files that came with the question.
package subject

import (
	"bytes"
	"context"
	"errors"
	"log/slog"

	"footnote/bot/render"
	"footnote/bot/texts"
	"footnote/corpus"
	"footnote/corpus/doc"
	"footnote/library"
	"footnote/library/store"
)

// A Subject is what is asked about: all articles of a scope, one of them, or files that
// came with the question.
type Subject struct {
	Answerer
	Articles []*corpus.Article
	Only     *corpus.Article // the one, where it is one
}

// Code is how a button names the article that it asks about alone.
func (s Subject) Code() []byte {
	if s.Only == nil {
		return make([]byte, render.ArticleBytes)
	}
	return render.ArticleCode(s.Only)
}

var (
	// ErrNoArticles is that a scope has nothing to be answered from.
	ErrNoArticles = errors.New("there are no articles")
	// ErrNoArticle is that a scope has no article of that name.
	ErrNoArticle = errors.New("there is no such article")
)

// An AmbiguousError is that several articles may be meant.
type AmbiguousError struct{ articles []*corpus.Article }

func (e *AmbiguousError) Error() string { return "several articles may be meant" }

// IsUnnamed reports whether an error is that it is not clear which article is
// meant.
func IsUnnamed(err error) bool {
	var ambiguous *AmbiguousError
	return errors.Is(err, ErrNoArticle) || errors.As(err, &ambiguous)
}

// Unclear says that no article has that name, or which ones may be meant by it.
func Unclear(t *texts.Texts, wanted string, err error) string {
	var ambiguous *AmbiguousError
	if errors.As(err, &ambiguous) {
		return render.Ambiguous(t, wanted, ambiguous.articles)
	}
	return render.NoSuchArticle(t, wanted)
}

// A Material gets the files that a question is about.
type Material func(ctx context.Context) ([]doc.File, error)

// A Finder finds what is asked about.
type Finder struct {
	Answerers Answerers
	Fold      func(string) string // makes names comparable
	Log       *slog.Logger
}

// Named is what is asked about in a scope. wanted is the id of an article or its
// title, or a part of either; empty is all of them. Where several may be meant,
// the error is an [*AmbiguousError]; where there is no article at all,
// ErrNoArticles.
func (s *Finder) Named(ctx context.Context, scope store.Scope, wanted string) (Subject, error) {
	answers, articles, err := s.Answerers.All(ctx, scope)
	if err != nil {
		return Subject{}, err
	}
	if len(articles) == 0 {
		return Subject{}, ErrNoArticles
	}
	all := Subject{Answerer: answers, Articles: articles}
	if wanted == "" {
		return all, nil
	}
	found := library.Find(articles, func(a *corpus.Article) (id, title string) { return a.ID, a.Title }, s.Fold, wanted).Candidates()
	switch len(found) {
	case 0:
		return Subject{}, ErrNoArticle
	case 1:
		return s.alone(ctx, scope, all, found[0])
	}
	return Subject{}, &AmbiguousError{found}
}

// alone is one of the articles that answer in a scope.
func (s *Finder) alone(ctx context.Context, scope store.Scope, all Subject, one *corpus.Article) (Subject, error) {
	answers, err := s.Answerers.One(ctx, scope, one.ID)
	var gone *library.NotFoundError
	if errors.As(err, &gone) { // removed since
		return Subject{}, ErrNoArticle
	}
	return Subject{answers, all.Articles, one}, err
}

// Aside is files that came with a question.
func (s *Finder) Aside(ctx context.Context, scope store.Scope, fetch Material) (Subject, error) {
	files, err := fetch(ctx)
	if err != nil {
		return Subject{}, err
	}
	answers, articles, err := s.Answerers.Aside(ctx, scope, files)
	return Subject{Answerer: answers, Articles: articles}, err
}

// Coded is what is asked about where a button names it: the article of a code, or
// all where the code is zero.
func (s *Finder) Coded(ctx context.Context, scope store.Scope, code []byte) (Subject, error) {
	if bytes.Equal(code, make([]byte, render.ArticleBytes)) {
		return s.Named(ctx, scope, "")
	}
	if example, ok := s.Example(ctx, scope); ok && bytes.Equal(example.Code(), code) {
		return example, nil
	}
	all, err := s.Named(ctx, scope, "")
	if err != nil {
		return Subject{}, err
	}
	for _, one := range all.Articles {
		if bytes.Equal(render.ArticleCode(one), code) {
			return s.alone(ctx, scope, all, one)
		}
	}
	return Subject{}, ErrNoArticle
}

// Example is the example article. It is false where there is none, or where it
// cannot be asked.
func (s *Finder) Example(ctx context.Context, scope store.Scope) (Subject, bool) {
	answers, articles, err := s.Answerers.Example(ctx, scope)
	if err != nil {
		s.Log.Warn("the example cannot be asked", "error", err)
		return Subject{}, false
	}
	if len(articles) == 0 {
		return Subject{}, false
	}
	return Subject{answers, articles, articles[0]}, true
}

// Readable are the articles that a button in a scope names, as far as they are there.
func (s *Finder) Readable(ctx context.Context, scope store.Scope, payload []byte) ([]*corpus.Article, error) {
	all, err := s.Named(ctx, scope, "")
	if err != nil && !errors.Is(err, ErrNoArticles) {
		return nil, err
	}
	articles := all.Articles
	if example, ok := s.Example(ctx, scope); ok {
		articles = append(articles[:len(articles):len(articles)], example.Articles...)
	}
	return s.Answerers.Whole(ctx, scope, render.NamedIn(payload, articles))
}
