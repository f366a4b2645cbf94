package main

import (
	"context"
	"net/http"
	"time"

	"footnote/bot/discordtest"
	"footnote/bot/discordtest/hub"
)

// retryAfter is what a 429 that is a fault says: as long as a real one of a
// channel often does.
const retryAfter = 300 * time.Millisecond

// breakREST has a share of REST answers be faults: half of them 429, the other
// half 500, 502 and 503 alike.
func breakREST(d *discordtest.Discord, s settings) {
	if s.faults == 0 {
		return
	}
	const every = "*"
	d.Fault(every, discordtest.Fault{Chance: s.faults / 2, Status: http.StatusTooManyRequests, RetryAfter: retryAfter})
	for _, status := range []int{http.StatusInternalServerError, http.StatusBadGateway, http.StatusServiceUnavailable} {
		share := s.faults / 2 / 3
		if s.done > 0 {
			d.Fault(every, discordtest.Fault{Chance: share * s.done, Status: status, After: true})
		}
		if s.done < 1 {
			d.Fault(every, discordtest.Fault{Chance: share * (1 - s.done), Status: status})
		}
	}
}

// losses are how the gateway's connection is lost, in turn. They leave the
// session, which can be resumed with all that was missed; nil is the session's
// end.
var losses = []func(*hub.Hub){
	func(h *hub.Hub) { h.Drop(-1) },
	func(h *hub.Hub) { h.Reconnect(-1) },
	func(h *hub.Hub) { h.CloseWith(-1, 4000) },
	func(h *hub.Hub) { h.Invalidate(-1, true) },
	func(h *hub.Hub) { h.Drop(-1) },
	func(h *hub.Hub) { h.Reconnect(-1) },
	nil,
	func(h *hub.Hub) { h.Drop(-1) },
	func(h *hub.Hub) { h.CloseWith(-1, 4008) },
	func(h *hub.Hub) { h.Invalidate(-1, true) },
}

// lossEvery is after which share of the questions the connection is lost.
const lossEvery = 0.05

// A trouble loses the gateway's connection, one time after another.
type trouble struct {
	hub   *hub.Hub
	crowd *crowd
	due   chan int
	every int // questions; 0 is never
}

func newTrouble(d *discordtest.Discord, c *crowd, s settings) *trouble {
	t := &trouble{hub: d.Hub(), crowd: c, due: make(chan int, int(1/lossEvery)+1)}
	if s.faults > 0 {
		t.every = max(int(float64(s.people)*lossEvery), 1)
	}
	return t
}

// passed is told how many have asked.
func (t *trouble) passed(n int) {
	if t.every == 0 || n%t.every != 0 {
		return
	}
	select {
	case t.due <- n/t.every - 1:
	default: // fewer people than there are losses
	}
}

// run loses connections until ctx ends. A connection is lost when there is one.
func (t *trouble) run(ctx context.Context) {
	for {
		select {
		case n := <-t.due:
			t.lose(ctx, losses[n%len(losses)])
		case <-ctx.Done():
			return
		}
	}
}

func (t *trouble) lose(ctx context.Context, how func(*hub.Hub)) {
	if t.hub.WaitReady(ctx, 1) != nil {
		return
	}
	if how != nil {
		how(t.hub)
		return
	}
	t.crowd.present.Lock()
	defer t.crowd.present.Unlock()
	t.hub.Invalidate(-1, false)
	_ = t.hub.WaitReady(ctx, 1) // fails with ctx, which the caller looks at
}
