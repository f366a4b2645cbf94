package index

import (
	"context"
	"sync/atomic"
)

// View returns a read-only index of the articles whose IDs are allowed. It follows changes of
// these articles; articles added under other IDs are not visible. A search ranks only visible
// passages, but word statistics (how rare a word is, whether any article has it) are those of
// all articles.
func (x *Index) View(allowed map[string]bool) *Index {
	within := map[string]bool{}
	for id, yes := range allowed {
		if yes && x.view.shows(id) {
			within[id] = true
		}
	}
	return &Index{x.contents, &view{allowed: within}}
}

// A view says which articles are visible. A nil view shows all.
type view struct {
	allowed map[string]bool // by ID
	known   atomic.Pointer[seen]
}

// seen is the visible part of an index.
type seen struct {
	version  uint64 // of the contents
	order    []*entry
	passages int
	chinese  int // how many of the passages are in Chinese
}

// shows reports whether the article with an ID is visible, if it exists.
func (v *view) shows(id string) bool { return v == nil || v.allowed[id] }

// of returns the visible part of contents. The caller must hold their lock.
func (v *view) of(c *contents) seen {
	if v == nil {
		return seen{c.version, c.order, c.count, c.chinese}
	}
	if known := v.known.Load(); known != nil && known.version == c.version {
		return *known
	}
	now := seen{version: c.version}
	for _, e := range c.order {
		if !v.allowed[e.article.ID] {
			continue
		}
		now.order = append(now.order, e)
		now.passages += len(e.chinese)
		for _, chinese := range e.chinese {
			if chinese {
				now.chinese++
			}
		}
	}
	v.known.Store(&now)
	return now
}

// hide sets the scores, by passage number, of passages that are not visible to 0. The caller
// must hold the lock of the contents.
func (v *view) hide(c *contents, scores ...[]float64) {
	if v == nil {
		return
	}
	for n, p := range c.passages {
		if p.entry != nil && v.allowed[p.Article.ID] {
			continue
		}
		for _, s := range scores {
			if n < len(s) {
				s[n] = 0
			}
		}
	}
}

// nearest returns the numbers of the k visible passages nearest to a question, given as a
// vector of length 1. The caller must hold the lock of the contents.
func (v *view) nearest(ctx context.Context, c *contents, question []float32, k int) ([]int, error) {
	if v == nil {
		return c.near.search(ctx, question, k, c.order)
	}
	return c.near.searchAmong(ctx, question, k, v.of(c).order)
}
