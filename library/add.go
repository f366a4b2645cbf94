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

// Added is what came of a file.
type Added struct {
	Article *corpus.Article
	store.Outcome
}

// An Origin is where an addition comes from.
type Origin struct {
	// Key is what a later version has too, which then takes the place of this
	// one. That of a page is its address, whatever Key is; without one nothing
	// takes its place.
	Key string
	By  [16]byte // the code of who adds it, zero for nobody
	Job int64    // that this is a part of, 0 for none: once that is over, nothing is added

	Subscription int64 // that it is read for, 0 for none: once that is over, nothing is added
}

// Add reads a file, embeds it and keeps it in a scope. progress, which may be
// nil, is told how many texts are embedded.
// What the file is to blame for is a [*doc.Error], too much of it a
// [*LimitError].
func (l *Library) Add(ctx context.Context, scope store.Scope, f doc.File, from Origin, progress func(done, total int)) (Added, error) {
	article, err := l.Reader.Read(ctx, f)
	if err != nil {
		return Added{}, err
	}
	if isAddress(article.Source) { // the canonical one, which the page itself may have named
		from.Key = article.Source
	}
	old, err := l.admit(ctx, scope, article, from.Key)
	if err != nil {
		return Added{}, err
	}
	v, err := l.embed(ctx, scope, article, old, progress)
	if err != nil {
		return Added{}, err
	}
	r := store.Record{Article: article, Key: from.Key, Added: time.Now(), By: from.By, Model: v.Model, Vectors: v.Data, Subscription: from.Subscription}
	limit := l.Limits.Characters
	if old == article.ID { // it is there, and nothing is added
		limit = -1
	}
	giveBack, err := l.spend(ctx, scope, spentCharacters, int64(utf8.RuneCountInString(article.Text)), limit)
	if errors.As(err, new(overBudget)) { // others have added meanwhile
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

// admit checks the limits before the work and returns the id of the article
// whose place this one takes, if there is one. What is there already is no more.
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

// embed makes the vectors of an article, but for those that the one before it
// has: of a new version, most.
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
