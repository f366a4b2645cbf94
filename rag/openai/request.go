package openai

import (
	"cmp"
	"context"
	"errors"
	"io"
	"time"

	api "github.com/sashabaranov/go-openai"
)

const (
	maxVector = 512 << 10 // size limit of one vector as JSON: 16384 numbers of 32 characters
	maxAnswer = 64 << 20  // bytes
)

func answerLimit(texts int) int64 { return min(int64(texts+1)*maxVector, maxAnswer) }

// try embeds one batch with one request.
func (e *Embedder) try(ctx context.Context, inputs []string) (vectors [][]float32, err error) {
	began, wanted := time.Now(), ctx
	defer func() {
		observer(e.options.Observe).notify(Call{Work: Embed, Err: cmp.Or(wanted.Err(), err), Took: time.Since(began)})
	}()
	ctx, cancel := context.WithTimeout(ctx, e.options.Timeout)
	defer cancel()
	d := &doer{client: e.client, secret: e.options.Key, limit: answerLimit(len(inputs))}
	answer, err := d.apiClient(e.options.BaseURL).CreateEmbeddings(ctx, api.EmbeddingRequestStrings{
		Input:      inputs,
		Model:      api.EmbeddingModel(e.options.Model),
		Dimensions: e.options.Dimensions,
	})
	if err != nil {
		return nil, undecoded(err, "an embeddings answer")
	}
	vectors, err = inOrder(answer.Data, len(inputs))
	if err != nil {
		return nil, err
	}
	if err := e.sameDimensions(len(vectors[0])); err != nil {
		return nil, err
	}
	return vectors, nil
}

// sameDimensions returns an error if a length differs from what was requested or from earlier
// vectors: such vectors cannot be compared.
func (e *Embedder) sameDimensions(length int) error {
	if e.dimensions.CompareAndSwap(0, int64(length)) {
		return nil
	}
	want := e.dimensions.Load()
	if int64(length) == want {
		return nil
	}
	failed := malformed("vectors of %d numbers where %d were expected", length, want)
	failed.Hint = "leave the number of dimensions unset if the model has only one, and restart if the server changed its model"
	return failed
}

// undecoded turns an error that is not an [*Error] yet, which is that of the JSON decoder,
// into one. want names what was expected.
func undecoded(err error, want string) error {
	var failed *Error
	switch {
	case errors.As(err, &failed):
		return failed
	case errors.Is(err, io.EOF):
		return malformed("it is empty")
	case errors.Is(err, io.ErrUnexpectedEOF):
		return malformed("it ends in the middle")
	}
	return malformed("it is not the JSON of %s", want)
}
