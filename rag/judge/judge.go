// Package judge is a small cross-encoder: it reads a question, or a claim,
// together with the sentences of a passage and says whether the passage answers
// and which sentence does, or whether it bears the claim out.
//
// The model is the embedder's encoder, trained further (docs/judge.md). Its word
// embeddings, tokenizer, memory and processors are those of the embedder in
// rag/e5; what is built in here is the other weights, 12.7 MB.
package judge

import (
	_ "embed"
	"fmt"
	"sync"
	"unsafe"

	"footnote/rag/e5"
	"footnote/rag/encoder"
	"footnote/rag/encoder/format"
)

//go:embed weights.bin
var weights string

// A Judge scores passages. It is safe for concurrent use; calls share the
// processors with each other and with the embedder.
type Judge struct {
	load func() (*model, error)
}

// New is the judge with the built-in weights, which belong to the built-in
// embedder. They are read when they are first needed; that they are damaged is
// an error of every call then.
func New(embedder *e5.Embedder) *Judge {
	// The weights are read where they lie, in the program's read-only part.
	return open(unsafe.Slice(unsafe.StringData(weights), len(weights)), embedder)
}

func open(file []byte, embedder *e5.Embedder) *Judge {
	return &Judge{sync.OnceValues(func() (*model, error) { return read(file, embedder) })}
}

// A model is the weights with what runs them.
type model struct {
	*format.Judge
	tokenizer *encoder.Tokenizer
	blank     int32 // the token of a space
	encoder   *encoder.Encoder
}

func read(file []byte, embedder *e5.Embedder) (*model, error) {
	j, err := format.DecodeJudge(file, embedder.Encoder().Model)
	if err != nil {
		return nil, fmt.Errorf("built-in judge: %w", err)
	}
	tokenizer := embedder.Tokenizer()
	return &model{j, tokenizer, tokenizer.Tokens("")[0], embedder.Encoder().Fine(j.Model)}, nil
}
