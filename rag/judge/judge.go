// Package judge is a small cross-encoder. It reads a question together with the sentences of a
// passage and scores whether the passage answers it and which sentence does; or it reads a
// claim and scores whether the passage supports it.
//
// The model is the embedder's encoder, trained further (docs/judge.md). It shares word
// embeddings, tokenizer, memory and processors with the embedder in rag/e5; only the other
// weights are built in here, 12.7 MB.
package judge

import (
	"crypto/sha256"
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

// A Judge scores passages. It is safe for concurrent use; its calls share the processors with
// each other and with the embedder.
type Judge struct {
	load func() (*model, error)
	name string
}

// howRead must be increased when the same weights are to read a question or a passage
// differently.
const howRead = "judge-1-"

// Model names the weights and how they read. Caches of scores use it to notice a change of
// either.
func (j *Judge) Model() string { return j.name }

// New returns the judge with the built-in weights, which belong to the built-in embedder. They
// are decoded when first needed; if they are damaged, every call returns an error.
func New(embedder *e5.Embedder) *Judge {
	// The weights are used where they are, in the program's read-only data.
	return open(unsafe.Slice(unsafe.StringData(weights), len(weights)), embedder)
}

func open(file []byte, embedder *e5.Embedder) *Judge {
	seal := file[max(0, len(file)-sha256.Size):] // the SHA-256 of what precedes it
	return &Judge{sync.OnceValues(func() (*model, error) { return read(file, embedder) }), fmt.Sprintf("%s%.16x", howRead, seal)}
}

// A model holds the weights and what runs them.
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
