package library

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"footnote/corpus"
	"footnote/library/access"
	"footnote/library/store"
	"footnote/rag/index"
)

// sync brings an index up to date with the store, whichever process has changed it.
func (l *indexes) sync(ctx context.Context, scope store.Scope, s *scopeIndex) error {
	generation, err := l.Store.Generation(ctx, scope)
	if err != nil {
		return err
	}
	l.told(func(o Observer) { o.Looked("indexes", s.generation >= 0, 1) })
	if generation == s.generation {
		return nil
	}
	settings, err := l.Settings(ctx, scope)
	if err != nil {
		return err
	}
	if s.generation < 0 {
		err = l.fill(ctx, scope, s)
	} else {
		err = l.change(ctx, scope, s)
	}
	if err != nil {
		return fmt.Errorf("read the articles of %s: %w", scope, err)
	}
	l.grown(scope)
	s.settings, s.generation, s.example = settings, generation, nil
	s.forget()
	return nil
}

// readTogether is how many articles are read at once, so that those of a large scope are not in
// memory all together.
const readTogether = 50

// maxFilling is how many indexes are read at once. Reading one takes all processors, and an
// index cannot be evicted while it is being read.
const maxFilling = 2

// fill reads all articles of a scope. Changes made in the meantime are found by the next sync,
// because the generation was read before.
func (l *indexes) fill(ctx context.Context, scope store.Scope, s *scopeIndex) error {
	select {
	case l.filling <- struct{}{}:
		defer func() { <-l.filling }()
	case <-ctx.Done():
		return ctx.Err()
	}
	all, err := l.List(ctx, scope)
	if err != nil {
		return err
	}
	f := filling{l, scope, len(all), 0, false}
	var failed error
	err = s.index.AddAll(ctx, func(yield func(*corpus.Article, index.Vectors) bool) {
		for some := range slices.Chunk(all, readTogether) {
			var stopped bool
			if stopped, failed = f.read(ctx, some, yield); stopped || failed != nil {
				return
			}
		}
	})
	if err := cmp.Or(failed, err); err != nil {
		return err
	}
	for _, k := range all {
		s.keys[k.ID] = k.Key
	}
	s.rules = access.RulesOf(all)
	return nil
}

// A filling tracks the reading of one scope's articles into an index.
type filling struct {
	*indexes
	scope   store.Scope
	total   int
	done    int
	missing bool // some articles had no vectors
}

// read passes some articles and their vectors to yield, until yield returns false.
func (f *filling) read(ctx context.Context, some []store.Summary, yield func(*corpus.Article, index.Vectors) bool) (stopped bool, err error) {
	ids := make([]string, len(some))
	for i, k := range some {
		ids[i] = k.ID
	}
	records, err := f.Store.Some(ctx, f.scope, ids, f.model())
	if err := f.undamaged(err); err != nil {
		return false, err
	}
	for _, r := range records {
		f.missing = f.missing || r.Vectors == nil
		v, err := f.vectors(ctx, f.scope, r)
		if err != nil {
			return false, err
		}
		if !yield(dated(r), v) {
			return true, nil
		}
		if f.done++; f.missing && f.Embedded != nil {
			f.Embedded(f.done, f.total)
		}
	}
	f.grown(f.scope)
	return false, nil
}

// change applies the changes of a scope's stored articles to its index.
func (l *indexes) change(ctx context.Context, scope store.Scope, s *scopeIndex) error {
	kept, err := l.List(ctx, scope)
	if err != nil {
		return err
	}
	keys := map[string]string{}
	for _, k := range kept {
		keys[k.ID] = k.Key
	}
	gone := map[string]string{} // ids by key
	for id, key := range s.keys {
		if _, stays := keys[id]; !stays {
			gone[key] = id
		}
	}
	for _, k := range kept {
		if _, there := s.index.Article(k.ID); there {
			continue
		}
		r, found, err := l.Store.Article(ctx, scope, k.ID, l.model())
		if err := l.undamaged(err); err != nil {
			return err
		}
		if !found { // it was just removed, and the generation has changed again; or it is damaged
			continue
		}
		old := ""
		if k.Key != "" {
			old = gone[k.Key]
		}
		v, err := l.vectors(ctx, scope, r)
		if err != nil {
			return err
		}
		l.texts.forget(store.Place{Scope: scope, ID: k.ID})
		if err := s.index.Replace(ctx, old, dated(r), v); err != nil {
			return err
		}
	}
	for _, a := range s.index.Articles() {
		if _, stays := keys[a.ID]; !stays {
			s.index.Remove(a.ID)
			l.texts.forget(store.Place{Scope: scope, ID: a.ID})
		}
	}
	s.keys, s.rules = keys, access.RulesOf(kept)
	return nil
}

// model returns the embedder's name, or "" if there is none.
func (l *indexes) model() string {
	if l.Embedder == nil {
		return ""
	}
	return l.Embedder.Model()
}

// vectors returns the stored vectors of an article, or computes and stores new ones if there are
// none of the current embedder.
func (l *indexes) vectors(ctx context.Context, scope store.Scope, r store.Record) (index.Vectors, error) {
	if l.Embedder == nil {
		return index.Vectors{}, nil
	}
	if r.Vectors != nil {
		return index.Vectors{Model: r.Model, Data: r.Vectors}, nil
	}
	v, err := index.EmbedArticle(ctx, l.Embedder, r.Article, nil)
	if err != nil {
		return v, err
	}
	err = l.Store.SetVectors(ctx, scope, r.Article.ID, v.Model, v.Data)
	var refused *store.OpenError
	if errors.As(err, &refused) { // the disk cannot be written; they are computed again the next time
		l.Log.WarnContext(ctx, "vectors could not be kept", "error", err)
		return v, nil
	}
	return v, err
}
