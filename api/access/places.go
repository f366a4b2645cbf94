package access

import (
	"context"
	"net/http"
	"sync/atomic"
	"time"

	"footnote/api/fault"
)

// Places limit how many requests are processed at once, and how many wait.
type Places struct {
	busy    chan struct{}
	entered atomic.Int64 // waiting or holding a place
	most    int64
}

// NewPlaces returns the given number of places, for which at most waiting requests wait.
func NewPlaces(places, waiting int) *Places {
	return &Places{busy: make(chan struct{}, places), most: int64(places + waiting)}
}

// Take waits for a place in order of arrival. The caller gives it back with leave. If too many
// requests are waiting, Take fails at once; otherwise the error is that of ctx.
func (p *Places) Take(ctx context.Context) (leave func(), err error) {
	if p.entered.Add(1) > p.most {
		p.entered.Add(-1)
		return nil, &fault.Error{Status: http.StatusServiceUnavailable, Type: fault.RateLimit, Code: "overloaded", Again: 5 * time.Second,
			Message: "too many questions wait already; try again in a moment"}
	}
	select {
	case p.busy <- struct{}{}:
		return func() { <-p.busy; p.entered.Add(-1) }, nil
	case <-ctx.Done():
		p.entered.Add(-1)
		return nil, context.Cause(ctx)
	}
}

// Length returns the numbers of requests that wait and that hold a place.
func (p *Places) Length() (waiting, busy int) {
	busy = len(p.busy)
	return max(int(p.entered.Load())-busy, 0), busy
}
