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
	maxWait      = 20 * time.Second // a server that asks for more is given up at once
)

// retry calls try until it succeeds, fails for good, or was called once and as
// often again as most says of the kind of its last error, which it returns. It
// never waits where ctx would end first. sleep returns early, with the error of
// ctx, when ctx ends.
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

// fewRetries is for one text of many: there will be other requests to wait with.
func fewRetries(Kind) int { return maxRetries }

// backoff is a random part of 0.5 s, doubled each time up to 8 s: full jitter,
// so that clients which failed together do not come back together.
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

// retryAfter is how long the server asks to wait: Retry-After-Ms of OpenAI and
// Azure, else Retry-After in seconds or as a date (RFC 9110, 10.2.3).
// It is 0 where the server does not say, or nothing that makes sense.
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

// duration reads a number of units. More than a day is a day, which keeps it
// in range; not a number is 0.
func duration(value string, unit time.Duration) time.Duration {
	number, err := strconv.ParseFloat(value, 64)
	if err != nil || !(number > 0) { // "NaN" parses, and compares false
		return 0
	}
	const day = 24 * time.Hour
	return time.Duration(min(number*float64(unit), float64(day)))
}
