package mcp

import (
	"iter"
	"net/http"
	"sync"
	"time"

	"github.com/modelcontextprotocol/go-sdk/mcp"
)

// sessionHeader carries the session's ID, in requests and in the response that begins a
// session.
const sessionHeader = "Mcp-Session-Id"

// sessions tracks which HTTP sessions are in use, since many clients never end theirs.
type sessions struct {
	mu  sync.Mutex
	all map[string]*use // by ID
}

// A use records how a session is used.
type use struct {
	last    time.Time // time of the latest request
	calls   int       // being answered
	streams int       // open event streams to the client
	ended   bool      // closed to make room
}

// begun records the start of a request in a session. The caller calls done at its end.
func (s *sessions) begun(r *http.Request) (done func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	u := s.all[r.Header.Get(sessionHeader)]
	if u == nil {
		return func() {}
	}
	n := &u.streams
	if r.Method != http.MethodGet {
		n, u.last = &u.calls, time.Now()
	}
	*n++
	return func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		*n--
		u.last = time.Now()
	}
}

// add records a new session.
func (s *sessions) add(id string) {
	if id == "" {
		return // the session was refused
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.all[id] = &use{last: time.Now()}
}

// room reports whether another session may be opened. If there are too many, it closes an idle
// one: the longest idle of those without an open stream or, failing these, of all.
func (s *sessions) room(open iter.Seq[*mcp.ServerSession]) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	known, n := map[string]*use{}, 0
	var idle *mcp.ServerSession
	var least *use
	for session := range open {
		id := session.ID()
		u := s.all[id]
		switch {
		case id == "": // serves a single request
			continue
		case u == nil: // about to begin
			n++
			continue
		}
		known[id] = u
		if u.ended {
			continue
		}
		n++
		if u.calls == 0 && (least == nil || u.before(least)) {
			idle, least = session, u
		}
	}
	s.all = known
	if n < mostSessions {
		return true
	}
	if idle == nil {
		return false
	}
	least.ended = true
	go idle.Close() // waits for calls that a departed client left running
	return true
}

// before reports whether u should be closed rather than v.
func (u *use) before(v *use) bool {
	if (u.streams == 0) != (v.streams == 0) {
		return u.streams == 0
	}
	return u.last.Before(v.last)
}
