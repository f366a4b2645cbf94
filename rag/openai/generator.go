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

// A Generator writes answers on a server. It is safe for concurrent use, and
// what it learns of the server is shared by all calls.
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

// NewGenerator checks the options and makes no request.
// Its error names each option that is wrong.
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

// Model names the model, and the host if it is not OpenAI's.
func (g *Generator) Model() string { return g.model }

// Usage is what was used up so far.
func (g *Generator) Usage() Usage { return g.meter.read() }

// Generate implements [rag.Generator]. As long as nothing was emitted, it tries
// again where that may help. The error is that of emit or of ctx, else an
// [*Error].
func (g *Generator) Generate(ctx context.Context, p rag.Prompt, emit func(delta string) error) (rag.Generated, error) {
	whole, cancel := context.WithTimeoutCause(ctx, g.options.Timeout, late("the whole answer", g.options.Timeout))
	defer cancel()
	generated, err := g.inTurn(whole, p, emit)
	var stopped emitError
	switch {
	case err == nil:
		return generated, nil
	case errors.As(err, &stopped):
		err = stopped.error
	case ctx.Err() != nil:
		err = ctx.Err() // whatever broke, it broke because of this
	default:
		err = reason(whole, err)
	}
	return rag.Generated{}, err
}

// inTurn waits for a place and generates with retries.
func (g *Generator) inTurn(ctx context.Context, p rag.Prompt, emit func(string) error) (generated rag.Generated, err error) {
	if g.breaker.State() == gobreaker.StateOpen {
		return generated, tripped()
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

// late is the Error of something that was waited for in vain.
func late(what string, wait time.Duration) *Error {
	return &Error{Kind: KindTimeout, Message: what + " took longer than " + wait.String(), Hint: hint(KindTimeout)}
}

// reason is why err came: the [*Error] that ctx was cancelled with, or the error
// of ctx where it ended otherwise, or err itself. An err of a kind of its own,
// such as [KindBusy], is more than that ctx ended.
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
