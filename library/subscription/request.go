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
	// maxTries is how often something is asked for that the site asks to wait for.
	maxTries = 3
	// unsaid is how long that is where the site does not say it.
	unsaid = 10 * time.Second
	// maxWait is the longest wait of a run; for what is longer, a later one is for.
	maxWait = 2 * time.Minute
	// maxFailures is how many requests in a row fail until the site is left alone.
	maxFailures = 5
)

// A visitor asks a site, in the pace that the site asks for.
type visitor struct {
	web   Web // nil fetches nothing
	name  string
	pause time.Duration // between two requests, at least
	tell  func(Event)

	asked    time.Time // when the last request was over
	failures int       // in a row
}

// Get gets what is at an address. Its error is a [*fetch.Error], or one that ends the
// run.
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

// wait waits until the site may be asked again.
func (v *visitor) wait(ctx context.Context, address string) error {
	if v.asked.IsZero() {
		return ctx.Err()
	}
	return clock.Sleep(ctx, time.Until(v.asked.Add(max(v.pause, v.web.Pause(address)))))
}

// count ends the run where a site does not answer any more.
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
