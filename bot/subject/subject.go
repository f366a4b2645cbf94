// Package subject determines what a question is about: all articles of a scope, one of them,
// or files that came with the question.
package subject

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"slices"

	"footnote/bot/render"
	"footnote/bot/texts"
	"footnote/corpus"
	"footnote/corpus/doc"
	"footnote/library"
	"footnote/library/access"
	"footnote/library/store"
)

// A Subject is what a question is about: all articles of a scope, one of them, or files that
// came with the question.
type Subject struct {
	Answerer
	Articles []*corpus.Article
	Only     *corpus.Article // set if the question is about one article
}

// Code returns the code by which a button names the only article asked about; zeros if there
// is no such article.
func (s Subject) Code() []byte {
	if s.Only == nil {
		return make([]byte, render.ArticleBytes)
	}
	return render.ArticleCode(s.Only)
}

var (
	// ErrNoArticles means that a scope has nothing to answer from.
	ErrNoArticles = errors.New("there are no articles")
	// errNoArticle means that a scope has no article of that name.
	errNoArticle = errors.New("there is no such article")
)

// An ambiguousError means that several articles match a name.
type ambiguousError struct{ articles []*corpus.Article }

func (e *ambiguousError) Error() string { return "several articles may be meant" }

// IsUnnamed reports whether an error means that a name matches no article or several.
func IsUnnamed(err error) bool {
	var ambiguous *ambiguousError
	return errors.Is(err, errNoArticle) || errors.As(err, &ambiguous)
}

// Unclear says that no article has a name, or which ones it may mean.
func Unclear(t *texts.Texts, missing, wanted string, err error) string {
	var ambiguous *ambiguousError
	if errors.As(err, &ambiguous) {
		return render.Ambiguous(t, wanted, ambiguous.articles)
	}
	return render.NoSuchArticle(missing, wanted)
}

// A Material fetches the files that a question is about.
type Material func(ctx context.Context) ([]doc.File, error)

// A Finder determines what a question is about.
type Finder struct {
	Answerers Answerers
	Fold      func(string) string // makes names comparable
	Log       *slog.Logger
}

// Named returns what a person asks about, of the articles that they may see. wanted is the id
// or the title of an article, or a part of either; empty means all articles. If several
// match, the error is an [*ambiguousError]; if there is no article at all, ErrNoArticles.
func (s *Finder) Named(ctx context.Context, who access.Viewer, wanted string) (Subject, error) {
	answers, articles, err := s.Answerers.All(ctx, who)
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
		return Subject{}, errNoArticle
	case 1:
		return s.alone(ctx, who, all, found[0])
	}
	return Subject{}, &ambiguousError{found}
}

// alone returns one of the articles of a scope as a subject.
func (s *Finder) alone(ctx context.Context, who access.Viewer, all Subject, one *corpus.Article) (Subject, error) {
	answers, err := s.Answerers.One(ctx, who, one.ID)
	var gone *library.NotFoundError
	if errors.As(err, &gone) { // removed in the meantime
		return Subject{}, errNoArticle
	}
	return Subject{answers, all.Articles, one}, err
}

// Aside returns files that came with a question as a subject.
func (s *Finder) Aside(ctx context.Context, scope store.Scope, fetch Material) (Subject, error) {
	files, err := fetch(ctx)
	if err != nil {
		return Subject{}, err
	}
	answers, articles, err := s.Answerers.Aside(ctx, scope, files)
	return Subject{Answerer: answers, Articles: articles}, err
}

// Coded returns the subject that a button names: the article with a code, or all articles if
// the code is zero.
func (s *Finder) Coded(ctx context.Context, who access.Viewer, code []byte) (Subject, error) {
	if bytes.Equal(code, make([]byte, render.ArticleBytes)) {
		return s.Named(ctx, who, "")
	}
	if example, ok := s.Example(ctx, who.Scope); ok && bytes.Equal(example.Code(), code) {
		return example, nil
	}
	all, err := s.Named(ctx, who, "")
	if err != nil {
		return Subject{}, err
	}
	for _, one := range all.Articles {
		if bytes.Equal(render.ArticleCode(one), code) {
			return s.alone(ctx, who, all, one)
		}
	}
	return Subject{}, errNoArticle
}

// Example returns the example article. It returns false if there is none, or if it cannot be
// loaded.
func (s *Finder) Example(ctx context.Context, scope store.Scope) (Subject, bool) {
	answers, articles, err := s.Answerers.Example(ctx, scope)
	if err != nil {
		s.Log.WarnContext(ctx, "the example cannot be asked", "error", err)
		return Subject{}, false
	}
	if len(articles) == 0 {
		return Subject{}, false
	}
	return Subject{answers, articles, articles[0]}, true
}

// There reports whether all articles with these ids exist and the person may see them.
func (s *Finder) There(ctx context.Context, who access.Viewer, ids []string) (bool, error) {
	if len(ids) == 0 {
		return true, nil
	}
	all, err := s.Named(ctx, who, "")
	if err != nil && !errors.Is(err, ErrNoArticles) {
		return false, err
	}
	there := map[string]bool{}
	for _, a := range all.Articles {
		there[a.ID] = true
	}
	if example, ok := s.Example(ctx, who.Scope); ok {
		for _, a := range example.Articles {
			there[a.ID] = true
		}
	}
	return !slices.ContainsFunc(ids, func(id string) bool { return !there[id] }), nil
}

// Readable returns the articles that a button names, as far as they exist and the person who
// pressed it may see them.
func (s *Finder) Readable(ctx context.Context, who access.Viewer, payload []byte) ([]*corpus.Article, error) {
	all, err := s.Named(ctx, who, "")
	if err != nil && !errors.Is(err, ErrNoArticles) {
		return nil, err
	}
	articles := all.Articles
	if example, ok := s.Example(ctx, who.Scope); ok {
		articles = append(articles[:len(articles):len(articles)], example.Articles...)
	}
	return s.Answerers.Whole(ctx, who, render.NamedIn(payload, articles))
}
