package rest

import (
	"context"
	"maps"
	"sync"
	"time"
)

// buckets are the rate limits by route and major parameter. Requests of one
// pass one at a time, in order of arrival.
type buckets struct {
	sync.Mutex // never held while waiting
	byRoute    map[string]*bucket
	byHash     map[string]*bucket // with the major parameter: some routes share one
	hashes     map[string]string  // of route names, as Discord said last
	sweepAt    int                // so many buckets
}

// fewest is how many buckets are kept before idle ones are looked for.
const fewest = 512

func newBuckets() *buckets {
	return &buckets{byRoute: map[string]*bucket{}, byHash: map[string]*bucket{}, hashes: map[string]string{}, sweepAt: fewest}
}

// enter waits for the turn of a request.
func (s *buckets) enter(ctx context.Context, r route, patience time.Time) (*bucket, error) {
	if r.exempt {
		return &bucket{left: -1}, nil
	}
	timer := time.NewTimer(time.Until(patience))
	defer timer.Stop()
	for {
		b := s.find(r)
		err := bearable(ctx, r, b.wait(), patience)
		if err == nil {
			select {
			case <-b.turn:
				if s.isOf(b, r) {
					return b, nil
				}
				b.turn <- struct{}{} // the route went to another meanwhile
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

// named is the bucket with a hash, b where there is none yet.
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

// leave lets the next request of the bucket pass.
func (s *buckets) leave(b *bucket, r route) {
	if b.turn == nil {
		return
	}
	s.settle(b, r)
	b.turn <- struct{}{}
	s.release(b)
}

// settle puts a route into the bucket that Discord has named.
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

// sweep forgets buckets that are not in use and as good as new. With many that
// have to stay, the next one comes later.
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
