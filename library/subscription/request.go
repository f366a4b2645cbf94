package subscription

import (
	"context"
	"errors"
	"net/http"
	"time"

	"footnote/corpus/fetch"
	"footnote/internal/clock"
)

const (
	// maxTries is how often a request is repeated if the site asks to wait.
	maxTries = 3
	// unsaid is how long to wait if the site does not say for how long.
	unsaid = 10 * time.Second
	// maxWait is the longest wait within a run. Anything longer is left to a later run.
	maxWait = 2 * time.Minute
	// maxFailures is how many requests in a row may fail before the run ends.
	maxFailures = 5
)

// A visitor sends requests to a site, at the pace that the site asks for.
type visitor struct {
	web   Web // nil if nothing may be fetched
	name  string
	pause time.Duration // minimum pause between two requests
	tell  func(Event)

	asked    time.Time // when the last request ended
	failures int       // in a row
}

// Get fetches an address. It returns a [*fetch.Error], or an error that ends the run.
func (v *visitor) Get(ctx context.Context, q fetch.Request) (fetch.Page, error) {
	if v.web == nil {
		return fetch.Page{}, errors.New("addresses are not fetched here")
	}
	for try := 1; ; try++ {
		if err := v.wait(ctx, q.Address); err != nil {
			return fetch.Page{}, err
		}
		page, err := v.web.Get(ctx, q)
		v.asked = time.Now()
		var failed *fetch.Error
		busy := errors.As(err, &failed) && (failed.Code == http.StatusTooManyRequests || failed.Code == http.StatusServiceUnavailable && failed.Wait > 0)
		if !busy {
			return page, v.count(failed, err)
		}
		wait := failed.Wait
		if wait <= 0 {
			wait = unsaid
		}
		if try == maxTries || wait > maxWait {
			return fetch.Page{}, &StoppedError{v.name, failed, wait}
		}
		v.tell(Event{Outcome: Waiting, Item: failed.Address, Reason: failed.Reason})
		if err := clock.Sleep(ctx, wait); err != nil {
			return fetch.Page{}, err
		}
	}
}

// wait waits until the next request may be sent.
func (v *visitor) wait(ctx context.Context, address string) error {
	if v.asked.IsZero() {
		return ctx.Err()
	}
	return clock.Sleep(ctx, time.Until(v.asked.Add(max(v.pause, v.web.Pause(address)))))
}

// count counts failures, and returns an error that ends the run if the site no longer answers.
func (v *visitor) count(failed *fetch.Error, err error) error {
	if failed == nil || !failed.Passing() {
		v.failures = 0
		return err
	}
	if v.failures++; v.failures >= maxFailures {
		return &StoppedError{v.name, err, 0}
	}
	return err
}
