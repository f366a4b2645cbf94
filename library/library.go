// Package library is the articles of every scope, ready to be asked about: it
// reads what is added, keeps it, and answers from the articles of one scope and
// no other.
//
// What is on disk is in package store, how files are read in corpus, how answers
// are found in rag; here they meet. It knows neither Discord nor a command line.
package library

import (
	"cmp"
	"context"
	"log/slog"
	"sync"
	"time"

	"footnote/corpus"
	"footnote/corpus/doc"
	"footnote/library/store"
	"footnote/rag"
	"footnote/rag/index"
)

// A Source gets the file at an address. It is safe for concurrent use.
type Source interface {
	Fetch(ctx context.Context, address string) (doc.File, error)
}

// Options are what a library is made of. Store and Reader must be there.
type Options struct {
	Store    *store.Library
	Reader   *corpus.Reader
	Web      Source                // for addresses; nil takes none
	Embedder index.Embedder        // nil goes by words alone
	Standing *index.Index          // answers where a scope has no articles; nil is none
	Fallback store.Scope           // its articles, as they are then, answer where there are neither; empty is nobody's
	Example  *index.Index          // one article to try things with, which answers only where it is asked for; nil is none
	Writing  *rag.Writing          // with a language model; nil is without
	Log      *slog.Logger          // nil logs nothing
	Embedded func(done, total int) // is told while the vectors of kept articles are made anew; may be nil
	Limits   Limits
}

// Limits bound what one scope may take. A zero field is its default, a negative
// one is no limit.
type Limits struct {
	Articles   int           // of a scope; 2,000
	Passages   int           // of a scope; 40,000
	Characters int64         // that a scope may add in a day; 5 million
	Tokens     int64         // of a language model that a scope may use in a day; 200,000
	Waiting    int           // additions of a scope that wait; 20
	Loaded     int           // passages of all scopes in memory, as far as they are not in use; 200,000
	Grace      time.Duration // from leaving a server until its data is erased; 7 days
}

func (l Limits) orDefault() Limits {
	return Limits{
		Articles: cmp.Or(l.Articles, 2000), Passages: cmp.Or(l.Passages, 40_000), Characters: cmp.Or(l.Characters, 5_000_000),
		Tokens: cmp.Or(l.Tokens, 200_000), Waiting: cmp.Or(l.Waiting, 20), Loaded: cmp.Or(l.Loaded, 200_000), Grace: cmp.Or(l.Grace, 7*24*time.Hour),
	}
}

// unlimited reports whether a limit is none.
func unlimited[N int | int64](limit N) bool { return limit < 0 }

// A Library is the articles of every scope. It is safe for concurrent use, also
// by other processes on the same file.
type Library struct {
	*scopes
	*indexes
	queue queue
}

// scopes are what is kept of each scope: articles, settings, what it has spent.
type scopes struct{ Options }

// indexes are the articles of the scopes that were asked about lately, in memory.
type indexes struct {
	*scopes

	mu     sync.Mutex // never held while waiting
	loaded map[store.Scope]*scopeIndex
}

// New makes a library of what is kept. Nothing is read before it is wanted.
func New(o Options) (*Library, error) {
	o.Limits = o.Limits.orDefault()
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Standing == nil {
		o.Standing = index.New(nil)
	}
	kept := &scopes{o}
	return &Library{kept, &indexes{scopes: kept, loaded: map[store.Scope]*scopeIndex{}}, newQueue()}, nil
}

// List is what a scope has, in the order of adding.
func (l *scopes) List(ctx context.Context, scope store.Scope) ([]store.Summary, error) {
	all, err := l.Store.List(ctx, scope)
	return all, l.undamaged(err)
}

// Articles are what a scope has, whole, in the order of adding. Damaged ones are
// left out unless nothing else is there: then the error says so.
func (l *scopes) Articles(ctx context.Context, scope store.Scope) ([]*corpus.Article, error) {
	records, err := l.Store.Articles(ctx, scope, "")
	if len(records) == 0 && err != nil {
		return nil, err
	}
	if err := l.undamaged(err); err != nil {
		return nil, err
	}
	all := make([]*corpus.Article, len(records))
	for i, r := range records {
		all[i] = r.Article
	}
	return all, nil
}
