package openai

import (
	"context"
	"errors"
	"net/http"
	"sync/atomic"
	"time"

	"footnote/rag/index"
)

// An Embedder makes vectors on a server. It is safe for concurrent use.
type Embedder struct {
	options EmbedderOptions
	model   string
	client  *http.Client
	sleep   func(context.Context, time.Duration) error

	batch      atomic.Int64 // texts per request; never increases
	dimensions atomic.Int64 // length of every vector; 0 until it is known
}

var _ index.Embedder = (*Embedder)(nil)

// NewEmbedder returns an embedder, without making a request. The error names each invalid
// option.
func NewEmbedder(options EmbedderOptions) (*Embedder, error) {
	options, base, err := options.complete()
	if err != nil {
		return nil, err
	}
	e := &Embedder{
		options: options,
		model:   options.identity(base),
		client:  newHTTPClient(options.HTTPClient, options.Timeout),
		sleep:   sleep,
	}
	e.batch.Store(int64(options.BatchSize))
	e.dimensions.Store(int64(options.Dimensions))
	return e, nil
}

// Model names the model and whatever else affects its vectors: the number of dimensions and
// the prefixes if set, and the host unless it is OpenAI's.
func (e *Embedder) Model() string { return e.model }

// Embed returns one vector per text, in the order of texts, as the server made it: most
// servers scale to unit length, some do not. It makes no request if there are no texts.
//
// A failed request is retried at most twice, if that may help. The error is ctx's own if ctx
// has ended, and otherwise an [*Error].
func (e *Embedder) Embed(ctx context.Context, role index.Role, texts []string) ([][]float32, error) {
	prefix := e.options.QueryPrefix
	if role == index.RolePassage {
		prefix = e.options.PassagePrefix
	}
	inputs := make([]string, len(texts))
	for i, text := range texts {
		inputs[i] = prefix + text
	}
	return e.embed(ctx, inputs)
}

// embed sends the inputs in batches. If a batch is too large for the server, it continues with
// half the size. The smaller size is kept only if everything succeeds; otherwise a single
// overlong text would reduce it to 1.
func (e *Embedder) embed(ctx context.Context, inputs []string) ([][]float32, error) {
	vectors := make([][]float32, 0, len(inputs))
	size := int(e.batch.Load())
	for len(vectors) < len(inputs) {
		rest := inputs[len(vectors):]
		batch := rest[:min(size, len(rest))]
		made, err := e.request(ctx, batch)
		var failed *Error
		if errors.As(err, &failed) && failed.batch && len(batch) > 1 {
			size = len(batch) / 2
			continue
		}
		if err != nil {
			return nil, err
		}
		vectors = append(vectors, made...)
	}
	e.shrink(int64(size))
	return vectors, nil
}

// shrink lowers the batch size to size, unless another call has lowered it further.
func (e *Embedder) shrink(size int64) {
	for old := e.batch.Load(); size < old; old = e.batch.Load() {
		if e.batch.CompareAndSwap(old, size) {
			return
		}
	}
}

// request embeds one batch, with retries.
func (e *Embedder) request(ctx context.Context, inputs []string) ([][]float32, error) {
	var vectors [][]float32
	err := retry(ctx, e.sleep, fewRetries, func() (err error) {
		vectors, err = e.try(ctx, inputs)
		return err
	})
	if err != nil && ctx.Err() != nil {
		return nil, ctx.Err() // ctx is the reason, whatever failed
	}
	return vectors, err
}
