package gateway

import (
	"context"
	"sync"
	"time"

	"footnote/internal/clock"
)

// identifyEvery is the window in which max_concurrency identifies are allowed, and a
// margin.
const identifyEvery = 5*time.Second + 250*time.Millisecond

// staleLimits is the age from which on the daily limits are fetched again, because other
// processes use them up too.
const staleLimits = 30 * time.Second

// A gate lets shards identify only as often as Discord allows. A bot that identifies more
// than a thousand times a day loses its token.
type gate struct {
	ask func(context.Context) (Limits, error)

	mu     sync.Mutex // never held while waiting
	limits Limits
	asked  time.Time
	next   map[int]time.Time // by shard modulo max_concurrency
}

func newGate(ask func(context.Context) (Limits, error)) *gate {
	return &gate{ask: ask, next: map[int]time.Time{}}
}

func (g *gate) fetch(ctx context.Context) (Limits, error) {
	limits, err := g.ask(ctx)
	if err != nil {
		return Limits{}, err
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	g.limits, g.asked = limits, time.Now()
	return limits, nil
}

// wait blocks until the shard may identify, as far as this process knows. It returns the
// bucket in which the shard identifies.
func (g *gate) wait(ctx context.Context, shard int) (bucket int, err error) {
	for {
		bucket, wait, budget := g.reserve(shard)
		if clock.Sleep(ctx, wait) != nil {
			return 0, context.Cause(ctx)
		}
		if budget {
			return bucket, nil
		}
		if _, err := g.fetch(ctx); err != nil {
			return 0, err
		}
	}
}

// reserve takes the shard's next turn and returns how long to wait for it. If budget is
// false, no turn was taken, and wait is the time until the limits should be fetched again.
func (g *gate) reserve(shard int) (bucket int, wait time.Duration, budget bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	now := time.Now()
	if now.Sub(g.asked) > staleLimits {
		return 0, 0, false
	}
	if g.limits.Remaining <= 0 {
		return 0, max(g.limits.ResetAfter-now.Sub(g.asked), time.Second), false
	}
	g.limits.Remaining--
	bucket = shard % g.limits.concurrency()
	turn := g.next[bucket]
	if turn.Before(now) {
		turn = now
	}
	g.next[bucket] = turn.Add(identifyEvery)
	return bucket, turn.Sub(now), true
}

func (g *gate) url() string {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.limits.URL
}
