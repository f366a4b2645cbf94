package library

import (
	"footnote/corpus"
	"footnote/rag"
	"footnote/rag/index"
)

// A Desk answers from the articles of one index and checks claims against them.
// It is safe for concurrent use.
type Desk struct {
	*rag.Engine
	Index    *index.Index
	embedder index.Embedder
}

// NewDesk answers with sentences of the articles of index, which must have been
// embedded with embedder; nil goes by words alone.
func NewDesk(index *index.Index, embedder index.Embedder) (*Desk, error) {
	engine, err := rag.New(index, rag.Options{Embedder: embedder})
	if err != nil {
		return nil, err
	}
	return &Desk{engine, index, embedder}, nil
}

// WithWriter is a desk on the same articles whose answers a language model
// writes.
func (d *Desk) WithWriter(w rag.Writing) (*Desk, error) {
	engine, err := rag.New(d.Index, rag.Options{Embedder: d.embedder, Writing: &w})
	if err != nil {
		return nil, err
	}
	return &Desk{engine, d.Index, d.embedder}, nil
}

// Articles are those that it answers from, in the order of adding.
func (d *Desk) Articles() []*corpus.Article { return d.Index.Articles() }
