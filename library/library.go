// Package library is the articles of every scope, ready to be asked about: it
// reads what is added, keeps it, and answers from the articles of one scope and
// no other.
//
// What is on disk is in package store, how files are read in corpus, how answers
// are found in rag; here they meet. It knows neither Discord nor a command line.
package library

import (
	"context"
	"log/slog"
	"sync"

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
	Judge    rag.Judge             // nil decides by words and vectors
	Standing *index.Index          // answers where a scope has no articles; nil is none
	Fallback store.Scope           // its articles, as they are then, answer where there are neither; empty is nobody's
	Example  *index.Index          // one article to try things with, which answers only where it is asked for; nil is none
	Writing  *rag.Writing          // with a language model; nil is without
	Log      *slog.Logger          // nil logs nothing
	Embedded func(done, total int) // is told while the vectors of kept articles are made anew; may be nil
	Held     func(bytes int64)     // is told how much memory the indexes of all scopes take, as it grows; may be nil
	Limits   Limits
	Whole    bool // keeps the texts of articles in memory, not only what finds them: for one who closes Store
}

// A Library is the articles of every scope. It is safe for concurrent use, also
// by other processes on the same file.
type Library struct {
	*scopes
	*indexes
	asides
	queue queue
}

// scopes are what is kept of each scope: articles, settings, what it has spent.
type scopes struct{ Options }

// indexes are the articles of the scopes that were asked about lately, in memory.
type indexes struct {
	*scopes

	texts   *texts
	filling chan struct{} // a place for each index that may be read at once

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
	loaded := &indexes{scopes: kept, texts: newTexts(), filling: make(chan struct{}, maxFilling), loaded: map[store.Scope]*scopeIndex{}}
	return &Library{kept, loaded, asides{loaded, make(chan struct{}, asideAtOnce)}, newQueue()}, nil
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
