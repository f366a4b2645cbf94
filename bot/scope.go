package bot

import (
	"bytes"
	"context"
	"errors"

	"footnote/bot/render"
	"footnote/bot/texts"
	"footnote/corpus"
	"footnote/library"
	"footnote/library/store"
)

// A desk answers in one scope, from all of its articles or from one.
type desk struct {
	Answerer
	articles []*corpus.Article
	only     *corpus.Article // the one, where it is one
}

// errNoArticle is that a scope has no article of that name.
var errNoArticle = errors.New("there is no such article")

// An ambiguousError is that several articles may be meant.
type ambiguousError struct{ articles []*corpus.Article }

func (e *ambiguousError) Error() string { return "several articles may be meant" }

// desk finds who answers in a scope. wanted is the id of an article or its title,
// or a part of either; empty is all of them. Where several may be meant, the error
// is an [*ambiguousError]; where there is no article at all, errNoArticles.
func (b *Bot) desk(ctx context.Context, scope store.Scope, wanted string) (desk, error) {
	all := desk{Answerer: b.Answerer, articles: b.Articles}
	if b.Library != nil {
		d, err := b.Library.Desk(ctx, scope, "")
		if err != nil {
			return desk{}, err
		}
		all = desk{Answerer: d, articles: d.Articles()}
		if len(all.articles) == 0 {
			return desk{}, errNoArticles
		}
	}
	if wanted == "" {
		return all, nil
	}
	found := library.Find(all.articles, func(a *corpus.Article) (id, title string) { return a.ID, a.Title }, b.analyser.Fold, wanted).Candidates()
	switch len(found) {
	case 0:
		return desk{}, errNoArticle
	case 1:
	default:
		return desk{}, &ambiguousError{found}
	}
	one := found[0]
	if b.Library == nil {
		all.only = one
		return all, nil
	}
	d, err := b.Library.Desk(ctx, scope, one.ID)
	var gone *library.NotFoundError
	if errors.As(err, &gone) { // removed since
		return desk{}, errNoArticle
	}
	return desk{Answerer: d, articles: all.articles, only: one}, err
}

// articleCode is how a button names the article that it asks about alone.
func (d desk) code() []byte {
	if d.only == nil {
		return make([]byte, render.ArticleBytes)
	}
	return render.ArticleCode(d.only)
}

// deskOf finds who answers a question.
func (b *Bot) deskOf(ctx context.Context, a asking) (desk, error) {
	if len(a.code) == 0 || bytes.Equal(a.code, make([]byte, render.ArticleBytes)) {
		return b.desk(ctx, a.Scope, a.article)
	}
	if example := b.example(ctx, a.Scope); example != nil {
		if one := example.Articles()[0]; bytes.Equal(render.ArticleCode(one), a.code) {
			return desk{Answerer: example, articles: example.Articles(), only: one}, nil
		}
	}
	all, err := b.desk(ctx, a.Scope, "")
	if err != nil {
		return desk{}, err
	}
	for _, one := range all.articles {
		if bytes.Equal(render.ArticleCode(one), a.code) {
			return b.desk(ctx, a.Scope, one.ID)
		}
	}
	return desk{}, errNoArticle
}

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
