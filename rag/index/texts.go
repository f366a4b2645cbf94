package index

import (
	"context"
	"fmt"
	"sync"
	"weak"

	"footnote/corpus"
)

// A Source provides the articles of an [Index] that does not keep their texts. It is safe for
// concurrent use.
type Source interface {
	// Articles returns the articles with these IDs, whole. It leaves out those that are gone
	// or cannot be read.
	Articles(ctx context.Context, ids []string) ([]*corpus.Article, error)
}

// outline returns an article without what takes memory: its text, and the spans of its
// passages, pages and repairs.
func outline(a *corpus.Article) *corpus.Article {
	return &corpus.Article{ID: a.ID, Title: a.Title, Source: a.Source, Author: a.Author, Published: a.Published, Read: a.Read, SeenBy: a.SeenBy, Pictures: a.Pictures, Sections: a.Sections}
}

// A cachedArticle refers weakly to an article that was fetched. As long as a caller uses it,
// everyone who asks for it gets the same pointer, so that articles can be compared by pointer.
type cachedArticle struct {
	mu    sync.Mutex
	whole weak.Pointer[corpus.Article]
}

func (c *cachedArticle) get() *corpus.Article {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.whole.Value()
}

// getOrSet returns the article that is still in use, or else a.
func (c *cachedArticle) getOrSet(a *corpus.Article) *corpus.Article {
	c.mu.Lock()
	defer c.mu.Unlock()
	if there := c.whole.Value(); there != nil {
		return there
	}
	c.whole = weak.Make(a)
	return a
}

// isWhole reports whether the article is in memory with its text.
func (e *entry) isWhole() bool { return e.cached == nil }

// Whole returns an article of [Index.Articles] with its text and passages, or nil if a is nil
// or is no longer in the index.
func (x *Index) Whole(ctx context.Context, a *corpus.Article) (*corpus.Article, error) {
	if a == nil {
		return nil, nil
	}
	e := x.entry(a.ID)
	if e == nil {
		return nil, nil
	}
	return e.fetch(ctx, x.source)
}

// fetch returns the whole article of an entry, or nil if it is gone.
func (e *entry) fetch(ctx context.Context, s Source) (*corpus.Article, error) {
	f := newFetching(s)
	err := f.fetch(ctx, []*entry{e})
	return f.of(e), err
}

// At returns passage n, from 0, of the article with an ID, if both exist and can be read.
func (x *Index) At(ctx context.Context, id string, n int) (Ref, bool) {
	e := x.entry(id)
	if e == nil {
		return Ref{}, false
	}
	whole, err := e.fetch(ctx, x.source)
	if err != nil || whole == nil {
		return Ref{}, false
	}
	return x.Passage(whole, n)
}

// wholes returns all articles of an index, whole, in order.
func wholes(ctx context.Context, x *Index) ([]*corpus.Article, error) {
	all := x.Articles()
	for i, a := range all {
		whole, err := x.Whole(ctx, a)
		if err != nil {
			return nil, err
		}
		if whole == nil {
			return nil, fmt.Errorf("article %s is gone", a.ID)
		}
		all[i] = whole
	}
	return all, nil
}

// fetching holds the whole articles that have been fetched so far.
type fetching struct {
	source  Source
	fetched map[*entry]*corpus.Article // nil for an article that is gone
}

func newFetching(s Source) *fetching { return &fetching{s, map[*entry]*corpus.Article{}} }

// of returns an article that has been fetched, or nil if it is gone.
func (f *fetching) of(e *entry) *corpus.Article {
	if e.isWhole() {
		return e.article
	}
	return f.fetched[e]
}

// fetch fetches the articles of entries that have not been fetched yet.
func (f *fetching) fetch(ctx context.Context, entries []*entry) error {
	missing := map[string]*entry{}
	var ids []string
	for _, e := range entries {
		if _, known := f.fetched[e]; known || e.isWhole() {
			continue
		}
		f.fetched[e] = e.cached.get()
		if f.fetched[e] == nil && missing[e.article.ID] == nil {
			missing[e.article.ID], ids = e, append(ids, e.article.ID)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	found, err := f.source.Articles(ctx, ids)
	if err != nil {
		return fmt.Errorf("fetch the texts of articles: %w", err)
	}
	for _, a := range found {
		if e := missing[a.ID]; e != nil && e.fits(a) {
			f.fetched[e] = e.cached.getOrSet(a)
		}
	}
	return nil
}

// fits reports whether an article is the one that was indexed.
func (e *entry) fits(a *corpus.Article) bool {
	return len(a.Passages) == e.around.passages() && a.SentenceCount() == e.around.sentences()
}
