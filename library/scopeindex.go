package library

import (
	"context"
	"fmt"
	"time"

	"footnote/library/store"
	"footnote/rag"
	"footnote/rag/index"
)

// A scopeIndex is the articles of one scope in memory. Each scope has an index of its
// own, so that no question can find what is another's.
type scopeIndex struct {
	lock       chan struct{} // held while it is brought up to date
	used       time.Time     // guarded by the mutex of Library
	generation int64         // of what is kept, as it was last read; -1 was never
	index      *index.Index
	keys       map[string]string // of its articles, by their ids: what a later version has too
	settings   Settings
	answering  *index.Index           // its own articles or, where there are none, those that answer in their place
	lent       int64                  // the generation of the fallback scope, while its articles answer; else 0
	engine     *rag.Engine            // from all that answer; nil until it is asked
	parts      map[string]*rag.Engine // from one of them, by its id
	example    *rag.Engine            // nil until it is asked
}

// maxParts is how many articles of a scope are ready to be asked about alone.
const maxParts = 32

// A NotFoundError is that a scope has no such article.
type NotFoundError struct{ ID string }

func (e *NotFoundError) Error() string { return "there is no article " + e.ID }

// Engine answers from the articles of a scope or, where it has none, from those
// that [Options] name for that; where there are none either, it has no articles.
// With an article's id it answers from that one alone; where there is none, the
// error is a [*NotFoundError].
func (l *indexes) Engine(ctx context.Context, scope store.Scope, article string) (*rag.Engine, error) {
	s, err := l.open(ctx, scope)
	if err != nil {
		return nil, err
	}
	defer s.unlock()
	if err := l.choose(ctx, scope, s); err != nil {
		return nil, err
	}
	if article != "" {
		return l.part(ctx, s, scope, article)
	}
	if s.engine == nil {
		if s.engine, err = l.engineOn(s.answering, scope, s.settings); err != nil {
			return nil, err
		}
	}
	return s.engine, nil
}

// Example answers a scope's questions from the example, and is nil where there
// is none.
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

// choose decides which articles answer in a scope. What was made of others
// before is forgotten.
func (l *indexes) choose(ctx context.Context, scope store.Scope, s *scopeIndex) error {
	index, lent := s.index, int64(0)
	switch {
	case len(s.index.Articles()) > 0:
	case len(l.Standing.Articles()) > 0:
		index = l.Standing
	case l.Fallback != "" && l.Fallback != scope:
		f, err := l.open(ctx, l.Fallback)
		if err != nil {
			return err
		}
		defer f.unlock()
		index, lent = f.index, f.generation
	}
	if index != s.answering || lent != s.lent {
		s.answering, s.lent, s.engine = index, lent, nil
		clear(s.parts)
	}
	return nil
}

// engineOn answers a scope's questions from an index. A language model writes the
// answers, if there is one and the scope wants it.
func (l *indexes) engineOn(x *index.Index, scope store.Scope, settings Settings) (*rag.Engine, error) {
	return rag.New(x, rag.Options{Embedder: l.Embedder, Judge: l.Judge, Writing: l.writing(scope, settings)})
}

// writing is how a language model writes the answers of a scope, nil where it does not.
func (l *indexes) writing(scope store.Scope, settings Settings) *rag.Writing {
	if l.Writing == nil || settings.Mode == ModeExtractive {
		return nil
	}
	writing := *l.Writing
	writing.Generator = metered{writing.Generator, l.scopes, scope, l.tokens(settings)}
	return &writing
}

// part answers from one of the articles that answer in a scope.
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

// open is the index of a scope as it is kept now, locked.
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
