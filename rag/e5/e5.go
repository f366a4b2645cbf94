// Package e5 is the embedder that is built in: multilingual-e5-small (Wang et
// al., "Multilingual E5 Text Embeddings", 2024), its weights in 4 bits, run by
// this program itself.
//
// Text goes in and vectors come out; articles, passages and caches stay
// outside. The weights' file is described in rag/e5/format and made by
// internal/tools/convert.
package e5

import (
	"context"
	_ "embed"
	"fmt"
	"runtime"
	"unsafe"

	"footnote/rag"
	"footnote/rag/e5/format"
)

//go:embed weights.bin
var weights string

// An Embedder turns texts into vectors of 384 numbers and length 1. It is safe
// for concurrent use; calls share the processors between them.
type Embedder struct {
	model     string
	sizes     format.Sizes
	tokenizer *tokenizer
	encoder   encoder
	means     means
	scratches chan *scratch // one for each processor: who has one may compute
}

// New is the embedder with the built-in weights. It fails only where they have
// been damaged on their way.
func New() (*Embedder, error) {
	return builtIn(readMeans(meansFile))
}

// NewUncentred is the embedder as it was published: its vectors keep the mean
// that those of New have lost.
func NewUncentred() (*Embedder, error) { return builtIn(nil) }

func builtIn(m means) (*Embedder, error) {
	// The weights are read where they lie, in the program's read-only part.
	return open(unsafe.Slice(unsafe.StringData(weights), len(weights)), m)
}

func open(file []byte, centre means) (*Embedder, error) {
	m, err := format.Decode(file)
	if err != nil {
		return nil, fmt.Errorf("built-in embedder: %w", err)
	}
	e := &Embedder{
		model:     "multilingual-e5-small-" + m.Fingerprint + centre.fingerprint(),
		means:     centre,
		sizes:     m.Sizes,
		tokenizer: newTokenizer(m),
		encoder:   encoder{m},
		scratches: make(chan *scratch, runtime.GOMAXPROCS(0)),
	}
	for range cap(e.scratches) {
		e.scratches <- &scratch{}
	}
	return e, nil
}

// Model names the model and its weights, so that a change of either makes new
// vectors.
func (e *Embedder) Model() string { return e.model }

// prefix is what the model was trained to find before a text.
func prefix(role rag.Role) string {
	if role == rag.RoleQuery {
		return "query: "
	}
	return "passage: "
}

// Tokens is how many tokens a passage has, <s> and </s> included.
func (e *Embedder) Tokens(passage string) int {
	return len(e.tokenizer.tokens(prefix(rag.RolePassage)+passage)) + 2
}

// Embed returns one vector a text. A text of more tokens than the model takes at
// once is embedded in windows, none left out, and its vector is their mean. An
// empty text has a vector too. The only error is that of a cancelled ctx.
func (e *Embedder) Embed(ctx context.Context, role rag.Role, texts []string) ([][]float32, error) {
	parts := make([]part, 0, len(texts))
	for i, text := range texts {
		if ctx.Err() != nil {
			return nil, fmt.Errorf("embed: %w", context.Cause(ctx))
		}
		parts = append(parts, e.windows(i, e.tokenizer.tokens(prefix(role)+text))...)
	}
	if err := e.run(ctx, parts); err != nil {
		return nil, fmt.Errorf("embed: %w", err)
	}
	vectors := join(parts, len(texts))
	for i, v := range vectors {
		e.means.centre(role, texts[i], v)
	}
	return vectors, nil
}
