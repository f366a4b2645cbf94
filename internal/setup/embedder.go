package setup

import (
	"context"

	"footnote/rag/e5"
	"footnote/rag/index"
	"footnote/rag/openai"
)

// These are values of Settings.Embedder.
const (
	embedderOpenAI = "openai"
	embedderNone   = "none"
)

// NewEmbedder returns the embedder, or nil if only words are matched. It creates the embedder
// once.
func (s *Setup) NewEmbedder() (index.Embedder, error) {
	s.once.Do(func() { s.embedder, s.failed = s.makeEmbedder() })
	return s.embedder, s.failed
}

func (s *Settings) makeEmbedder() (index.Embedder, error) {
	switch s.Embedder {
	case embedderNone:
		return nil, nil
	case embedderOpenAI:
		if s.Vectors.Key == "" && s.Vectors.BaseURL == "" {
			return nil, &Error{Kind: Missing, Part: PartEmbedder}
		}
		e, err := openai.NewEmbedder(s.Vectors)
		if err != nil {
			return nil, &Error{Kind: Invalid, Part: PartEmbedder, Err: err}
		}
		return e, nil
	}
	e, err := e5.New()
	if err != nil {
		return nil, err
	}
	return e, nil
}

// CachedEmbedder returns the embedder with a cache of passage vectors, including those of the
// built-in article. It returns nil if only words are matched. The caller calls done when
// finished.
func (s *Setup) CachedEmbedder() (e index.Embedder, done func(), err error) {
	e, err = s.NewEmbedder()
	if err != nil || e == nil {
		return nil, func() {}, err
	}
	cache := s.vectorCache()
	return index.Cached(e, cache), cache.close, nil
}

// embed adds vectors to the index and returns the embedder, or nil.
func (s *Setup) embed(ctx context.Context, x *index.Index) (index.Embedder, error) {
	cached, done, err := s.CachedEmbedder()
	if err != nil || cached == nil {
		return nil, err
	}
	defer done()
	progress := s.Progress("embedding")
	defer progress.End()
	return s.embedder, x.Embed(ctx, cached, progress.Show)
}
