package openai

import (
	"context"
	"errors"
	"math/rand/v2"
	"net/http"
	"strconv"
	"time"
)

const (
	maxRetries   = 2
	firstBackoff = 500 * time.Millisecond
	maxBackoff   = 8 * time.Second
	maxWait      = 20 * time.Second // a request is given up at once if the server asks for more
)

// retry calls try until it succeeds, fails with an error that is not retryable, or has been
// retried as often as most allows for the kind of its last error. It returns that error. It
// never waits if ctx would end first. sleep must return early, with the error of ctx, when ctx
// ends.
func retry(ctx context.Context, sleep func(context.Context, time.Duration) error, most func(Kind) int, try func() error) error {
	for count := 0; ; count++ {
		err := try()
		var failed *Error
		if !errors.As(err, &failed) || !failed.retryable || count >= most(failed.Kind) {
			return err
		}
		wait := failed.after
		if wait == 0 {
			wait = backoff(count)
		}
		if deadline, set := ctx.Deadline(); wait > maxWait || set && time.Until(deadline) <= wait {
			return err
		}
		if err := sleep(ctx, wait); err != nil {
			return err
		}
	}
}

// fewRetries is for one of many requests, which may have to wait as well.
func fewRetries(Kind) int { return maxRetries }

// backoff returns a random part of 0.5 s, doubled each time up to 8 s: full jitter, so that
// clients that failed together do not return together.
func backoff(count int) time.Duration {
	return rand.N(min(firstBackoff<<count, maxBackoff))
}

func sleep(ctx context.Context, wait time.Duration) error {
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}

// retryAfter returns how long the server asks to wait: Retry-After-Ms of OpenAI and Azure, or
// Retry-After in seconds or as a date (RFC 9110, 10.2.3). It is 0 if the server says nothing,
// or nothing sensible.
func retryAfter(header http.Header, now time.Time) time.Duration {
	if wait := duration(header.Get("Retry-After-Ms"), time.Millisecond); wait > 0 {
		return wait
	}
	value := header.Get("Retry-After")
	if date, err := http.ParseTime(value); err == nil {
		return max(0, date.Sub(now))
	}
	return duration(value, time.Second)
}

// duration parses a number of units. It is limited to a day; an invalid number is 0.
func duration(value string, unit time.Duration) time.Duration {
	number, err := strconv.ParseFloat(value, 64)
	if err != nil || !(number > 0) { // NaN fails the comparison
		return 0
	}
	const day = 24 * time.Hour
	return time.Duration(min(number*float64(unit), float64(day)))
}
