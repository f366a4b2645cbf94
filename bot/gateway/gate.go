package gateway

import (
	"context"
	"sync"
	"time"

	"footnote/internal/clock"
)

// identifyEvery is the window in which max_concurrency identifies are allowed.
const identifyEvery = 5*time.Second + 250*time.Millisecond

// staleLimits is how old the daily limits may be before Discord is asked for them
// again: other processes use them up too.
const staleLimits = 30 * time.Second

// A gate lets shards identify as often as Discord allows. An account that
// identifies more than a thousand times a day loses its token.
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

// wait returns when the shard may identify, as far as this process knows, and the
// bucket that it does so in.
func (g *gate) wait(ctx context.Context, shard int) (bucket int, err error) {
	for {
		bucket, wait, budget := g.take(shard)
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

// take reserves the shard's next turn and says how long it is until then.
// Without budget, nothing is reserved, and it is how long until asking again.
func (g *gate) take(shard int) (bucket int, wait time.Duration, budget bool) {
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
