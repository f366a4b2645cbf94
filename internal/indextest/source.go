package indextest

import (
	"context"
	"slices"
	"sync"

	"footnote/corpus"
	"footnote/rag/index"
)

// A Source has articles as a database does: each time it is asked, it makes them
// anew. It is safe for concurrent use.
type Source struct {
	Err error // of every call, where it is not nil

	mu    sync.Mutex
	all   map[string]*corpus.Article
	asked []string
}

// NewSource has those articles.
func NewSource(articles ...*corpus.Article) *Source {
	s := &Source{all: map[string]*corpus.Article{}}
	for _, a := range articles {
		s.all[a.ID] = a
	}
	return s
}

// Lose forgets an article.
func (s *Source) Lose(id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.all, id)
}

// Asked are the ids that were asked for since the last call.
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
	for _, id := range slices.Backward(ids) { // in any order
		if a := s.all[id]; a != nil {
			again := *a
			found = append(found, &again)
		}
	}
	return found, nil
}

var _ index.Source = (*Source)(nil)
