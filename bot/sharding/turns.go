package sharding

import (
	"context"
	"fmt"
	"time"

	"footnote/bot/gateway"
	"footnote/internal/clock"
	"footnote/library/lease"
)

// What the processes do one at a time: identify, and ask for the limits of the gateway.

const (
	// identifyRest is how long after the response to one identify the next may be sent:
	// Discord wants 5 s between two of a bucket.
	identifyRest = 5100 * time.Millisecond
	// identifyTerm is how long a process that died while it was about to identify keeps
	// others from it: it may have identified at the end of its leases.
	identifyTerm = identifyRest + lease.Term
	// limitsEvery is how often all processes together ask Discord for the limits of its
	// gateway: Discord answers twice in 5 s.
	limitsEvery = 2600 * time.Millisecond
)

// Identify implements [gateway.Share]. The shards of this process take turns among themselves
// first, as a lease keeps out only other processes.
func (s *Share) Identify(ctx context.Context, bucket int) (done func(did bool), err error) {
	turn := s.turn(bucket)
	select {
	case turn <- struct{}{}:
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
	rest, err := s.identify(ctx, bucket)
	if err != nil {
		<-turn
		return nil, err
	}
	return func(did bool) {
		rest(did)
		<-turn
	}, nil
}

// turn returns a channel that has a value while a shard of this process identifies in a
// bucket.
func (s *Share) turn(bucket int) chan struct{} {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.turns[bucket] == nil {
		s.turns[bucket] = make(chan struct{}, 1)
	}
	return s.turns[bucket]
}

// identify waits until no other process identifies in the bucket.
func (s *Share) identify(ctx context.Context, bucket int) (done func(did bool), err error) {
	for {
		m, err := s.keeper.Member(ctx)
		if err != nil {
			return nil, err
		}
		h, left, err := m.Acquire(ctx, lease.Identify, fmt.Sprint(bucket), identifyTerm)
		switch {
		case h != nil:
			return func(did bool) { s.passOn(ctx, h, did) }, nil
		case err != nil && s.keeper.Alone: // the turns within this process must do
			return func(bool) {}, nil
		case err != nil:
			s.log.Warn("cannot see whether another process identifies", "error", err)
			left = time.Second
		}
		if clock.Sleep(ctx, left+10*time.Millisecond) != nil {
			return nil, context.Cause(ctx)
		}
		if s.keeper.Alone { // the lease is of an earlier run that has ended
			return func(bool) {}, nil
		}
	}
}

// passOn passes the turn to identify on, after a while if it was used.
func (s *Share) passOn(ctx context.Context, h *lease.Held, did bool) {
	after := time.Duration(0)
	if did {
		after = identifyRest
	}
	if err := h.Release(ctx, after); err != nil {
		s.log.Warn("the turn to identify could not be given on; it goes on by itself", "error", err)
	}
}

// Limits returns a function that calls ask in one process at a time.
func (s *Share) Limits(ask func(context.Context) (gateway.Limits, error)) func(context.Context) (gateway.Limits, error) {
	return func(ctx context.Context) (got gateway.Limits, err error) {
		err = context.Canceled // if ask is not called
		s.keeper.Do(ctx, "ask for the limits of the gateway", limitsEvery, func(ctx context.Context) { got, err = ask(ctx) })
		return got, err
	}
}
