package bot

import (
	"maps"
	"sync"
	"time"
)

// silence is how long a direct conversation may pause before the next message
// begins a new one.
const silence = 30 * time.Minute

// directChannels are those in which the bot has written lately. The others need
// not be read. No word of them is kept.
type directChannels struct {
	mu    sync.Mutex
	since time.Time // of which it knows
	at    map[string]time.Time
}

func newDirectChannels() *directChannels {
	return &directChannels{since: time.Now(), at: map[string]time.Time{}}
}

// sweepAt is how many channels are kept before those of no more use are dropped.
const sweepAt = 4096

// silent reports whether the bot surely has not written there for a while.
func (s *directChannels) silent(channel string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return time.Since(s.since) > silence && time.Since(s.at[channel]) > silence
}

func (s *directChannels) note(channel string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.at) >= sweepAt {
		maps.DeleteFunc(s.at, func(_ string, at time.Time) bool { return time.Since(at) > silence })
	}
	s.at[channel] = time.Now()
}
