package openai

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/sony/gobreaker/v2"
	"golang.org/x/sync/semaphore"
	"golang.org/x/time/rate"

	"footnote/rag"
)

// A Generator writes answers on a server. It is safe for concurrent use. All calls share what
// it learns about the server.
type Generator struct {
	options GeneratorOptions
	model   string
	client  *http.Client
	sleep   func(context.Context, time.Duration) error

	dialect *dialect
	meter   meter
	places  *semaphore.Weighted
	pace    *rate.Limiter
	pause   pause
	breaker *gobreaker.CircuitBreaker[rag.Generated]
}

var _ rag.Generator = (*Generator)(nil)

// NewGenerator returns a generator, without making a request. The error names each invalid
// option.
func NewGenerator(options GeneratorOptions) (*Generator, error) {
	options, base, err := options.complete()
	if err != nil {
		return nil, err
	}
	return &Generator{
		options: options,
		model:   atHost(options.Model, base),
		client:  newHTTPClient(options.HTTPClient, options.Timeout),
		sleep:   sleep,
		dialect: newDialect(options.Model, options.Temperature),
		meter:   meter{input: options.InputPrice, output: options.OutputPrice},
		places:  semaphore.NewWeighted(int64(options.Concurrent)),
		pace:    rate.NewLimiter(rate.Limit(options.PerMinute)/60, max(1, options.PerMinute/6)),
		breaker: newBreaker(),
	}, nil
}

// Model returns the name of the model, with the host unless it is OpenAI's.
func (g *Generator) Model() string { return g.model }

// Usage returns what has been used so far.
func (g *Generator) Usage() Usage { return g.meter.read() }

// Generate implements [rag.Generator]. As long as nothing was emitted, it retries if that may
// help. The error is that of emit or of ctx, and otherwise an [*Error].
func (g *Generator) Generate(ctx context.Context, p rag.Prompt, emit func(delta string) error) (rag.Generated, error) {
	return g.generate(ctx, wanted{Prompt: p}, emit)
}

func (g *Generator) generate(ctx context.Context, p wanted, emit func(delta string) error) (rag.Generated, error) {
	whole, cancel := context.WithTimeoutCause(ctx, g.options.Timeout, timeoutError("the whole answer", g.options.Timeout))
	defer cancel()
	generated, err := g.inTurn(whole, p, emit)
	var stopped emitError
	switch {
	case err == nil:
		return generated, nil
	case errors.As(err, &stopped):
		err = stopped.error
	case ctx.Err() != nil:
		err = ctx.Err() // ctx is the reason, whatever failed
	default:
		err = reason(whole, err)
	}
	return rag.Generated{}, err
}

// inTurn waits for its turn and generates, with retries.
func (g *Generator) inTurn(ctx context.Context, p wanted, emit func(string) error) (generated rag.Generated, err error) {
	if g.breaker.State() == gobreaker.StateOpen {
		return generated, breakerError()
	}
	if err := g.places.Acquire(ctx, 1); err != nil {
		return generated, busy("too many answers are being written at once")
	}
	defer g.places.Release(1)
	err = retry(ctx, g.sleep, retriesOf, func() (err error) {
		generated, err = g.try(ctx, p, emit)
		return err
	})
	return generated, err
}

// timeoutError returns the Error for something that took too long.
func timeoutError(what string, wait time.Duration) *Error {
	return &Error{Kind: KindTimeout, Message: what + " took longer than " + wait.String(), Hint: hint(KindTimeout)}
}

// reason returns why err occurred: the [*Error] that ctx was cancelled with, or the error of
// ctx if it ended otherwise, or else err itself. An err with its own kind, such as [KindBusy],
// says more than that ctx ended.
func reason(ctx context.Context, err error) error {
	var failed, cause *Error
	var stopped emitError
	switch {
	case ctx.Err() == nil, errors.As(err, &stopped), errors.As(err, &failed) && failed.Kind != KindNetwork && failed.Kind != KindTimeout:
		return err
	case errors.As(context.Cause(ctx), &cause):
		return cause
	}
	return ctx.Err()
}
