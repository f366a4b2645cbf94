package main

import (
	"context"
	"net/http"
	"time"

	"footnote/internal/discordtest"
	"footnote/internal/discordtest/hub"
)

// retryAfter is the wait that an injected 429 asks for. It is typical of real limits of a
// channel.
const retryAfter = 300 * time.Millisecond

// breakREST makes a share of the REST responses faults: one half 429, the other half 500,
// 502 and 503 in equal parts.
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

// losses are the ways in which the connection to the gateway is lost, in turn. After most of
// them, the session can be resumed without missing an event; nil ends the session.
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

// minUptime is how long a new connection lasts before it is lost. If it broke before the bot
// has read READY, the session would be lost, too.
const minUptime = 250 * time.Millisecond

// A breaker breaks the connection to the gateway each time that enough people have asked.
type breaker struct {
	hub   *hub.Hub
	crowd *crowd
	due   chan int
	every int // number of questions; 0 means never
}

func newBreaker(d *discordtest.Discord, c *crowd, s settings) *breaker {
	b := &breaker{hub: d.Hub(), crowd: c, due: make(chan int, s.people)}
	if s.faults > 0 && s.losses > 0 {
		b.every = max(s.people/s.losses, 1)
	}
	return b
}

// asked schedules a loss if it is due after n questions.
func (b *breaker) asked(n int) {
	if b.every > 0 && n%b.every == 0 {
		b.due <- n/b.every - 1
	}
}

// run breaks connections until ctx ends. A loss that is due while there is no connection
// waits for the next one.
func (b *breaker) run(ctx context.Context) {
	for ctx.Err() == nil {
		select {
		case n := <-b.due:
			b.lose(ctx, losses[n%len(losses)])
		case <-ctx.Done():
			return
		}
	}
}

func (b *breaker) lose(ctx context.Context, how func(*hub.Hub)) {
	before := len(b.hub.Connections())
	if how != nil {
		how(b.hub)
		b.waitBack(ctx, before)
		return
	}
	b.crowd.session.Lock()
	defer b.crowd.session.Unlock()
	b.hub.Invalidate(-1, false)
	b.waitBack(ctx, before)
}

// waitBack waits until the bot has a new connection that works, or until ctx ends.
func (b *breaker) waitBack(ctx context.Context, before int) {
	for {
		wait := 10 * time.Millisecond
		up := len(b.hub.Connections()) > before && b.hub.WaitReady(ctx, 1) == nil
		if up {
			wait = minUptime
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
