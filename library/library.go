// Package library manages the articles of every scope: it reads and stores what is added, and
// answers from the articles of one scope and no other.
//
// It brings together package store, which keeps articles on disk, package corpus, which reads
// files, and package rag, which finds answers. It knows nothing of Discord or the command line.
package library

import (
	"context"
	"log/slog"
	"sync"

	"footnote/corpus"
	"footnote/corpus/doc"
	"footnote/library/answers"
	"footnote/library/store"
	"footnote/rag"
	"footnote/rag/index"
)

// A Source fetches the file at an address. It is safe for concurrent use.
type Source interface {
	Fetch(ctx context.Context, address string) (doc.File, error)
}

// Options configure a [Library]. Store and Reader are required.
type Options struct {
	Store    *store.Library
	Reader   *corpus.Reader
	Web      Source                // fetches addresses; nil if none are accepted
	Embedder index.Embedder        // nil retrieves by words alone
	Judge    rag.Judge             // nil decides by words and vectors alone
	Standing *index.Index          // answers for scopes without articles; may be nil
	Fallback store.Scope           // if not empty, its current articles answer if Standing has none either
	Example  *index.Index          // an article to try things with, used by Library.Example only; may be nil
	Writing  *rag.Writing          // how a language model writes answers; nil if there is none
	Log      *slog.Logger          // nil logs nothing
	Embedded func(done, total int) // if not nil, is called while vectors of stored articles are computed anew
	Held     func(bytes int64)     // if not nil, is called with the memory of all indexes whenever it grows
	Limits   Limits
	// KeepOriginals stores the original files of added articles even if the settings of their
	// scope do not ask for it.
	KeepOriginals bool
	Whole         bool // keeps the texts of articles in memory, not only their index, for callers who close Store
}

// A Library manages the articles of every scope. It is safe for concurrent use, and other
// processes may use the same store.
type Library struct {
	*scopes
	*indexes
	asides
	queue queue
}

// scopes gives access to the stored data of each scope: articles, settings, daily spending.
type scopes struct {
	Options
	observed
	Fixed *answers.Book // answers that people wrote for given questions
}

// indexes holds the indexes of recently used scopes in memory.
type indexes struct {
	*scopes

	texts   *texts
	filling chan struct{} // a semaphore of maxFilling places

	mu     sync.Mutex // never held while waiting
	loaded map[store.Scope]*scopeIndex
}

// New returns a library on a store. It reads nothing until something is needed.
func New(o Options) (*Library, error) {
	o.Limits = o.Limits.orDefault()
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Standing == nil {
		o.Standing = index.New(nil)
	}
	kept := &scopes{Options: o, Fixed: answers.New(o.Store, o.Log)}
	loaded := &indexes{scopes: kept, texts: newTexts(), filling: make(chan struct{}, maxFilling), loaded: map[store.Scope]*scopeIndex{}}
	return &Library{kept, loaded, asides{loaded, make(chan struct{}, asideAtOnce)}, newQueue()}, nil
}

// List returns summaries of a scope's articles, in the order in which they were added.
func (l *scopes) List(ctx context.Context, scope store.Scope) ([]store.Summary, error) {
	all, err := l.Store.List(ctx, scope)
	return all, l.undamaged(err)
}

// Articles returns a scope's articles with their texts, in the order in which they were added.
// Damaged articles are left out; if all are damaged, it returns an error.
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
		all[i] = dated(r)
	}
	return all, nil
}
