// Package rate says how often somebody may do something.
package rate

import (
	"sync"
	"time"
)

// A Limiter lets each key do so much in a while: burst at once, and then one
// every interval. It is the generic cell rate algorithm of ITU-T I.371, which
// needs one time a key.
type Limiter struct {
	burst    int
	interval time.Duration

	mu   sync.Mutex
	full map[string]time.Time // when the key is as if it had never done anything
}

// New lets each key do burst things within that time; a burst of 0 or less
// is no limit.
func New(burst int, within time.Duration) *Limiter {
	return &Limiter{burst: burst, interval: within / time.Duration(max(burst, 1)), full: map[string]time.Time{}}
}

// sweepAt is how many keys are kept before those that are of no more use are
// looked for.
const sweepAt = 4096

// Take reports whether key may do one more thing now, and if not, when it may
// again. The empty key always may.
func (l *Limiter) Take(key string) (ok bool, again time.Time) {
	if l.burst <= 0 || key == "" {
		return true, time.Time{}
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	now := time.Now()
	if len(l.full) >= sweepAt {
		for k, full := range l.full {
			if !full.After(now) {
				delete(l.full, k)
			}
		}
	}
	full := l.full[key]
	if full.Before(now) {
		full = now
	}
	if again := full.Add(l.interval * time.Duration(1-l.burst)); again.After(now) {
		return false, again
	}
	l.full[key] = full.Add(l.interval)
	return true, time.Time{}
}
