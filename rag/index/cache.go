package index

import (
	"context"
	"crypto/sha256"
	"fmt"

	"footnote/corpus"
)

// A VectorCache stores vectors by their model and the SHA-256 of the text they were made from.
// It is safe for concurrent use.
type VectorCache interface {
	// Load returns those vectors for keys that the cache has.
	Load(ctx context.Context, model string, keys [][32]byte) (map[[32]byte][]float32, error)
	// Store stores vectors. What it fails to store is only computed again.
	Store(ctx context.Context, model string, vectors map[[32]byte][]float32) error
}

// Cached returns an Embedder that embeds no passage twice. Questions are not cached: they
// seldom come again, and what a reader asked is private.
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
	vectors, err := complete(texts, func(i int) []float32 { return known[keys[i]] }, func(missing []string) ([][]float32, error) {
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

// Reuse returns an embedder that takes over the vectors that the article with this ID already
// has, so that only the changed parts of a new version are embedded. It returns e itself if
// the article is gone or has no vectors of e's model.
func (x *Index) Reuse(ctx context.Context, e Embedder, id string) (Embedder, error) {
	old := x.entry(id)
	if old == nil || old.vectors == nil || old.vectors.model != e.Model() {
		return e, nil
	}
	whole, err := old.fetch(ctx, x.source)
	if err != nil || whole == nil {
		return e, err
	}
	return reuse(e, whole, old.vectors), nil
}

// reuse returns an embedder that takes over the vectors v of an article.
func reuse(e Embedder, a *corpus.Article, v *vectors) Embedder {
	r := reusing{Embedder: e, known: map[string][]float32{}}
	for i, text := range embeddedTexts(a) {
		switch passages := len(a.Passages); {
		case r.known[text] != nil:
		case i < passages:
			r.known[text] = v.unpacked(i, nil)
		default:
			r.known[text] = v.sentence(i - passages)
		}
	}
	for i, heading := range v.around.headings {
		if vector := v.heading(i, nil); vector != nil && r.known[heading] == nil {
			r.known[heading] = vector
		}
	}
	return r
}

// A reusing embedder knows the vectors of some texts.
type reusing struct {
	Embedder
	known map[string][]float32
}

func (r reusing) Embed(ctx context.Context, role Role, texts []string) ([][]float32, error) {
	if role != RolePassage {
		return r.Embedder.Embed(ctx, role, texts)
	}
	return complete(texts, func(i int) []float32 { return r.known[texts[i]] }, func(missing []string) ([][]float32, error) {
		return r.Embedder.Embed(ctx, role, missing)
	})
}

// complete returns the vectors of texts. It takes those that known returns, and has embed make
// the others.
func complete(texts []string, known func(i int) []float32, embed func(missing []string) ([][]float32, error)) ([][]float32, error) {
	vectors := make([][]float32, len(texts))
	var missing []string
	var places []int
	for i, text := range texts {
		if vectors[i] = known(i); vectors[i] == nil {
			missing, places = append(missing, text), append(places, i)
		}
	}
	if len(missing) == 0 {
		return vectors, nil
	}
	made, err := embed(missing)
	if err != nil {
		return nil, err
	}
	if len(made) != len(missing) {
		return nil, fmt.Errorf("%d vectors for %d texts", len(made), len(missing))
	}
	for i, vector := range made {
		vectors[places[i]] = vector
	}
	return vectors, nil
}
