package metrics

import (
	"strconv"
	"sync/atomic"

	"github.com/prometheus/client_golang/prometheus"
)

// An api counts the requests of other programs to Footnote's API.
type api struct {
	requested *prometheus.CounterVec
	queue     *atomic.Pointer[func() (waiting, busy int)]
}

func newAPI(r registry) api {
	a := api{r.counters("api_requests_total", "Requests to the API by route and status of the response.", "route", "code"), &atomic.Pointer[func() (waiting, busy int)]{}}
	length := func(of func(waiting, busy int) int) func() float64 {
		return func() float64 {
			if look := a.queue.Load(); look != nil {
				return float64(of((*look)()))
			}
			return 0
		}
	}
	r.gauge("api_queue_length", "Requests to the API that are waiting.", length(func(waiting, _ int) int { return waiting }))
	r.gauge("api_answering", "Requests to the API that are being handled.", length(func(_, busy int) int { return busy }))
	return a
}

// Requested counts a request to the API.
func (a *api) Requested(route string, status int) {
	a.requested.WithLabelValues(route, strconv.Itoa(status)).Inc()
}

// WatchAPI sets the function that returns how many requests to the API are waiting and
// being answered.
func (a *api) WatchAPI(queued func() (waiting, busy int)) { a.queue.Store(&queued) }
