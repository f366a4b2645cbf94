package main

import (
	"context"
	"net/http"
	"time"

	"footnote/internal/discordtest"
	"footnote/internal/discordtest/hub"
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

// steady is how long a connection lives before it is lost: one that breaks
// before READY has arrived takes the session with it.
const steady = 250 * time.Millisecond

// A trouble loses the gateway's connection, one time after another.
type trouble struct {
	hub   *hub.Hub
	crowd *crowd
	due   chan int
	every int // questions; 0 is never
}

func newTrouble(d *discordtest.Discord, c *crowd, s settings) *trouble {
	t := &trouble{hub: d.Hub(), crowd: c, due: make(chan int, s.people)}
	if s.faults > 0 && s.losses > 0 {
		t.every = max(s.people/s.losses, 1)
	}
	return t
}

// passed is told how many have asked.
func (t *trouble) passed(n int) {
	if t.every > 0 && n%t.every == 0 {
		t.due <- n/t.every - 1
	}
}

// run loses connections until ctx ends. A connection is lost when there is one:
// what is due while the bot is away comes later.
func (t *trouble) run(ctx context.Context) {
	for ctx.Err() == nil {
		select {
		case n := <-t.due:
			t.lose(ctx, losses[n%len(losses)])
		case <-ctx.Done():
			return
		}
	}
}

func (t *trouble) lose(ctx context.Context, how func(*hub.Hub)) {
	before := len(t.hub.Connections())
	if how != nil {
		how(t.hub)
		t.back(ctx, before)
		return
	}
	t.crowd.present.Lock()
	defer t.crowd.present.Unlock()
	t.hub.Invalidate(-1, false)
	t.back(ctx, before)
}

// back waits until the bot has a new connection that works, or for the end of
// ctx.
func (t *trouble) back(ctx context.Context, before int) {
	for {
		wait := 10 * time.Millisecond
		up := len(t.hub.Connections()) > before && t.hub.WaitReady(ctx, 1) == nil
		if up {
			wait = steady
		}
		select {
		case <-time.After(wait):
		case <-ctx.Done():
			return
		}
		if up {
			return
		}
	}
}
