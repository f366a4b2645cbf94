package library

import (
	"context"

	"footnote/corpus"
	"footnote/rag"
)

// A Desk answers from the articles of one index and checks claims against them.
// It is safe for concurrent use.
type Desk struct {
	*rag.Engine
	Index    *rag.Index
	embedder rag.Embedder
	verifier *rag.Verifier
}

// NewDesk answers with sentences of the articles of index, which must have been
// embedded with embedder; nil goes by words alone.
func NewDesk(index *rag.Index, embedder rag.Embedder) (*Desk, error) {
	engine, err := rag.NewEngine(index, index.Retriever(embedder, rag.DefaultRecipe()))
	if err != nil {
		return nil, err
	}
	return &Desk{engine, index, embedder, rag.NewVerifier(index, embedder)}, nil
}

// WithWriter is a desk on the same articles whose answers a language model
// writes.
func (d *Desk) WithWriter(w rag.Writing) (*Desk, error) {
	engine, err := d.Engine.WithWriter(w)
	if err != nil {
		return nil, err
	}
	return &Desk{engine, d.Index, d.embedder, d.verifier}, nil
}

// Claims checks the sentences of a text.
func (d *Desk) Claims(ctx context.Context, text string) ([]rag.Claim, error) {
	return d.Engine.Claims(ctx, d.verifier, text)
}

// Articles are those that it answers from, in the order of adding.
func (d *Desk) Articles() []*corpus.Article { return d.Index.Articles() }
