package bot

import (
	"sync"
	"time"
)

// A limiter lets each key do so much in a while: burst at once, and then one
// every interval. It is the generic cell rate algorithm of ITU-T I.371, which
// needs one time a key.
type limiter struct {
	burst    int
	interval time.Duration

	mu   sync.Mutex
	full map[string]time.Time // when the key is as if it had never done anything
}

func newLimiter(burst int, within time.Duration) *limiter {
	return &limiter{burst: burst, interval: within / time.Duration(max(burst, 1)), full: map[string]time.Time{}}
}

// sweepAt is how many keys are kept before those that are of no more use are
// looked for.
const sweepAt = 4096

// take reports whether key may, and if not, when it may again.
func (l *limiter) take(key string) (ok bool, again time.Time) {
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

// seen remembers ids for a while, so that what Discord delivers twice is
// answered once.
type seen struct {
	mu       sync.Mutex
	ids      map[string]bool
	previous map[string]bool
}

// seenMost is how many ids are surely remembered: hours of a busy bot.
const seenMost = 20_000

// first reports whether id is new.
func (s *seen) first(id string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.ids[id] || s.previous[id] {
		return false
	}
	if s.ids == nil || len(s.ids) >= seenMost {
		s.ids, s.previous = map[string]bool{}, s.ids
	}
	s.ids[id] = true
	return true
}
