package rest

import (
	"net/http"
	"sync"
	"time"
)

// A bucket is a limit that some routes share for one channel, server or token.
type bucket struct {
	turn chan struct{} // holds one: whoever has it may send

	// Under the lock of buckets.
	hash  string // "" until Discord has told
	users int    // that wait or send

	mu    sync.Mutex
	told  string // the hash in the last answer
	left  int    // requests until reset; -1 is unknown
	reset time.Time
}

func newBucket() *bucket {
	b := &bucket{turn: make(chan struct{}, 1), left: -1}
	b.turn <- struct{}{}
	return b
}

// wait is how long until the bucket lets a request pass; 0 or less is now.
func (b *bucket) wait() time.Duration {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.left != 0 {
		return 0
	}
	return time.Until(b.reset)
}

// spend counts a request that goes out, whatever becomes of its answer.
func (b *bucket) spend() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.told = ""
	if b.left > 0 {
		b.left--
	}
}

// learn takes note of what Discord says in the headers.
func (b *bucket) learn(h http.Header) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.told = h.Get("X-RateLimit-Bucket")
	if left, after, ok := remaining(h); ok {
		b.left, b.reset = left, time.Now().Add(after)
	}
}

// absorb takes over what another knows, if that is stricter or newer.
func (b *bucket) absorb(other *bucket) {
	other.mu.Lock()
	left, reset := other.left, other.reset
	other.mu.Unlock()
	b.mu.Lock()
	defer b.mu.Unlock()
	now := time.Now()
	if left >= 0 && reset.After(now) && (left <= b.left || b.left < 0 || !b.reset.After(now)) {
		b.left, b.reset = left, reset
	}
}

func (b *bucket) stop(after time.Duration) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.left, b.reset = 0, time.Now().Add(after)
}
