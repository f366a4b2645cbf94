package citation

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"time"

	"footnote/corpus"
	"footnote/library"
	"footnote/library/access"
	"footnote/library/store"
	"footnote/rag/lexical"
)

// A Checker finds answers whose cited sentences have changed.
type Checker struct {
	Library *library.Library
	Log     *slog.Logger

	checked map[store.Scope]int64 // the generation up to which a scope is checked
}

// Look checks every scope that has changed since the last Look.
func (c *Checker) Look(ctx context.Context) error {
	scopes, err := c.Library.Scopes(ctx)
	if err != nil {
		return err
	}
	if c.checked == nil {
		c.checked = map[store.Scope]int64{}
	}
	for _, scope := range scopes {
		if err := c.lookAt(ctx, scope); err != nil {
			if ctx.Err() != nil {
				return err
			}
			c.Log.WarnContext(ctx, "it cannot be seen which answers rest on what has changed", "error", err) // go on with the other scopes
		}
	}
	return nil
}

// lookAt checks a scope if its articles, or those of the fallback scope, have changed.
func (c *Checker) lookAt(ctx context.Context, scope store.Scope) error {
	generation, err := c.Library.Store.Generation(ctx, scope)
	if err != nil {
		return err
	}
	if c.Library.Fallback != "" && c.Library.Fallback != scope {
		more, err := c.Library.Store.Generation(ctx, c.Library.Fallback)
		if err != nil {
			return err
		}
		generation += more // both only grow, so their sum changes with either
	}
	if last, known := c.checked[scope]; known && last == generation {
		return nil
	}
	done, err := c.check(ctx, scope)
	if err == nil && done {
		c.checked[scope] = generation
	}
	return err
}

// check compares the citations of a scope's answers with the current articles. It reports false
// if a removed article may still be restored, so that the scope has to be checked again.
func (c *Checker) check(ctx context.Context, scope store.Scope) (done bool, err error) {
	all, err := c.Library.Store.ShownIn(ctx, scope, time.Now().Add(-store.ShownAge))
	if err != nil || len(all) == 0 {
		return err == nil, err
	}
	n := newNow(c.Library)
	for _, s := range all {
		was, moved := slices.Clone(s.Cited), false
		for i := range s.Cited {
			one, err := n.renew(ctx, &s.Cited[i])
			if err != nil {
				return false, err
			}
			moved = moved || one
		}
		if !moved {
			continue
		}
		if err := c.renewed(ctx, s, was); err != nil {
			return false, err
		}
	}
	return !n.waits, nil
}

// renewed stores the changes of an answer's citations. A citation that was erased in the meantime
// stays erased.
func (c *Checker) renewed(ctx context.Context, s store.ShownAnswer, was []store.Cited) error {
	_, err := c.Library.Store.ChangeShown(ctx, s.Number, func(kept *store.ShownAnswer) (any bool) {
		if len(kept.Cited) != len(was) {
			return false
		}
		for i, now := range s.Cited {
			if now == was[i] || kept.Cited[i] != was[i] {
				continue
			}
			kept.Cited[i], any = now, true
			if now.Change != store.Stands {
				kept.Age(time.Now())
			}
		}
		return any
	})
	return err
}

// A now gives access to the current articles of some scopes, read on demand.
type now struct {
	library  *library.Library
	analyser *lexical.Analyser
	scopes   map[store.Scope]*standing
	versions map[string]*version // by article id; nil if the article is gone
	waits    bool                // a removed article may still be restored
}

// A standing lists the articles of a scope.
type standing struct {
	ids, removed map[string]bool
	keys         map[string]string // article ids by key
	rules        access.Rules      // the access rules
}

func newNow(l *library.Library) *now {
	return &now{library: l, analyser: lexical.NewAnalyser(), scopes: map[store.Scope]*standing{}, versions: map[string]*version{}}
}

// renew determines what has become of a cited sentence, and reports whether that has changed.
func (n *now) renew(ctx context.Context, c *store.Cited) (changed bool, err error) {
	if c.Change != store.Stands {
		return false, nil // known already
	}
	at, err := n.standing(ctx, c.Home)
	if err != nil || at.ids[c.Article] {
		return false, err
	}
	later := at.keys[c.Key]
	switch {
	case c.Key != "" && later != "":
	case at.removed[c.Article]:
		n.waits = true
		return false, nil
	default:
		c.Sentence, c.Change = "", store.Erased
		return true, nil
	}
	v, err := n.version(ctx, c.Home, later)
	if err != nil || v == nil { // it was just removed
		n.waits = n.waits || err == nil
		return false, err
	}
	c.Article = later
	if v.has(c.Sentence) {
		return true, nil
	}
	c.Change = store.Gone
	if _, found := v.nearest(c.Sentence); found {
		c.Change = store.Altered
	}
	return true, nil
}

func (n *now) standing(ctx context.Context, scope store.Scope) (*standing, error) {
	if s := n.scopes[scope]; s != nil {
		return s, nil
	}
	kept, err := n.library.List(ctx, scope)
	if err != nil {
		return nil, err
	}
	removed, err := n.library.Removed(ctx, scope)
	if err != nil {
		return nil, err
	}
	damaged, err := n.library.Damaged(ctx, scope)
	if err != nil {
		return nil, err
	}
	s := &standing{map[string]bool{}, map[string]bool{}, map[string]string{}, access.RulesOf(kept)}
	for _, k := range kept {
		s.ids[k.ID], s.keys[k.Key] = true, k.ID
	}
	for _, r := range removed {
		s.removed[r.ID] = true
	}
	for _, id := range damaged { // its text and its rule are unknown
		s.ids[id], s.rules[id] = true, access.Read("closed")
	}
	n.scopes[scope] = s
	return s, nil
}

// version returns the current version of an article, or nil if it is gone.
func (n *now) version(ctx context.Context, scope store.Scope, id string) (*version, error) {
	if v, read := n.versions[id]; read {
		return v, nil
	}
	a, err := article(ctx, n.library, scope, id)
	if err != nil {
		return nil, err
	}
	var v *version
	if a != nil {
		v = versionOf(n.analyser, a)
	}
	n.versions[id] = v
	return v, nil
}

// article reads an article of a scope. It returns nil if the article is gone.
func article(ctx context.Context, l *library.Library, scope store.Scope, id string) (*corpus.Article, error) {
	r, found, err := l.Store.Article(ctx, scope, id, "")
	if errors.As(err, new(*store.DamageError)) || err == nil && !found {
		return nil, nil
	}
	return r.Article, err
}
