package library

import (
	"context"

	"footnote/library/store"
	"footnote/rag/index"
)

// Index is a scope's own articles as they are kept now, ready to be searched. It
// follows what becomes of them.
func (l *Library) Index(ctx context.Context, scope store.Scope) (*index.Index, error) {
	s, err := l.open(ctx, scope)
	if err != nil {
		return nil, err
	}
	defer s.unlock()
	return s.index, nil
}
