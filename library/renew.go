package library

import (
	"context"
	"errors"
	"fmt"
	"time"

	"footnote/library/store"
	"footnote/rag/index"
)

// renewAgain is how long to wait after vectors could not be renewed, because a server is down
// or the disk is full, say.
const renewAgain = 10 * time.Minute

// KeepCurrent replaces the vectors that an older version of the program made, in all scopes, one
// article after another, until there are none left or ctx ends. Until then, articles are found
// by their old vectors.
func (l *Library) KeepCurrent(ctx context.Context) {
	if l.Embedder == nil {
		return
	}
	for {
		older, err := l.Store.OlderVectors(ctx, l.model(), index.VectorsVersion)
		if err == nil && len(older) > 0 {
			l.Log.InfoContext(ctx, "an older version made the vectors; they are made anew in the background", "articles", len(older), "embedder", l.model())
			if err = l.renew(ctx, older, nil); err == nil {
				l.Log.InfoContext(ctx, "all vectors are of this version", "articles", len(older))
			}
		}
		if err == nil || ctx.Err() != nil {
			return
		}
		l.Log.WarnContext(ctx, "vectors cannot be made anew; the old ones are used, and it is tried again", "in", renewAgain, "error", err)
		select {
		case <-time.After(renewAgain):
		case <-ctx.Done():
			return
		}
	}
}

// Renew replaces outdated vectors of one scope, of at most most articles, or of all if most is
// -1. If progress is not nil, it is called after each article. If the store is read-only, Renew
// does nothing.
func (l *Library) Renew(ctx context.Context, scope store.Scope, most int, progress func(done, total int)) error {
	if l.Embedder == nil || l.Store.ReadOnly() {
		return nil
	}
	x, err := l.Index(ctx, scope)
	if err != nil {
		return err
	}
	var older []store.Place
	for _, id := range x.Older() {
		if len(older) != most {
			older = append(older, store.Place{Scope: scope, ID: id})
		}
	}
	return l.renew(ctx, older, progress)
}

func (l *Library) renew(ctx context.Context, all []store.Place, progress func(done, total int)) error {
	for n, p := range all {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := l.renewOne(ctx, p); err != nil {
			return err
		}
		if progress != nil {
			progress(n+1, len(all))
		}
	}
	return nil
}

func (l *Library) renewOne(ctx context.Context, p store.Place) error {
	r, found, err := l.Store.Article(ctx, p.Scope, p.ID, l.model())
	var damage *store.DamageError
	if errors.As(err, &damage) || err == nil && (!found || r.Vectors == nil) {
		return nil // it was removed, or it is embedded when it is next asked about
	}
	if err != nil {
		return err
	}
	v, err := index.Renew(ctx, l.Embedder, r.Article, index.Vectors{Model: r.Model, Data: r.Vectors})
	if err != nil {
		return fmt.Errorf("article %s of %s: %w", p.ID, p.Scope, err)
	}
	if err := l.Store.SetVectors(ctx, p.Scope, p.ID, v.Model, v.Data); err != nil {
		return err
	}
	return l.useVectors(ctx, p, v)
}

// useVectors sets the vectors of an article whose index is in memory.
func (l *indexes) useVectors(ctx context.Context, p store.Place, v index.Vectors) error {
	l.mu.Lock()
	s := l.loaded[p.Scope]
	l.mu.Unlock()
	if s == nil {
		return nil
	}
	select {
	case s.lock <- struct{}{}:
		defer s.unlock()
	case <-ctx.Done():
		return ctx.Err()
	}
	delete(s.parts, p.ID)
	return s.index.SetVectors(p.ID, v)
}
