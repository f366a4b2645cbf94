package indextest

import (
	"context"
	"slices"
	"sync"

	"footnote/corpus"
	"footnote/rag/index"
)

// A Source is an [index.Source] that, like a database, returns new copies of its articles on each
// call. It is safe for concurrent use.
type Source struct {
	Err error // returned by every call, unless nil

	mu    sync.Mutex
	all   map[string]*corpus.Article
	asked []string // IDs
}

// NewSource returns a source with these articles.
func NewSource(articles ...*corpus.Article) *Source {
	s := &Source{all: map[string]*corpus.Article{}}
	for _, a := range articles {
		s.all[a.ID] = a
	}
	return s
}

// Lose removes an article.
func (s *Source) Lose(id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.all, id)
}

// Asked returns the IDs requested since the last call of Asked.
func (s *Source) Asked() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	asked := s.asked
	s.asked = nil
	return asked
}

// Articles implements [index.Source].
func (s *Source) Articles(_ context.Context, ids []string) ([]*corpus.Article, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.asked = append(s.asked, ids...)
	if s.Err != nil {
		return nil, s.Err
	}
	var found []*corpus.Article
	for _, id := range slices.Backward(ids) { // reversed, because the order of the results is not guaranteed
		if a := s.all[id]; a != nil {
			again := *a
			found = append(found, &again)
		}
	}
	return found, nil
}

var _ index.Source = (*Source)(nil)
