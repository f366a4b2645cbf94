package hub

import (
	"context"
	"fmt"
)

// WaitReady waits until so many sessions are connected and ready.
func (h *Hub) WaitReady(ctx context.Context, shards int) error {
	for {
		h.mu.Lock()
		ready := 0
		for _, s := range h.sessions {
			if s.link != nil && s.link.info.Ready {
				ready++
			}
		}
		changed := h.changed
		h.mu.Unlock()
		if ready >= shards {
			return nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return fmt.Errorf("%d of %d shards are ready: %w", ready, shards, ctx.Err())
		}
	}
}

// Connections are all that there were.
func (h *Hub) Connections() []Connection {
	h.mu.Lock()
	defer h.mu.Unlock()
	var all []Connection
	for _, c := range h.connections {
		all = append(all, *c)
	}
	return all
}

// Identifies is how many there were.
func (h *Hub) Identifies() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return len(h.identifies)
}
