package rag

import (
	"context"
	"crypto/sha256"
)

// A VectorCache keeps vectors by the model that made them and the SHA-256 of
// what they were made of. It is safe for concurrent use.
type VectorCache interface {
	// Load returns the vectors that are known of keys.
	Load(ctx context.Context, model string, keys [][32]byte) (map[[32]byte][]float32, error)
	// Store keeps vectors. Nothing is lost where it cannot: they are made anew.
	Store(ctx context.Context, model string, vectors map[[32]byte][]float32) error
}

// Cached is an Embedder that embeds no passage twice. Questions pass through:
// they come once, and are nobody's business later.
func Cached(e Embedder, c VectorCache) Embedder { return cached{e, c} }

type cached struct {
	Embedder
	cache VectorCache
}

func (c cached) Embed(ctx context.Context, role Role, texts []string) ([][]float32, error) {
	if role == RoleQuery {
		return c.Embedder.Embed(ctx, role, texts)
	}
	keys := make([][32]byte, len(texts))
	for i, text := range texts {
		keys[i] = sha256.Sum256([]byte(text))
	}
	known, err := c.cache.Load(ctx, c.Model(), keys)
	if err != nil {
		return nil, err
	}
	fresh := map[[32]byte][]float32{}
	vectors, err := lookUp(texts, func(i int) []float32 { return known[keys[i]] }, func(missing []string) ([][]float32, error) {
		made, err := c.Embedder.Embed(ctx, role, missing)
		for i, vector := range made[:min(len(made), len(missing))] {
			fresh[sha256.Sum256([]byte(missing[i]))] = vector
		}
		return made, err
	})
	if err != nil || len(fresh) == 0 {
		return vectors, err
	}
	return vectors, c.cache.Store(ctx, c.Model(), fresh)
}
