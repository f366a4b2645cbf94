package library

import (
	"context"
	"fmt"
	"time"

	"footnote/library/access"
	"footnote/library/store"
	"footnote/rag"
	"footnote/rag/index"
)

// A scopeIndex holds the articles of one scope in memory. Each scope has an index of its own, so
// that no question can find the articles of another scope.
type scopeIndex struct {
	lock       chan struct{} // held while the index is synced and used
	used       time.Time     // guarded by indexes.mu
	generation int64         // of the stored articles when they were last read; -1 if never
	index      *index.Index
	keys       map[string]string // the articles' keys by their ids, see [Origin]
	rules      access.Rules      // of its articles
	settings   Settings
	answering  *index.Index           // index or, if that is empty, the index that answers in its place
	lent       int64                  // the generation of the fallback scope while that answers, else 0
	parts      map[string]*rag.Engine // engines for single articles, by id
	views      map[string]*viewed     // of answering, by the articles that are hidden
	governing  access.Rules           // of the articles in answering
	foreign    bool                   // answering is not the scope's own index
	example    *rag.Engine            // nil until it is needed
}

// maxParts is the maximum number of engines for single articles that a scope keeps.
const maxParts = 32

// A NotFoundError is returned if a scope has no article with an id.
type NotFoundError struct{ ID string }

func (e *NotFoundError) Error() string { return "there is no article " + e.ID }

// Engine returns the engine that answers a viewer from the articles of a scope that they may
// see. If the scope has no articles, those of [Options.Standing] or [Options.Fallback] take
// their place; if there are none either, the engine has no articles. If article is not empty,
// the engine answers from that article alone; if the viewer may see no article with that id,
// Engine returns a [*NotFoundError].
func (l *indexes) Engine(ctx context.Context, who access.Viewer, article string) (*rag.Engine, error) {
	s, err := l.open(ctx, who.Scope)
	if err != nil {
		return nil, err
	}
	defer s.unlock()
	if err := l.choose(ctx, who.Scope, s); err != nil {
		return nil, err
	}
	v := s.view(who)
	if article != "" {
		if _, there := v.index.Article(article); !there {
			return nil, &NotFoundError{article}
		}
		return l.part(ctx, s, who.Scope, article)
	}
	if v.engine == nil {
		o := l.options(who.Scope, s.settings)
		o.Fixed = l.Fixed.In(who.Scope)
		if v.engine, err = rag.New(v.index, o); err != nil {
			return nil, err
		}
	}
	return v.engine, nil
}

// Quoting returns an engine on all articles of a scope that uses no language model, and so costs
// nothing but time.
func (l *indexes) Quoting(ctx context.Context, scope store.Scope) (*rag.Engine, error) {
	s, err := l.open(ctx, scope)
	if err != nil {
		return nil, err
	}
	defer s.unlock()
	if err := l.choose(ctx, scope, s); err != nil {
		return nil, err
	}
	return rag.New(s.answering, rag.Options{Embedder: l.Embedder, Judge: l.Judge})
}

// Example returns the engine that answers a scope's questions from [Options.Example], or nil if
// there is no example.
func (l *indexes) Example(ctx context.Context, scope store.Scope) (*rag.Engine, error) {
	if l.Options.Example == nil {
		return nil, nil
	}
	s, err := l.open(ctx, scope)
	if err != nil {
		return nil, err
	}
	defer s.unlock()
	if s.example == nil {
		if s.example, err = l.engineOn(l.Options.Example, scope, s.settings); err != nil {
			return nil, err
		}
	}
	return s.example, nil
}

// choose decides which articles answer in a scope: its own, the standing ones or those of the
// fallback scope. If they have changed, it drops the engines made for others.
func (l *indexes) choose(ctx context.Context, scope store.Scope, s *scopeIndex) error {
	index, lent, rules := s.index, int64(0), s.rules
	switch {
	case len(s.index.Articles()) > 0:
	case len(l.Standing.Articles()) > 0:
		index, rules = l.Standing, nil
	case l.Fallback != "" && l.Fallback != scope:
		f, err := l.open(ctx, l.Fallback)
		if err != nil {
			return err
		}
		defer f.unlock()
		index, lent, rules = f.index, f.generation, f.rules
	}
	s.governing, s.foreign = rules, index != s.index
	if index != s.answering || lent != s.lent {
		s.answering, s.lent = index, lent
		s.forget()
	}
	return nil
}

// engineOn returns an engine that answers a scope's questions from an index. A language model
// writes the answers if there is one and the settings allow it.
func (l *indexes) engineOn(x *index.Index, scope store.Scope, settings Settings) (*rag.Engine, error) {
	return rag.New(x, l.options(scope, settings))
}

// options returns the options of a scope's engines, without its fixed answers.
func (l *indexes) options(scope store.Scope, settings Settings) rag.Options {
	return rag.Options{Embedder: l.Embedder, Judge: l.Judge, Writing: l.writing(scope, settings)}
}

// writing returns how a language model writes the answers of a scope, or nil if it does not.
func (l *indexes) writing(scope store.Scope, settings Settings) *rag.Writing {
	if l.Writing == nil || settings.Mode == ModeExtractive {
		return nil
	}
	writing := *l.Writing
	writing.Generator = metered{writing.Generator, l.scopes, scope, l.tokens(settings)}
	return &writing
}

// part returns an engine on one of the articles that answer in a scope.
func (l *indexes) part(ctx context.Context, s *scopeIndex, scope store.Scope, id string) (*rag.Engine, error) {
	if d := s.parts[id]; d != nil {
		return d, nil
	}
	index, err := s.answering.Part(ctx, id)
	if err != nil {
		return nil, err
	}
	if index == nil {
		return nil, &NotFoundError{id}
	}
	d, err := l.engineOn(index, scope, s.settings)
	if err != nil {
		return nil, err
	}
	if len(s.parts) >= maxParts {
		clear(s.parts)
	}
	s.parts[id] = d
	return d, nil
}

// open returns the index of a scope, synced with the store and locked.
func (l *indexes) open(ctx context.Context, scope store.Scope) (*scopeIndex, error) {
	if !scope.Valid() {
		return nil, fmt.Errorf("library: %q is no scope", scope)
	}
	s := l.reach(scope)
	select {
	case s.lock <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	if err := l.sync(ctx, scope, s); err != nil {
		s.unlock()
		return nil, err
	}
	return s, nil
}

func (s *scopeIndex) unlock() { <-s.lock }
