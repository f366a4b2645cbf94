package rest

import (
	"context"
	"maps"
	"sync"
	"time"
)

// buckets are the rate limits by route and major parameter. Requests of one bucket are sent
// one at a time, in order of arrival.
type buckets struct {
	sync.Mutex // never held while waiting
	byRoute    map[string]*bucket
	byHash     map[string]*bucket // with the major parameter: some routes share a bucket
	hashes     map[string]string  // by route name, as Discord last told them
	sweepAt    int                // number of buckets at which idle ones are dropped
}

// fewest is how many buckets are kept before idle ones are dropped.
const fewest = 512

func newBuckets() *buckets {
	return &buckets{byRoute: map[string]*bucket{}, byHash: map[string]*bucket{}, hashes: map[string]string{}, sweepAt: fewest}
}

// enter waits for the turn of a request, until patience at most.
func (s *buckets) enter(ctx context.Context, r route, patience time.Time) (*bucket, error) {
	if r.exempt {
		return &bucket{left: -1}, nil
	}
	timer := time.NewTimer(time.Until(patience))
	defer timer.Stop()
	for {
		b := s.find(r)
		err := checkWait(ctx, r, b.wait(), patience)
		if err == nil {
			select {
			case <-b.turn:
				if s.isOf(b, r) {
					return b, nil
				}
				b.turn <- struct{}{} // the route has moved to another bucket
			case <-timer.C:
				err = &LimitedError{r.name, max(b.wait(), 0)}
			case <-ctx.Done():
				err = context.Cause(ctx)
			}
		}
		s.release(b)
		if err != nil {
			return nil, err
		}
	}
}

func (s *buckets) find(r route) *bucket {
	s.Lock()
	defer s.Unlock()
	b := s.byRoute[r.key]
	if b == nil {
		if len(s.byRoute) >= s.sweepAt {
			s.sweep()
		}
		b = newBucket()
		if hash := s.hashes[r.name]; hash != "" {
			b = s.named(hash, r, b)
		}
		s.byRoute[r.key] = b
	}
	b.users++
	return b
}

// named returns the bucket with a hash. If there is none yet, b becomes it.
func (s *buckets) named(hash string, r route, b *bucket) *bucket {
	key := hash + " " + r.major
	if known := s.byHash[key]; known != nil {
		return known
	}
	b.hash = hash
	s.byHash[key] = b
	return b
}

func (s *buckets) isOf(b *bucket, r route) bool {
	s.Lock()
	defer s.Unlock()
	return s.byRoute[r.key] == b
}

// leave lets the next request of the bucket be sent.
func (s *buckets) leave(b *bucket, r route) {
	if b.turn == nil {
		return
	}
	s.settle(b, r)
	b.turn <- struct{}{}
	s.release(b)
}

// settle moves a route into the bucket that Discord has named.
func (s *buckets) settle(b *bucket, r route) {
	b.mu.Lock()
	told := b.told
	b.mu.Unlock()
	s.Lock()
	defer s.Unlock()
	if told == "" {
		return
	}
	s.hashes[r.name] = told
	if told == b.hash {
		return
	}
	is := b
	if b.hash != "" {
		is = newBucket() // other routes stay in the old one
	}
	if is = s.named(told, r, is); is != b {
		is.absorb(b)
		s.byRoute[r.key] = is
	}
}

func (s *buckets) release(b *bucket) {
	s.Lock()
	defer s.Unlock()
	b.users--
}

// sweep drops buckets that are not in use and have no limit in force. If many have to stay,
// the next sweep comes later.
func (s *buckets) sweep() {
	now := time.Now()
	idle := func(_ string, b *bucket) bool {
		b.mu.Lock()
		defer b.mu.Unlock()
		return b.users == 0 && !b.reset.After(now)
	}
	maps.DeleteFunc(s.byRoute, idle)
	maps.DeleteFunc(s.byHash, idle)
	s.sweepAt = max(fewest, 2*len(s.byRoute))
}
