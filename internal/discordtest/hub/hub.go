// Package hub is the gateway half of a fake Discord: a WebSocket server with sessions, sequence
// numbers, heartbeats, resuming, compression, limits and injected faults.
//
// It knows sessions and events, but not what events are about.
package hub

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/gorilla/websocket"
)

// Options configure the hub. Times of 0 mean Discord's own.
type Options struct {
	Token       string        // the bot's
	User        any           // READY's user
	Application any           // READY's application
	Heartbeat   time.Duration // 41.25 s
	Keep        time.Duration // how long a lost session can be resumed, 3 min
	Budget      int           // identifies per day, 1000
	Concurrency int           // max_concurrency, 1
	Window      time.Duration // of max_concurrency, 5 s
	Allowed     int           // privileged intents that the bot may request
	// Check is called with every payload: outgoing ones with the event's type, incoming ones
	// with the name of the op. An error that it returns is a violation.
	Check     func(out bool, name string, data []byte) error
	Violation func(format string, args ...any)
}

// An Event is a gateway event.
type Event struct {
	Type   string
	Guild  string // empty for events of no server, which go to shard 0
	Intent int    // intent that a session must have; 0 means none
	// Data returns the payload as a session with these intents sees it.
	Data func(intents int) any
}

// Odd is event data that deliberately differs from Discord's.
type Odd struct{ Data any }

// MarshalJSON encodes the data.
func (o Odd) MarshalJSON() ([]byte, error) { return json.Marshal(o.Data) }

// A Connection describes one WebSocket connection.
type Connection struct {
	Path       string // /gateway or /resume
	Shard      [2]int
	First      string // IDENTIFY, RESUME or nothing
	Ready      bool
	CloseCode  int // sent by the client; 0 if none
	Heartbeats int
}

// A Hub is a gateway.
type Hub struct {
	Options
	mu          sync.Mutex // never held while waiting
	address     string     // ws://host:port
	sessions    map[string]*session
	connections []*Connection
	identifies  []time.Time
	script      []Step
	greetings   []Event // events about servers, in the order in which the bot joined them
	serial      int
	changed     chan struct{} // closed and replaced when a session becomes ready or is lost
	closed      chan struct{}
	running     sync.WaitGroup
}

// New returns a hub.
func New(o Options) *Hub {
	set := func(d *time.Duration, standard time.Duration) {
		if *d == 0 {
			*d = standard
		}
	}
	set(&o.Heartbeat, 41250*time.Millisecond)
	set(&o.Keep, 3*time.Minute)
	set(&o.Window, 5*time.Second)
	if o.Budget == 0 {
		o.Budget = 1000
	}
	if o.Concurrency == 0 {
		o.Concurrency = 1
	}
	if o.Check == nil {
		o.Check = func(bool, string, []byte) error { return nil }
	}
	if o.Violation == nil {
		o.Violation = func(string, ...any) {}
	}
	return &Hub{Options: o, sessions: map[string]*session{}, changed: make(chan struct{}), closed: make(chan struct{})}
}

// SetAddress sets the address of the hub, such as ws://127.0.0.1:1234.
func (h *Hub) SetAddress(ws string) { h.address = ws }

// Close ends all connections and waits for them.
func (h *Hub) Close() {
	h.mu.Lock()
	close(h.closed)
	for _, s := range h.sessions {
		s.cut()
	}
	h.mu.Unlock()
	h.running.Wait()
}

// ServeHTTP accepts a connection.
func (h *Hub) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	step := h.nextStep()
	switch step {
	case RefuseHandshake:
		http.Error(w, "unavailable", http.StatusServiceUnavailable)
		return
	case HTMLHandshake:
		fmt.Fprint(w, "<html>checking your browser</html>")
		return
	}
	upgrader := websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }}
	socket, err := upgrader.Upgrade(w, r, nil)
	if err != nil {
		return // the library has responded
	}
	if v := r.URL.Query().Get("v"); v != "9" && v != "10" || r.URL.Query().Get("encoding") != "json" {
		closeWith(socket, 4012)
		socket.Close()
		return
	}
	path := "/gateway"
	if strings.HasPrefix(r.URL.Path, "/resume") {
		path = "/resume"
	}
	l := &link{Hub: h, socket: socket, step: step, info: &Connection{Path: path}, out: make(chan frame, 4096), ended: make(chan struct{})}
	if r.URL.Query().Get("compress") == "zlib-stream" {
		l.stream = newStream()
	}
	h.mu.Lock()
	h.connections = append(h.connections, l.info)
	h.mu.Unlock()
	h.running.Go(l.write)
	h.running.Add(1)
	defer h.running.Done()
	l.read()
}

