package index

import (
	"context"
	"fmt"
	"sync"
	"weak"

	"footnote/corpus"
)

// A Source has the articles of an [Index] that does not keep their texts. It is
// safe for concurrent use.
type Source interface {
	// Articles are those with these ids, whole. One that is gone, or cannot be read,
	// is left out.
	Articles(ctx context.Context, ids []string) ([]*corpus.Article, error)
}

// outline is an article without what takes room: its text and where its passages,
// pages and repairs are.
func outline(a *corpus.Article) *corpus.Article {
	return &corpus.Article{ID: a.ID, Title: a.Title, Source: a.Source, Author: a.Author, Published: a.Published, Sections: a.Sections}
}

// A held article is one that somebody still uses. Whoever asks for it meanwhile
// gets the same one, so that articles can be told apart by where they are.
type held struct {
	mu    sync.Mutex
	whole weak.Pointer[corpus.Article]
}

func (h *held) get() *corpus.Article {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.whole.Value()
}

// hold is the article that is used already or else this one.
func (h *held) hold(a *corpus.Article) *corpus.Article {
	h.mu.Lock()
	defer h.mu.Unlock()
	if there := h.whole.Value(); there != nil {
		return there
	}
	h.whole = weak.Make(a)
	return a
}

// isWhole reports whether the article is in memory with its text.
func (e *entry) isWhole() bool { return e.held == nil }

// Whole is an article of [Index.Articles] with its text and passages, nil where it
// is not there any more, or where it is nil itself.
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

// fetch is the article of an entry, whole, nil where it is gone.
func (e *entry) fetch(ctx context.Context, s Source) (*corpus.Article, error) {
	f := newFetching(s)
	err := f.fetch(ctx, []*entry{e})
	return f.of(e), err
}

// At is passage n, from 0, of the article with an ID, if both are there and can be
// read.
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

// wholes are all articles of an index, whole, in order.
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

// fetching is whole articles, as far as they were fetched.
type fetching struct {
	source  Source
	fetched map[*entry]*corpus.Article // nil for one that is gone
}

func newFetching(s Source) *fetching { return &fetching{s, map[*entry]*corpus.Article{}} }

// of is an article that was fetched, nil where it is gone.
func (f *fetching) of(e *entry) *corpus.Article {
	if e.isWhole() {
		return e.article
	}
	return f.fetched[e]
}

// fetch fetches articles that were not fetched before.
func (f *fetching) fetch(ctx context.Context, entries []*entry) error {
	missing := map[string]*entry{}
	var ids []string
	for _, e := range entries {
		if _, known := f.fetched[e]; known || e.isWhole() {
			continue
		}
		f.fetched[e] = e.held.get()
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
			f.fetched[e] = e.held.hold(a)
		}
	}
	return nil
}

// fits reports whether an article is the one that was indexed.
func (e *entry) fits(a *corpus.Article) bool {
	return len(a.Passages) == e.around.passages() && a.SentenceCount() == e.around.sentences()
}
