package main

import (
	"errors"

	"footnote/library/store"
	"footnote/rag/e5"
	"footnote/rag/index"
	"footnote/rag/openai"
)

// embed adds vectors to the index and returns what made them, or nil. Vectors
// that were made before are read, not made again.
func (a *app) embed(x *index.Index) (index.Embedder, error) {
	embedder, err := a.embedder()
	if err != nil || embedder == nil {
		return nil, err
	}
	cache := a.vectorCache()
	defer cache.close()
	bar := a.progress("embedding")
	defer bar.End()
	return embedder, x.Embed(a.ctx, index.Cached(embedder, cache), bar.Show)
}

// embedder is the one that the settings choose, or nil.
func (a *app) embedder() (index.Embedder, error) {
	switch a.Embedder {
	case "none":
		return nil, nil
	case "openai":
		return a.openaiEmbedder()
	}
	return e5.New()
}

func (a *app) openaiEmbedder() (index.Embedder, error) {
	if a.key == "" && a.BaseURL == "" {
		return nil, &failure{what: "embedder openai", err: errors.New("neither a key nor a server is set"), status: statusUsage,
			code: "configuration", hint: "set OPENAI_API_KEY, or OPENAI_BASE_URL for a server of your own; or use --embedder local"}
	}
	e, err := openai.NewEmbedder(openai.EmbedderOptions{
		BaseURL: a.BaseURL, Key: a.key, Model: a.EmbedModel, Dimensions: a.Dimensions, BatchSize: a.Batch,
		QueryPrefix: a.QueryPrefix, PassagePrefix: a.PassagePrefix, Timeout: a.EmbedTimeout,
	})
	if err != nil {
		return nil, &failure{what: "embedder openai", err: err, status: statusUsage, code: "configuration", hint: "see footnote --help for the flags of embeddings"}
	}
	return e, nil
}

// vectorCache is the vectors that come with the program before those in the
// data directory, which is not touched where the former are enough.
func (a *app) vectorCache() *layers {
	return &layers{shipped: shippedVectors(), open: func() *store.Vectors {
		return store.Open(a.database(), func(warning string) { a.note("%s", warning) })
	}}
}
