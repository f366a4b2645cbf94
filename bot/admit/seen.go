package admit

import "sync"

// Seen remembers the ids of events for a while, so that an event that Discord delivers
// twice is answered once.
type Seen struct {
	mu       sync.Mutex
	ids      map[string]bool
	previous map[string]bool
}

// minSeen is how many ids are remembered at least: hours of a busy bot.
const minSeen = 20_000

// Forget makes an id count as new again.
func (s *Seen) Forget(id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.ids, id)
	delete(s.previous, id)
}

// First reports whether an id is new, and remembers it.
func (s *Seen) First(id string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.ids[id] || s.previous[id] {
		return false
	}
	if s.ids == nil || len(s.ids) >= minSeen {
		s.ids, s.previous = map[string]bool{}, s.ids
	}
	s.ids[id] = true
	return true
}
