package admit

import "sync"

// Seen remembers ids for a while, so that an event that Discord delivers twice is
// answered once.
type Seen struct {
	mu       sync.Mutex
	ids      map[string]bool
	previous map[string]bool
}

// seenMost is how many ids are surely remembered: hours of a busy bot.
const seenMost = 20_000

// First reports whether an id is new, and remembers it.
func (s *Seen) First(id string) bool {
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
