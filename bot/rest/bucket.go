package rest

import (
	"context"
	"net/http"
	"sync"
	"time"
)

// buckets are the rate limits by route and major parameter. Requests of one
// pass one at a time, in order of arrival.
type buckets struct {
	*sync.Mutex // never held while waiting
	byKey       map[string]*bucket
	hashes      map[string]string // of routes, as Discord names their buckets
}

// A bucket is a limit that some routes share for one channel, server or token.
type bucket struct {
	key   string
	turn  chan struct{} // holds one: whoever has it may send
	route route
	hash  string // as Discord said last

	users int // that wait or send; under the lock of buckets

	mu    sync.Mutex
	left  int // requests until reset; -1 is unknown
	reset time.Time
}

func newBuckets() buckets {
	return buckets{&sync.Mutex{}, map[string]*bucket{}, map[string]string{}}
}

// sweepAt is how many buckets are kept before idle ones are looked for.
const sweepAt = 512

// enter waits for the turn of a request.
func (s buckets) enter(ctx context.Context, r route) (*bucket, error) {
	if r.exempt {
		return &bucket{left: -1}, nil
	}
	b := s.find(r)
	select {
	case <-b.turn:
		return b, nil
	case <-ctx.Done():
		s.release(b)
		return nil, context.Cause(ctx)
	}
}

func (s buckets) find(r route) *bucket {
	s.Lock()
	defer s.Unlock()
	key := r.key
	if hash := s.hashes[r.name]; hash != "" {
		key = hash + " " + r.major
	}
	b := s.byKey[key]
	if b == nil {
		if len(s.byKey) >= sweepAt {
			s.sweep()
		}
		b = &bucket{key: key, turn: make(chan struct{}, 1), left: -1}
		b.turn <- struct{}{}
		s.byKey[key] = b
	}
	b.route = r
	b.users++
	return b
}

// leave lets the next request of the bucket pass.
func (s buckets) leave(b *bucket) {
	if b.turn == nil {
		return
	}
	b.mu.Lock()
	hash := b.hash
	b.mu.Unlock()
	s.Lock()
	if hash != "" {
		s.hashes[b.route.name] = hash
	}
	s.Unlock()
	b.turn <- struct{}{}
	s.release(b)
}

func (s buckets) release(b *bucket) {
	s.Lock()
	defer s.Unlock()
	b.users--
}

// sweep forgets buckets that are not in use and as good as new.
func (s buckets) sweep() {
	now := time.Now()
	for key, b := range s.byKey {
		b.mu.Lock()
		idle := b.users == 0 && !b.reset.After(now)
		b.mu.Unlock()
		if idle {
			delete(s.byKey, key)
		}
	}
}

// wait is how long until the bucket lets a request pass.
func (b *bucket) wait() time.Duration {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.left != 0 {
		return 0
	}
	wait := time.Until(b.reset)
	if wait <= 0 {
		b.left = -1
	}
	return wait
}

// learn takes note of what Discord says in the headers.
func (b *bucket) learn(h http.Header) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.hash = h.Get("X-RateLimit-Bucket")
	if left, after, ok := remaining(h); ok {
		b.left, b.reset = left, time.Now().Add(after)
	}
}

func (b *bucket) stop(after time.Duration) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.left, b.reset = 0, time.Now().Add(after)
}
