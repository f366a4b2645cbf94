package library

import (
	"container/list"
	"context"
	"sync"

	"footnote/corpus"
	"footnote/library/store"
	"footnote/rag/index"
)

// mostTexts is how many bytes of articles are kept in memory after they were shown,
// of all scopes together.
const mostTexts = 8 << 20

// texts are the articles that were fetched lately. It is safe for concurrent use.
type texts struct {
	mu     sync.Mutex
	bytes  int
	recent *list.List // of keptText, the last one used first
	places map[store.Place]*list.Element
}

// A keptText is an article in memory and what it takes there.
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

// forget drops an article that has gone or is there anew.
func (t *texts) forget(p store.Place) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.drop(t.places[p])
}

// forgetAll drops what is of a scope.
func (t *texts) forgetAll(scope store.Scope) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for p, at := range t.places {
		if p.Scope == scope {
			t.drop(at)
		}
	}
}

// drop drops one; the caller holds the lock.
func (t *texts) drop(at *list.Element) {
	if at == nil {
		return
	}
	k := t.recent.Remove(at).(keptText)
	delete(t.places, k.place)
	t.bytes -= k.bytes
}

// sizeOf is about what an article takes in memory.
func sizeOf(a *corpus.Article) int {
	const passage, sentence = 64, 16
	return len(a.Text) + passage*len(a.Passages) + sentence*a.SentenceCount()
}

// newIndex is the index of a scope, empty.
func (l *indexes) newIndex(scope store.Scope) *index.Index {
	if l.Options.Whole {
		return index.New(nil)
	}
	return index.Over(source{l, scope})
}

// A source fetches the articles of a scope.
type source struct {
	*indexes
	scope store.Scope
}

// Articles are those with these ids. Damaged ones are left out.
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
		s.texts.put(store.Place{Scope: s.scope, ID: r.Article.ID}, r.Article)
		all = append(all, r.Article)
	}
	return all, nil
}

// Whole is articles that answer in a scope with their texts, as far as they are
// still there.
func (l *indexes) Whole(ctx context.Context, scope store.Scope, articles []*corpus.Article) ([]*corpus.Article, error) {
	s, err := l.open(ctx, scope)
	if err != nil {
		return nil, err
	}
	defer s.unlock()
	if err := l.choose(ctx, scope, s); err != nil {
		return nil, err
	}
	var all []*corpus.Article
	for _, a := range articles {
		if a.Text == "" {
			if a, err = s.answering.Whole(ctx, a); err != nil {
				return nil, err
			}
		}
		if a != nil {
			all = append(all, a)
		}
	}
	return all, nil
}
