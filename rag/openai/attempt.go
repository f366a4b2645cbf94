package openai

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/sony/gobreaker/v2"

	"footnote/rag"
)

const (
	maxRateRetries = 6
	maxFailures    = 5 // in a row
	openFor        = 30 * time.Second
)

// retriesOf returns how often a request is retried. A server that asks for patience gets it;
// one that fails is likely to fail again.
func retriesOf(kind Kind) int {
	if kind == KindRate {
		return maxRateRetries
	}
	return maxRetries
}

// try makes one attempt as soon as the limits allow it.
func (g *Generator) try(ctx context.Context, p wanted, emit func(string) error) (rag.Generated, error) {
	if err := g.wait(ctx); err != nil {
		return rag.Generated{}, err
	}
	generated, err := g.breaker.Execute(func() (rag.Generated, error) { return g.exchange(ctx, p, emit) })
	if errors.Is(err, gobreaker.ErrOpenState) || errors.Is(err, gobreaker.ErrTooManyRequests) {
		return rag.Generated{}, breakerError()
	}
	var failed *Error
	if !errors.As(err, &failed) {
		return generated, err
	}
	if failed.Kind == KindRate {
		g.pause.extend(min(failed.after, maxWait))
	}
	if g.breaker.State() == gobreaker.StateOpen {
		failed.retryable = false // the breaker would only refuse the retry
	}
	return generated, failed
}

// wait returns nil when a request may be made, or the error that says why not. It waits no
// longer than ctx, and not at all if ctx would end first.
func (g *Generator) wait(ctx context.Context) error {
	if used := g.Usage(); g.options.Budget > 0 && used.InputTokens+used.OutputTokens >= g.options.Budget {
		return &Error{Kind: KindBudget, Hint: hint(KindBudget)}
	}
	for left := g.pause.left(); left > 0; left = g.pause.left() {
		if deadline, set := ctx.Deadline(); set && time.Until(deadline) <= left {
			return busy("the server asked to wait " + left.Round(time.Second).String())
		}
		if err := g.sleep(ctx, left); err != nil {
			return err
		}
	}
	if err := g.pace.Wait(ctx); err != nil {
		return busy(fmt.Sprintf("there are more than %d requests a minute", g.options.PerMinute))
	}
	return nil
}

func busy(message string) *Error {
	return &Error{Kind: KindBusy, Message: message, Hint: hint(KindBusy)}
}

func breakerError() *Error {
	failed := busy("the server failed too often")
	failed.Hint = "it is asked again in " + openFor.String() + " at the latest"
	return failed
}

// newBreaker returns a breaker that blocks all requests for a while after several consecutive
// failures of the server, and then lets one through to test it.
func newBreaker() *gobreaker.CircuitBreaker[rag.Generated] {
	return gobreaker.NewCircuitBreaker[rag.Generated](gobreaker.Settings{
		Timeout:     openFor,
		ReadyToTrip: func(c gobreaker.Counts) bool { return c.ConsecutiveFailures >= maxFailures },
		IsExcluded:  func(err error) bool { return err != nil && !serverFailed(err) },
	})
}

// serverFailed reports whether an error is the server's fault, rather than that of the request
// or of a caller that has gone.
func serverFailed(err error) bool {
	var failed *Error
	if !errors.As(err, &failed) || failed.Status >= 400 && failed.Status < 500 {
		return false
	}
	switch failed.Kind {
	case KindServer, KindNetwork, KindTimeout, KindCut:
		return true
	case KindMalformed:
		return !failed.empty // an empty answer is the model's fault
	}
	return false
}

// A pause is a time before which no requests are made. The zero value is over.
type pause struct {
	mu    sync.Mutex
	until time.Time
}

func (p *pause) extend(wait time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if until := time.Now().Add(wait); until.After(p.until) {
		p.until = until
	}
}

func (p *pause) left() time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	return time.Until(p.until)
}
