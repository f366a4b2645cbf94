package hub

import (
	"context"
	"fmt"
)

// WaitReady waits until the given number of sessions are connected and ready.
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

// WaitLost waits until no session of a shard is connected. After its client has died, the hub
// may notice a moment later.
func WaitLost(ctx context.Context, h *Hub, shard int) error {
	for {
		connected := false
		h.mu.Lock()
		for _, s := range h.sessions {
			connected = connected || s.shard[0] == shard && s.link != nil
		}
		changed := h.changed
		h.mu.Unlock()
		if !connected {
			return nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return fmt.Errorf("shard %d is connected: %w", shard, ctx.Err())
		}
	}
}

// Connected returns the shards that are connected and ready.
func Connected(h *Hub) map[int]bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	shards := map[int]bool{}
	for _, s := range h.sessions {
		if s.link != nil && s.link.info.Ready {
			shards[s.shard[0]] = true
		}
	}
	return shards
}

// Connections returns all connections so far.
func (h *Hub) Connections() []Connection {
	h.mu.Lock()
	defer h.mu.Unlock()
	var all []Connection
	for _, c := range h.connections {
		all = append(all, *c)
	}
	return all
}

// Identifies returns how often clients have identified.
func (h *Hub) Identifies() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return len(h.identifies)
}
