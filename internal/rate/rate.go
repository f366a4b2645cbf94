// Package rate limits how often somebody may do something.
package rate

import (
	"sync"
	"time"
)

// A Limiter lets each key do burst things at once, and then one thing per interval. It implements
// the generic cell rate algorithm of ITU-T I.371, which stores only one time per key.
type Limiter struct {
	burst    int
	interval time.Duration

	mu   sync.Mutex
	full map[string]time.Time // when the key may do burst things at once again
}

// New returns a limiter that lets each key do burst things within a time. A burst of 0 or less means
// no limit.
func New(burst int, within time.Duration) *Limiter {
	return &Limiter{burst: burst, interval: within / time.Duration(max(burst, 1)), full: map[string]time.Time{}}
}

// sweepAt is the number of keys from which on keys that are not limited any more are deleted.
const sweepAt = 4096

// Take reports whether key may do one more thing now and, if not, when it may again. The empty key
// is not limited.
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
