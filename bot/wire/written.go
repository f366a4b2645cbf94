package wire

import (
	"maps"
	"sync"
	"time"
)

// A written remembers in which channels the bot has written lately. No word of
// what it wrote is kept.
type written struct {
	mu    sync.Mutex
	since time.Time // of which it knows
	at    map[string]time.Time
}

const (
	// writtenFor is how long a channel is remembered.
	writtenFor = 30 * time.Minute
	// sweepAt is how many channels are kept before those of no more use are
	// dropped.
	sweepAt = 4096
)

// Silent reports whether the bot surely has written nothing in a channel for half
// an hour. After a start nobody knows that for as long.
func (s *Sender) Silent(channel string) bool {
	w := &s.written
	w.mu.Lock()
	defer w.mu.Unlock()
	return time.Since(w.since) > writtenFor && time.Since(w.at[channel]) > writtenFor
}

func (s *Sender) wrote(channel string) {
	w := &s.written
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.at) >= sweepAt {
		maps.DeleteFunc(w.at, func(_ string, at time.Time) bool { return time.Since(at) > writtenFor })
	}
	w.at[channel] = time.Now()
}
