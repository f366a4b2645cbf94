// Package e5 is the built-in embedder: multilingual-e5-small (Wang et al., "Multilingual E5
// Text Embeddings", 2024) with 4-bit weights, run by this program itself.
//
// It turns texts into vectors; articles, passages and caches stay outside. The model runs in
// rag/encoder. Package rag/encoder/format describes the file of its weights, which
// internal/tools/convert makes.
package e5

import (
	"context"
	_ "embed"
	"fmt"
	"unsafe"

	"footnote/rag/encoder"
	"footnote/rag/encoder/format"
	"footnote/rag/index"
)

//go:embed weights.bin
var weights string

// An Embedder turns texts into vectors of 384 numbers and length 1. It is safe for concurrent
// use; calls share the processors.
type Embedder struct {
	model     string
	sizes     format.Sizes
	tokenizer *encoder.Tokenizer
	encoder   *encoder.Encoder
	means     means
}

// New returns the embedder with the built-in weights. It returns an error only if the program
// file is damaged.
func New() (*Embedder, error) {
	return builtIn(readMeans(meansFile))
}

// NewUncentred returns the embedder as published: unlike New, it does not subtract a share of
// the mean vector.
func NewUncentred() (*Embedder, error) { return builtIn(nil) }

func builtIn(m means) (*Embedder, error) {
	// The weights are used where they are, in the program's read-only data.
	return open(unsafe.Slice(unsafe.StringData(weights), len(weights)), m)
}

func open(file []byte, centre means) (*Embedder, error) {
	m, err := format.Decode(file)
	if err != nil {
		return nil, fmt.Errorf("built-in embedder: %w", err)
	}
	return &Embedder{
		model:     "multilingual-e5-small-" + m.Fingerprint + centre.fingerprint(),
		sizes:     m.Sizes,
		tokenizer: encoder.NewTokenizer(m),
		encoder:   encoder.New(m),
		means:     centre,
	}, nil
}

// Model names the model and its weights, so that a change of either causes new vectors.
func (e *Embedder) Model() string { return e.model }

// Encoder returns what runs the model, with its weights. Another model with the same word
// embeddings can share both.
func (e *Embedder) Encoder() *encoder.Encoder { return e.encoder }

// Tokenizer returns the model's tokenizer.
func (e *Embedder) Tokenizer() *encoder.Tokenizer { return e.tokenizer }

// prefix returns what the model was trained to see before a text.
func prefix(role index.Role) string {
	if role == index.RoleQuery {
		return "query: "
	}
	return "passage: "
}

// Tokens returns how many tokens a passage has, including <s> and </s>.
func (e *Embedder) Tokens(passage string) int {
	return len(e.tokenizer.Tokens(prefix(index.RolePassage)+passage)) + 2
}

// Embed returns one vector per text. A text with more tokens than the model takes is embedded
// in windows that cover all of it, and its vector is their mean. An empty text has a vector
// too. Embed returns an error only if ctx is cancelled.
func (e *Embedder) Embed(ctx context.Context, role index.Role, texts []string) ([][]float32, error) {
	var windows []encoder.Window
	var text []int // for each window, the index of its text
	for i, t := range texts {
		if ctx.Err() != nil {
			return nil, fmt.Errorf("embed: %w", context.Cause(ctx))
		}
		for _, w := range e.windows(e.tokenizer.Tokens(prefix(role) + t)) {
			windows, text = append(windows, w), append(text, i)
		}
	}
	means := make([][]float32, len(windows))
	err := e.encoder.Run(ctx, windows, func(n int, vectors []float32) { means[n] = encoder.Mean(vectors, e.sizes.Hidden) })
	if err != nil {
		return nil, fmt.Errorf("embed: %w", err)
	}
	vectors := make([][]float32, len(texts))
	for n, mean := range means {
		vectors[text[n]] = add(vectors[text[n]], mean, len(windows[n])-2)
	}
	for i, v := range vectors {
		encoder.Normalise(v)
		e.means.centre(role, texts[i], v)
	}
	return vectors, nil
}

// windows splits the tokens of a text into windows that the model can take, each between <s>
// and </s>. No tokens give one window.
func (e *Embedder) windows(tokens []int32) []encoder.Window {
	most := e.sizes.Positions - 2
	var windows []encoder.Window
	for first := true; first || len(tokens) > 0; first = false {
		n := min(most, len(tokens))
		w := make(encoder.Window, 0, n+2)
		w = append(w, int32(e.sizes.Start()))
		w = append(w, tokens[:n]...)
		w = append(w, int32(e.sizes.End()))
		windows = append(windows, w)
		tokens = tokens[n:]
	}
	return windows
}

// add adds a mean vector, weighted by its number of tokens, to a sum, which is nil at first.
// That way every token of a long text has the same weight.
func add(sum, mean []float32, tokens int) []float32 {
	weight := float32(max(tokens, 1))
	for i := range mean {
		mean[i] *= weight
	}
	if sum == nil {
		return mean
	}
	for i := range sum {
		sum[i] += mean[i]
	}
	return sum
}
