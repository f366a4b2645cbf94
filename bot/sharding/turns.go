package sharding

import (
	"context"
	"fmt"
	"time"

	"footnote/bot/gateway"
	"footnote/internal/clock"
	"footnote/library/lease"
)

// What the processes do one after the other: identify, and ask for the limits of the
// gateway.

const (
	// identifyRest is how long after the answer to one that identified the next may:
	// Discord wants 5 s between two of a bucket.
	identifyRest = 5100 * time.Millisecond
	// identifyTerm is how long a process that was about to identify, and died, keeps
	// others from it: it may have done so at the end of its leases.
	identifyTerm = identifyRest + lease.Term
	// limitsEvery is how often Discord is asked for the limits of its gateway, by all
	// processes together: it answers twice in 5 s.
	limitsEvery = 2600 * time.Millisecond
)

// Identify is for [gateway.Share]. The shards of this process take turns among themselves
// first: a lease keeps out other processes only.
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

// turn holds one while a shard of this process identifies in a bucket.
func (s *Share) turn(bucket int) chan struct{} {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.turns[bucket] == nil {
		s.turns[bucket] = make(chan struct{}, 1)
	}
	return s.turns[bucket]
}

// identify waits until no other process identifies.
func (s *Share) identify(ctx context.Context, bucket int) (done func(did bool), err error) {
	for {
		m, err := s.keeper.Member(ctx)
		if err != nil {
			return nil, err
		}
		h, left, err := m.Acquire(ctx, lease.Identify, fmt.Sprint(bucket), identifyTerm)
		switch {
		case h != nil:
			return func(did bool) { s.rest(ctx, h, did) }, nil
		case err != nil && s.keeper.Alone: // the turn that this process keeps has to do
			return func(bool) {}, nil
		case err != nil:
			s.log.Warn("cannot see whether another process identifies", "error", err)
			left = time.Second
		}
		if clock.Sleep(ctx, left+10*time.Millisecond) != nil {
			return nil, context.Cause(ctx)
		}
		if s.keeper.Alone { // it was an earlier run, of which nobody is left
			return func(bool) {}, nil
		}
	}
}

// rest gives the turn to identify to the next one, after a while if it was used.
func (s *Share) rest(ctx context.Context, h *lease.Held, did bool) {
	after := time.Duration(0)
	if did {
		after = identifyRest
	}
	if err := h.Release(ctx, after); err != nil {
		s.log.Warn("the turn to identify could not be given on; it goes on by itself", "error", err)
	}
}

// Limits has one process at a time ask.
func (s *Share) Limits(ask func(context.Context) (gateway.Limits, error)) func(context.Context) (gateway.Limits, error) {
	return func(ctx context.Context) (got gateway.Limits, err error) {
		err = context.Canceled // where it does not come to that
		s.keeper.Do(ctx, "ask for the limits of the gateway", limitsEvery, func(ctx context.Context) { got, err = ask(ctx) })
		return got, err
	}
}
