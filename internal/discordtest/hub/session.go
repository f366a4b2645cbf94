package hub

import (
	"encoding/json"
	"time"
)

type payload struct {
	Op       int             `json:"op"`
	Data     json.RawMessage `json:"d"`
	Sequence *int64          `json:"s"`
	Type     *string         `json:"t"`
}

// A session is the state of a shard that survives between connections.
type session struct {
	id       string
	shard    [2]int
	intents  int
	compress bool
	sequence int64
	events   []numberedEvent
	link     *link // nil while disconnected
	lost     time.Time
	frozen   bool // nothing is sent
	muted    bool // heartbeats are not answered
}

type numberedEvent struct {
	sequence int64
	raw      []byte
}

func (s *session) cut() {
	if s.link != nil {
		s.link.socket.Close()
	}
}

// handle handles a payload from the client. It returns the close code for an invalid one, or 0.
func (l *link) handle(raw []byte) int {
	if len(raw) > 4096 {
		l.Violation("gateway: the client sent %d bytes", len(raw))
		return 4002
	}
	var p payload
	if json.Unmarshal(raw, &p) != nil {
		return 4002
	}
	now := time.Now()
	l.beats = append(l.beats, now)
	for len(l.beats) > 0 && now.Sub(l.beats[0]) > time.Minute {
		l.beats = l.beats[1:]
	}
	if len(l.beats) > 120 {
		l.Violation("gateway: more than 120 payloads in a minute")
		return 4008
	}
	switch {
	case p.Op == 1:
		return l.heartbeat(p)
	case p.Op == 2 && l.session == nil:
		return l.identify(p.Data)
	case p.Op == 2:
		return 4005
	case p.Op == 6 && l.session == nil:
		return l.resume(p.Data)
	case l.session == nil:
		return 4003
	}
	return 4001
}

func (l *link) heartbeat(p payload) int {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.info.Heartbeats++
	if l.session == nil {
		return 0
	}
	var sequence *int64
	if err := json.Unmarshal(p.Data, &sequence); err != nil || sequence != nil && *sequence > l.session.sequence {
		l.Violation("gateway: heartbeat with %s, the last event is %d", p.Data, l.session.sequence)
	}
	if !l.session.muted && !l.session.frozen {
		l.op(11, nil)
	}
	return 0
}

// notify wakes everybody who waits for a session to become ready. The caller holds the lock.
func (h *Hub) notify() {
	close(h.changed)
	h.changed = make(chan struct{})
}
