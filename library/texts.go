package library

import (
	"container/list"
	"context"
	"slices"
	"sync"

	"footnote/corpus"
	"footnote/library/access"
	"footnote/library/store"
	"footnote/rag/index"
)

// mostTexts is how many bytes of article texts are cached, for all scopes together.
const mostTexts = 8 << 20

// texts is a cache of recently fetched articles. It is safe for concurrent use.
type texts struct {
	mu     sync.Mutex
	bytes  int
	recent *list.List // of keptText, most recently used first
	places map[store.Place]*list.Element
}

// A keptText is a cached article and its size in bytes.
type keptText struct {
	place   store.Place
	article *corpus.Article
	bytes   int
}

func newTexts() *texts { return &texts{recent: list.New(), places: map[store.Place]*list.Element{}} }

func (t *texts) get(p store.Place) *corpus.Article {
	t.mu.Lock()
	defer t.mu.Unlock()
	at := t.places[p]
	if at == nil {
		return nil
	}
	t.recent.MoveToFront(at)
	return at.Value.(keptText).article
}

func (t *texts) put(p store.Place, a *corpus.Article) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.drop(t.places[p])
	k := keptText{p, a, sizeOf(a)}
	t.places[p] = t.recent.PushFront(k)
	for t.bytes += k.bytes; t.bytes > mostTexts && t.recent.Len() > 1; {
		t.drop(t.recent.Back())
	}
}

// forget drops an article that was removed or replaced.
func (t *texts) forget(p store.Place) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.drop(t.places[p])
}

// forgetAll drops all articles of a scope.
func (t *texts) forgetAll(scope store.Scope) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for p, at := range t.places {
		if p.Scope == scope {
			t.drop(at)
		}
	}
}

// drop drops one article. The caller must hold t.mu.
func (t *texts) drop(at *list.Element) {
	if at == nil {
		return
	}
	k := t.recent.Remove(at).(keptText)
	delete(t.places, k.place)
	t.bytes -= k.bytes
}

// sizeOf returns about how many bytes an article takes in memory.
func sizeOf(a *corpus.Article) int {
	const passage, sentence = 64, 16
	return len(a.Text) + passage*len(a.Passages) + sentence*a.SentenceCount()
}

// newIndex returns an empty index for a scope.
func (l *indexes) newIndex(scope store.Scope) *index.Index {
	if l.Options.Whole {
		return index.New(nil)
	}
	return index.Over(source{l, scope})
}

// A source fetches articles of a scope from the store.
type source struct {
	*indexes
	scope store.Scope
}

// Articles returns the articles with these ids. Damaged ones are left out.
func (s source) Articles(ctx context.Context, ids []string) ([]*corpus.Article, error) {
	var all []*corpus.Article
	var missing []string
	for _, id := range ids {
		if a := s.texts.get(store.Place{Scope: s.scope, ID: id}); a != nil {
			all = append(all, a)
		} else {
			missing = append(missing, id)
		}
	}
	records, err := s.Store.Some(ctx, s.scope, missing, "")
	if err := s.undamaged(err); err != nil {
		return nil, err
	}
	for _, r := range records {
		a := dated(r)
		s.texts.put(store.Place{Scope: s.scope, ID: a.ID}, a)
		all = append(all, a)
	}
	return all, nil
}

// dated returns the article of a record, with the date it was read.
func dated(r store.Record) *corpus.Article {
	r.Article.Read = r.Added
	return r.Article
}

// Whole returns articles with their texts, leaving out those that are gone or that the viewer
// may no longer see.
func (l *indexes) Whole(ctx context.Context, who access.Viewer, articles []*corpus.Article) ([]*corpus.Article, error) {
	s, err := l.open(ctx, who.Scope)
	if err != nil {
		return nil, err
	}
	defer s.unlock()
	if err := l.choose(ctx, who.Scope, s); err != nil {
		return nil, err
	}
	v, closed := s.view(who), s.hidden(who)
	var all []*corpus.Article
	for _, a := range articles {
		if _, is := slices.BinarySearch(closed, a.ID); is {
			continue
		}
		if a.Text == "" {
			if a, err = v.index.Whole(ctx, a); err != nil {
				return nil, err
			}
		}
		if a != nil {
			all = append(all, a)
		}
	}
	return all, nil
}
