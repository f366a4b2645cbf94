package rest

import (
	"net/http"
	"sync"
	"time"
)

// A bucket is a rate limit that some routes share for one channel, server or token.
type bucket struct {
	turn chan struct{} // holds one token: whoever has it may send

	// Guarded by the lock of buckets.
	hash  string // "" until Discord has named it
	users int    // requests that wait or are being sent

	mu    sync.Mutex
	told  string // the hash in the latest response
	left  int    // requests left until reset; -1 if unknown
	reset time.Time
}

func newBucket() *bucket {
	b := &bucket{turn: make(chan struct{}, 1), left: -1}
	b.turn <- struct{}{}
	return b
}

// wait returns how long the bucket blocks requests; 0 or less means that one may go now.
func (b *bucket) wait() time.Duration {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.left != 0 {
		return 0
	}
	return time.Until(b.reset)
}

// spend counts a request that goes out, whatever its response.
func (b *bucket) spend() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.told = ""
	if b.left > 0 {
		b.left--
	}
}

// learn records the limit in Discord's headers.
func (b *bucket) learn(h http.Header) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.told = h.Get("X-RateLimit-Bucket")
	if left, after, ok := remaining(h); ok {
		b.left, b.reset = left, time.Now().Add(after)
	}
}

// absorb takes over what another bucket knows, if that is stricter or newer.
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
