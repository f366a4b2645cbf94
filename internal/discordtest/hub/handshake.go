package hub

import (
	"encoding/json"
	"fmt"
	"time"
)

func (l *link) identify(data []byte) int {
	var d struct {
		Token    string         `json:"token"`
		Intents  *int           `json:"intents"`
		Compress bool           `json:"compress"`
		Shard    *[2]int        `json:"shard"`
		Props    map[string]any `json:"properties"`
	}
	if err := json.Unmarshal(data, &d); err != nil || d.Intents == nil || len(d.Props) == 0 {
		l.Violation("gateway: IDENTIFY %.200s", data)
		return 4002
	}
	if err := l.Check(false, "IDENTIFY", data); err != nil {
		l.Violation("gateway: IDENTIFY: %v", err)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.info.First = "IDENTIFY"
	now := time.Now()
	if code, refused := l.checkIdentify(d.Token, *d.Intents, now); refused {
		return code
	}
	l.identifies = append(l.identifies, now)
	l.serial++
	s := &session{id: fmt.Sprintf("session-%d", l.serial), shard: [2]int{0, 1}, intents: *d.Intents, compress: d.Compress, link: l}
	if d.Shard != nil {
		s.shard = *d.Shard
	}
	if s.shard[0] < 0 || s.shard[0] >= s.shard[1] {
		return 4010
	}
	l.info.Shard = s.shard
	if code, refused := l.runStep(s); refused {
		return code
	}
	l.session, l.sessions[s.id] = s, s
	l.info.Ready = true
	l.send(s, "READY", map[string]any{
		"v": 10, "user": l.User, "guilds": l.unavailable(s), "session_id": s.id, "resume_gateway_url": l.address + "/resume", "shard": s.shard, "application": l.Application,
		"private_channels": []any{}, "relationships": []any{}, "presences": []any{}, "session_type": "normal", "_trace": []string{"fake"},
	})
	l.sendGreetings(s)
	l.notify()
	return 0
}

// checkIdentify checks the token, the intents, and how often clients have identified. If it refuses,
// code is the close code, or 0 if it has sent Invalid Session (opcode 9).
func (l *link) checkIdentify(token string, intents int, now time.Time) (code int, refused bool) {
	const known = 1<<27 - 1
	const privileged = 1<<1 | 1<<8 | 1<<15
	switch {
	case token != l.Token:
		return 4004, true
	case intents&^known != 0:
		return 4013, true
	case intents&privileged&^l.Allowed != 0:
		return 4014, true
	}
	if len(l.identifies) >= l.Budget {
		l.Violation("gateway: more than %d identifies: the token would be reset", l.Budget)
		return 4004, true
	}
	recent := 0
	for _, at := range l.identifies {
		if now.Sub(at) < l.Window {
			recent++
		}
	}
	if recent >= l.Concurrency {
		l.Violation("gateway: %d identifies within %v", recent+1, l.Window)
		l.op(9, false)
		return 0, true
	}
	return 0, false
}

func (l *link) resume(data []byte) int {
	var d struct {
		Token    string `json:"token"`
		Session  string `json:"session_id"`
		Sequence int64  `json:"seq"`
	}
	if err := json.Unmarshal(data, &d); err != nil {
		return 4002
	}
	if err := l.Check(false, "RESUME", data); err != nil {
		l.Violation("gateway: RESUME: %v", err)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.info.First = "RESUME"
	s := l.sessions[d.Session]
	switch {
	case d.Token != l.Token:
		return 4004
	case s == nil || s.link == nil && time.Since(s.lost) > l.Keep:
		l.op(9, false)
		return 0
	case d.Sequence > s.sequence:
		return 4007
	}
	l.info.Shard = s.shard
	if code, refused := l.runStep(s); refused {
		return code
	}
	if s.link != nil {
		s.link.socket.Close()
	}
	s.link, l.session, s.frozen, s.muted = l, s, false, false
	for _, e := range s.events {
		if e.sequence > d.Sequence {
			l.push(e.raw)
		}
	}
	l.info.Ready = true
	l.send(s, "RESUMED", map[string]any{"_trace": []string{"fake"}})
	l.notify()
	return 0
}
