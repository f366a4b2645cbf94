package hub

import (
	"time"

	"github.com/gorilla/websocket"
)

// A Step is the behaviour of one new connection.
type Step string

// These are the steps. The Close steps respond to IDENTIFY or RESUME with that close code.
const (
	Normal               Step = "normal"
	NoHello              Step = "no HELLO"
	HelloThenDrop        Step = "HELLO, then the connection is cut"
	ReconnectBeforeReady Step = "op 7 before READY"
	InvalidBeforeReady   Step = "op 9 false before READY"
	InvalidResumable     Step = "op 9 true before READY"
	DropBeforeReady      Step = "cut before READY"
	RefuseHandshake      Step = "503 in place of the upgrade"
	HTMLHandshake        Step = "HTML in place of the upgrade"
	AckBeforeReady       Step = "op 11 before READY"
	UnknownOps           Step = "unknown ops and events before READY"
	CloseAuthentication  Step = "close 4004"
	CloseIntents         Step = "close 4014"
	CloseRateLimited     Step = "close 4008"
	CloseSessionTimedOut Step = "close 4009"
	CloseInvalidSequence Step = "close 4007"
	CloseUnknown         Step = "close 4000"
)

// Script assigns a step to each of the next connections. Further connections behave normally.
func (h *Hub) Script(steps ...Step) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.script = append(h.script, steps...)
}

// runStep carries out the connection's step when READY or RESUMED is due. If refused is true, that
// event is not sent; code is then the close code, or 0. The caller holds the lock.
func (l *link) runStep(s *session) (code int, refused bool) {
	codes := map[Step]int{CloseAuthentication: 4004, CloseIntents: 4014, CloseRateLimited: 4008, CloseSessionTimedOut: 4009, CloseInvalidSequence: 4007, CloseUnknown: 4000}
	if code := codes[l.step]; code != 0 {
		return code, true
	}
	switch l.step {
	case ReconnectBeforeReady:
		l.op(7, nil)
		return 0, true
	case InvalidBeforeReady:
		delete(l.sessions, s.id)
		l.op(9, false)
		return 0, true
	case InvalidResumable:
		l.op(9, true)
		return 0, true
	case DropBeforeReady:
		l.socket.Close()
		return 0, true
	case AckBeforeReady:
		l.op(11, nil)
	case UnknownOps:
		l.op(42, map[string]any{"new": nil})
		l.push([]byte(`{"op":0,"d":null,"s":null,"t":null}`))
		l.push([]byte(`{"op":0,"d":{"author":null},"s":null,"t":"EVENT_OF_THE_FUTURE"}`))
	}
	return 0, false
}

// eachSession calls do with the sessions of a shard; -1 means all shards.
func (h *Hub) eachSession(shard int, do func(*session)) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, s := range h.sessions {
		if shard == -1 || s.shard[0] == shard {
			do(s)
		}
	}
}

func (h *Hub) eachLink(shard int, do func(*link)) {
	h.eachSession(shard, func(s *session) {
		if s.link != nil {
			do(s.link)
		}
	})
}

// Reconnect sends op 7.
func (h *Hub) Reconnect(shard int) { h.eachLink(shard, func(l *link) { l.op(7, nil) }) }

// Invalidate sends op 9. A session that is not resumable is dropped.
func (h *Hub) Invalidate(shard int, resumable bool) {
	h.eachSession(shard, func(s *session) {
		if s.link != nil {
			s.link.op(9, resumable)
		}
		if !resumable {
			delete(h.sessions, s.id)
		}
	})
}

// CloseWith sends a close frame.
func (h *Hub) CloseWith(shard, code int) { h.eachLink(shard, func(l *link) { l.end(code) }) }

// Drop cuts the connection, without a close frame.
func (h *Hub) Drop(shard int) { h.eachLink(shard, func(l *link) { l.socket.NetConn().Close() }) }

// Freeze keeps the connection open and sends nothing until the client reconnects.
func (h *Hub) Freeze(shard int) { h.eachSession(shard, func(s *session) { s.frozen = true }) }

// Mute leaves heartbeats unanswered until the client reconnects.
func (h *Hub) Mute(shard int) { h.eachSession(shard, func(s *session) { s.muted = true }) }

// AskHeartbeat sends op 1 the given number of times.
func (h *Hub) AskHeartbeat(shard, times int) {
	h.eachLink(shard, func(l *link) {
		for range times {
			l.op(1, nil)
		}
	})
}

// Garbage sends frames that are not valid payloads.
func (h *Hub) Garbage(shard int) {
	h.eachLink(shard, func(l *link) {
		for _, f := range []frame{
			{kind: websocket.TextMessage, data: []byte(`{"op":`)}, {kind: websocket.TextMessage, data: []byte(`[1,2]`)}, {kind: websocket.TextMessage},
			{kind: websocket.BinaryMessage, data: []byte{1, 2, 3}}, {kind: websocket.BinaryMessage, data: deflate([]byte("nonsense"))},
		} {
			l.out <- f
		}
	})
}

// Repeat sends the last event of each session again, with the same sequence number.
func (h *Hub) Repeat(shard int) {
	h.eachSession(shard, func(s *session) {
		if s.link != nil && len(s.events) > 0 {
			s.link.push(s.events[len(s.events)-1].raw)
		}
	})
}

// Forget makes lost sessions too old to resume.
func (h *Hub) Forget(shard int) { h.eachSession(shard, func(s *session) { s.lost = time.Time{} }) }