// Greet sends the event greeting, after READY, to every session that identifies from now on, in
// place of an earlier greeting of the same server, and sends news to existing sessions. A
// greeting without a type is for a server that is unavailable: READY names it, and no event
// follows.
func (h *Hub) Greet(greeting, news Event) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if i := slices.IndexFunc(h.greetings, func(e Event) bool { return e.Guild == greeting.Guild }); i >= 0 {
		h.greetings[i] = greeting
	} else {
		h.greetings = append(h.greetings, greeting)
	}
	h.dispatch(news)
}

// Part removes a server from the greetings of sessions that identify from now on, and sends
// news to existing sessions.
func (h *Hub) Part(guild string, news Event) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.greetings = slices.DeleteFunc(h.greetings, func(e Event) bool { return e.Guild == guild })
	h.dispatch(news)
}

// unavailable returns a session's servers as READY names them. Their details follow later, and
// only for sessions with the intent.
func (h *Hub) unavailable(s *session) []any {
	all := []any{}
	for _, e := range h.greetings {
		if h.reaches(s, Event{Guild: e.Guild}) {
			all = append(all, map[string]any{"id": e.Guild, "unavailable": true})
		}
	}
	return all
}

// sendGreetings sends a new session the greetings after READY. The caller holds the lock.
func (h *Hub) sendGreetings(s *session) {
	for _, e := range h.greetings {
		if e.Type != "" && h.reaches(s, e) {
			h.send(s, e.Type, e.Data(s.intents))
		}
	}
}

// Dispatch sends an event to every session that may see it, and keeps it for sessions that
// resume.
func (h *Hub) Dispatch(e Event) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.dispatch(e)
}

func (h *Hub) dispatch(e Event) {
	for _, s := range h.sessions {
		if h.reaches(s, e) {
			h.send(s, e.Type, e.Data(s.intents))
		}
	}
}

func (h *Hub) reaches(s *session, e Event) bool {
	if e.Intent != 0 && s.intents&e.Intent == 0 {
		return false
	}
	if e.Guild == "" {
		return s.shard[0] == 0
	}
	id, err := strconv.ParseUint(e.Guild, 10, 64)
	return err == nil && (id>>22)%uint64(max(s.shard[1], 1)) == uint64(s.shard[0])
}

// send sends a session an event with the next sequence number. The caller holds the lock.
func (h *Hub) send(s *session, kind string, data any) {
	encoded, err := json.Marshal(data)
	if err != nil {
		h.Violation("hub: %s cannot be encoded: %v", kind, err)
		return
	}
	_, odd := data.(Odd)
	if err := h.Check(true, kind, encoded); err != nil && !odd {
		h.Violation("hub: invalid %s: %v", kind, err)
	}
	s.sequence++
	p := payload{Op: 0, Data: encoded, Sequence: &s.sequence, Type: &kind}
	raw, _ := json.Marshal(p) // cannot fail: it consists of plain fields
	s.events = append(s.events, numberedEvent{s.sequence, raw})
	const ring = 20_000
	if len(s.events) > ring {
		s.events = s.events[len(s.events)-ring:]
	}
	if s.link != nil && s.link.info.Ready && !s.frozen {
		s.link.push(raw)
	}
}

// SessionStartLimit returns the session start limits of GET /gateway/bot.
func (h *Hub) SessionStartLimit() (remaining int, resetAfter time.Duration) {
	h.mu.Lock()
	defer h.mu.Unlock()
	return max(h.Budget-len(h.identifies), 0), 24 * time.Hour
}

func (h *Hub) nextStep() Step {
	h.mu.Lock()
	defer h.mu.Unlock()
	if len(h.script) == 0 {
		return Normal
	}
	step := h.script[0]
	h.script = slices.Delete(h.script, 0, 1)
	return step
}
