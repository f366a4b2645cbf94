package rest

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"time"

	"footnote/internal/clock"
)

const (
	retries    = 3
	firstPause = 250 * time.Millisecond
	// longestLimit is the longest wait for any limit. It is the lifetime of an interaction's
	// token.
	longestLimit = 15 * time.Minute
)

// exchange sends a request until it succeeds or trying again is of no use.
func (c *Client) exchange(ctx context.Context, route route, r Request, kind string, body []byte) (reply, error) {
	patience := time.Now().Add(longestLimit)
	if r.Patience > 0 {
		patience = time.Now().Add(r.Patience)
	}
	b, err := c.buckets.enter(ctx, route, patience)
	if err != nil {
		return reply{}, err
	}
	defer c.buckets.leave(b, route)
	for failures := 0; ; {
		if err := c.await(ctx, route, b, patience); err != nil {
			return reply{}, err
		}
		if err := permitted(ctx); err != nil {
			return reply{}, err
		}
		b.spend()
		got, err := c.once(ctx, route, r, kind, body)
		if err == nil && got.status != http.StatusTooManyRequests {
			b.learn(got.header)
		}
		switch {
		case err != nil && ctx.Err() != nil:
			return reply{}, context.Cause(ctx)
		case err == nil && got.status == http.StatusTooManyRequests:
			c.limited(route, b, got)
			continue
		case err == nil && got.status < http.StatusInternalServerError:
			return got, c.failure(route, got)
		case r.Once && !unsent(err):
			return reply{}, &LostError{c.gaveUp(route, got, err)}
		case failures == retries || errors.Is(err, errTooLarge):
			return reply{}, c.gaveUp(route, got, err)
		}
		pause := firstPause << failures
		failures++
		c.Log.InfoContext(ctx, "discord: trying again", "route", route.name, "status", got.status, "error", err, "try", failures+1)
		if err := clock.Sleep(ctx, pause/2+rand.N(pause)); err != nil {
			return reply{}, err
		}
	}
}

func (c *Client) gaveUp(route route, got reply, err error) error {
	if err != nil {
		return fmt.Errorf("discord: %s: %w", route.name, err)
	}
	return c.refusal(route, got)
}

// failure returns the error of a response after which the request is not sent again.
func (c *Client) failure(route route, got reply) error {
	switch {
	case success(got.status):
		return nil
	case got.status == http.StatusUnauthorized && !route.token:
		c.invalid.stop()
		return fmt.Errorf("%w: %w", ErrUnauthorized, c.refusal(route, got))
	case got.status == http.StatusUnauthorized || got.status == http.StatusForbidden:
		c.invalid.add()
	}
	return c.refusal(route, got)
}

// await waits for the bucket and for the global limit, until patience at most. An error that
// stops all requests also ends the wait.
func (c *Client) await(ctx context.Context, route route, b *bucket, patience time.Time) error {
	for {
		if err := c.invalid.check(c.Processes()); err != nil {
			return err
		}
		wait := b.wait()
		if !route.token {
			wait = max(wait, c.all.take(wait <= 0, c.Processes()))
		}
		if wait <= 0 {
			return nil
		}
		if err := checkWait(ctx, route, wait, patience); err != nil {
			return err
		}
		if err := clock.Sleep(ctx, wait); err != nil {
			return err
		}
	}
}

// checkWait returns an error if a wait would end too late.
func checkWait(ctx context.Context, route route, wait time.Duration, patience time.Time) error {
	until := time.Now().Add(wait)
	deadline, limited := ctx.Deadline()
	if wait > 0 && (until.After(patience) || limited && until.After(deadline)) {
		return &LimitedError{route.name, wait}
	}
	return nil
}

// limited records a 429 response.
func (c *Client) limited(route route, b *bucket, got reply) {
	l := readLimit(got)
	if l.scope != "shared" {
		c.invalid.add()
	}
	if l.global {
		c.all.stop(l.after)
	}
	if !l.global || route.token { // these requests do not wait for the global limit
		b.stop(l.after)
	}
	c.Log.Info("discord: rate limited", "route", route.name, "global", l.global, "scope", l.scope, "wait", l.after)
}
