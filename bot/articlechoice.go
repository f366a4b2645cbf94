package bot

import (
	"bytes"
	"context"
	"errors"
	"log/slog"

	"footnote/bot/render"
	"footnote/bot/texts"
	"footnote/corpus"
	"footnote/library"
	"footnote/library/store"
)

// A subject is what is asked about: all articles of a scope, one of them, or files that
// came with the question.
type subject struct {
	answerer
	articles []*corpus.Article
	only     *corpus.Article // the one, where it is one
}

// code is how a button names the article that it asks about alone.
func (s subject) code() []byte {
	if s.only == nil {
		return make([]byte, render.ArticleBytes)
	}
	return render.ArticleCode(s.only)
}

var (
	// errNoArticles is that a scope has nothing to be answered from.
	errNoArticles = errors.New("there are no articles")
	// errNoArticle is that a scope has no article of that name.
	errNoArticle = errors.New("there is no such article")
)

// An ambiguousError is that several articles may be meant.
type ambiguousError struct{ articles []*corpus.Article }

func (e *ambiguousError) Error() string { return "several articles may be meant" }

// unnamed reports whether an error is that it is not clear which article is
// meant.
func unnamed(err error) bool {
	var ambiguous *ambiguousError
	return errors.Is(err, errNoArticle) || errors.As(err, &ambiguous)
}

// unclear says that no article has that name, or which ones may be meant by it.
func unclear(t *texts.Texts, wanted string, err error) string {
	var ambiguous *ambiguousError
	if errors.As(err, &ambiguous) {
		return render.Ambiguous(t, wanted, ambiguous.articles)
	}
	return render.NoSuchArticle(t, wanted)
}

// subjects find what is asked about.
type subjects struct {
	answerers answerers
	fold      func(string) string // makes names comparable
	log       *slog.Logger
}

// named is what is asked about in a scope. wanted is the id of an article or its
// title, or a part of either; empty is all of them. Where several may be meant,
// the error is an [*ambiguousError]; where there is no article at all,
// errNoArticles.
func (s *subjects) named(ctx context.Context, scope store.Scope, wanted string) (subject, error) {
	answers, articles, err := s.answerers.all(ctx, scope)
	if err != nil {
		return subject{}, err
	}
	if len(articles) == 0 {
		return subject{}, errNoArticles
	}
	all := subject{answerer: answers, articles: articles}
	if wanted == "" {
		return all, nil
	}
	found := library.Find(articles, func(a *corpus.Article) (id, title string) { return a.ID, a.Title }, s.fold, wanted).Candidates()
	switch len(found) {
	case 0:
		return subject{}, errNoArticle
	case 1:
		return s.alone(ctx, scope, all, found[0])
	}
	return subject{}, &ambiguousError{found}
}

// alone is one of the articles that answer in a scope.
func (s *subjects) alone(ctx context.Context, scope store.Scope, all subject, one *corpus.Article) (subject, error) {
	answers, err := s.answerers.one(ctx, scope, one.ID)
	var gone *library.NotFoundError
	if errors.As(err, &gone) { // removed since
		return subject{}, errNoArticle
	}
	return subject{answers, all.articles, one}, err
}

// aside is files that came with a question.
func (s *subjects) aside(ctx context.Context, scope store.Scope, fetch material) (subject, error) {
	files, err := fetch(ctx)
	if err != nil {
		return subject{}, err
	}
	answers, articles, err := s.answerers.aside(ctx, scope, files)
	return subject{answerer: answers, articles: articles}, err
}

// coded is what is asked about where a button names it: the article of a code, or
// all where the code is zero.
func (s *subjects) coded(ctx context.Context, scope store.Scope, code []byte) (subject, error) {
	if bytes.Equal(code, make([]byte, render.ArticleBytes)) {
		return s.named(ctx, scope, "")
	}
	if example, ok := s.example(ctx, scope); ok && bytes.Equal(example.code(), code) {
		return example, nil
	}
	all, err := s.named(ctx, scope, "")
	if err != nil {
		return subject{}, err
	}
	for _, one := range all.articles {
		if bytes.Equal(render.ArticleCode(one), code) {
			return s.alone(ctx, scope, all, one)
		}
	}
	return subject{}, errNoArticle
}

// example is the example article. It is false where there is none, or where it
// cannot be asked.
func (s *subjects) example(ctx context.Context, scope store.Scope) (subject, bool) {
	answers, articles, err := s.answerers.example(ctx, scope)
	if err != nil {
		s.log.Warn("the example cannot be asked", "error", err)
		return subject{}, false
	}
	if len(articles) == 0 {
		return subject{}, false
	}
	return subject{answers, articles, articles[0]}, true
}

// readable are the articles that a button in a scope names, as far as they are there.
func (s *subjects) readable(ctx context.Context, scope store.Scope, payload []byte) ([]*corpus.Article, error) {
	all, err := s.named(ctx, scope, "")
	if err != nil && !errors.Is(err, errNoArticles) {
		return nil, err
	}
	articles := all.articles
	if example, ok := s.example(ctx, scope); ok {
		articles = append(articles[:len(articles):len(articles)], example.articles...)
	}
	return s.answerers.Whole(ctx, scope, render.NamedIn(payload, articles))
}
