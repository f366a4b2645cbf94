package library

import (
	"context"

	"footnote/library/store"
	"footnote/rag/index"
)

// Index returns the index of a scope's own articles, up to date with the store. Later calls
// update the same index.
func (l *Library) Index(ctx context.Context, scope store.Scope) (*index.Index, error) {
	s, err := l.open(ctx, scope)
	if err != nil {
		return nil, err
	}
	defer s.unlock()
	return s.index, nil
}
