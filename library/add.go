package library

import (
	"context"
	"errors"
	"strings"
	"time"
	"unicode/utf8"

	"footnote/corpus"
	"footnote/corpus/doc"
	"footnote/library/store"
	"footnote/rag/index"
)

// Added is the outcome of adding a file.
type Added struct {
	Article *corpus.Article
	store.Outcome
}

// An Origin says where an added file comes from and on whose behalf it is added.
type Origin struct {
	// Key identifies the versions of one document: a new article replaces the one with the
	// same key. A web page's key is always its address. An article with an empty key is never
	// replaced.
	Key string
	By  [16]byte // the code of the person who adds it; zero if there is none
	Job int64    // the job this belongs to, or 0; nothing is added once that job is over

	Subscription int64 // the subscription this belongs to, or 0; nothing is added once it has ended

	Seeing func(page, of int) // if not nil, is called before a vision model reads a page
}

// Add reads a file, embeds it and stores it in a scope. If progress is not nil, it is called
// with the number of texts embedded so far.
//
// Add returns a [*doc.Error] if the file is not fit to be an article, and a [*LimitError] if
// the scope may not take it.
func (l *Library) Add(ctx context.Context, scope store.Scope, f doc.File, from Origin, progress func(done, total int)) (Added, error) {
	reader, eye := readerFor(l.scopes, scope, from.Seeing)
	article, err := reader.Read(ctx, f)
	if err != nil {
		return Added{}, err
	}
	if isAddress(article.Source) { // the canonical address, which the page itself may have named
		from.Key = article.Source
	}
	old, err := l.admit(ctx, scope, article, from.Key)
	if err != nil {
		return Added{}, err
	}
	original, err := l.original(ctx, scope, f, article, old)
	if err != nil {
		return Added{}, err
	}
	v, err := l.embed(ctx, scope, article, old, progress)
	if err != nil {
		return Added{}, err
	}
	r := store.Record{Article: article, Key: from.Key, Added: time.Now(), By: from.By, Model: v.Model, Vectors: v.Data, Subscription: from.Subscription, Original: original, Seen: eye.keys}
	limit := l.Limits.Characters
	if old == article.ID { // the article is already there, so nothing is spent
		limit = -1
	}
	giveBack, err := l.spend(ctx, scope, spentCharacters, int64(utf8.RuneCountInString(article.Text)), limit)
	if errors.As(err, new(overBudget)) { // others have added articles since admit
		return Added{}, &LimitError{LimitCharacters, l.Limits.Characters}
	}
	if err != nil {
		return Added{}, err
	}
	outcome, err := l.Store.Put(ctx, scope, r, from.Job)
	if err != nil || outcome.Change == store.Unchanged {
		giveBack(0)
	}
	if err != nil {
		return Added{}, err
	}
	return Added{article, outcome}, nil
}

// admit checks the limits before any expensive work. It returns the id of the article that
// this one replaces, if any. An article that is already there always passes.
func (l *Library) admit(ctx context.Context, scope store.Scope, a *corpus.Article, key string) (old string, err error) {
	kept, err := l.List(ctx, scope)
	if err != nil {
		return "", err
	}
	articles, passages := 1, len(a.Passages)
	for _, k := range kept {
		switch {
		case k.ID == a.ID:
			return k.ID, nil
		case key != "" && k.Key == key:
			old = k.ID
		default:
			articles++
			passages += k.Passages
		}
	}
	spent, err := l.Store.Spent(ctx, scope, today(), spentCharacters)
	if err != nil {
		return "", err
	}
	if err := l.Limits.hold(articles, passages); err != nil {
		return "", err
	}
	if most := l.Limits.Characters; !unlimited(most) && spent+int64(utf8.RuneCountInString(a.Text)) > most {
		return "", &LimitError{LimitCharacters, most}
	}
	return old, nil
}

// embed computes the vectors of an article. It reuses those of old, the version that the
// article replaces, for the passages that have not changed.
func (l *Library) embed(ctx context.Context, scope store.Scope, a *corpus.Article, old string, progress func(done, total int)) (index.Vectors, error) {
	embedder := l.Embedder
	if embedder == nil {
		return index.Vectors{}, nil
	}
	if old != "" {
		s, err := l.open(ctx, scope)
		if err != nil {
			return index.Vectors{}, err
		}
		embedder, err = s.index.Reuse(ctx, embedder, old)
		s.unlock()
		if err != nil {
			return index.Vectors{}, err
		}
	}
	return index.EmbedArticle(ctx, embedder, a, progress)
}

func isAddress(source string) bool {
	return strings.HasPrefix(source, "http://") || strings.HasPrefix(source, "https://")
}
