package hub

import (
	"bytes"
	"compress/zlib"
	"encoding/json"
	"fmt"
	"time"

	"github.com/gorilla/websocket"
)

type payload struct {
	Op       int             `json:"op"`
	Data     json.RawMessage `json:"d"`
	Sequence *int64          `json:"s"`
	Type     *string         `json:"t"`
}

// A session is what is kept of a shard between connections.
type session struct {
	id       string
	shard    [2]int
	intents  int
	compress bool
	sequence int64
	events   []numbered
	link     *link // nil while it is lost
	lost     time.Time
	frozen   bool // nothing is sent
	muted    bool // heartbeats are not answered
}

type numbered struct {
	sequence int64
	raw      []byte
}

func (s *session) cut() {
	if s.link != nil {
		s.link.socket.Close()
	}
}

// A link is one connection.
type link struct {
	*Hub
	socket  *websocket.Conn
	step    Step
	info    *Connection
	session *session
	out     chan frame
	over    chan struct{}
	beats   []time.Time
	stream  *stream // nil without compression of the whole connection
}

// A stream compresses all that is sent over a connection as one, as clients ask
// for with compress=zlib-stream.
// docs.discord.com/developers/events/gateway#transport-compression
type stream struct {
	out    bytes.Buffer
	writer *zlib.Writer
}

func newStream() *stream {
	s := &stream{}
	s.writer = zlib.NewWriter(&s.out)
	return s
}

// next is a payload as the stream goes on.
func (s *stream) next(raw []byte) []byte {
	s.out.Reset()
	_, _ = s.writer.Write(raw) // to memory
	_ = s.writer.Flush()
	return s.out.Bytes()
}

type frame struct {
	kind int
	data []byte
	code int // then the connection is closed with it
}

// push queues a dispatch; a client that does not read is cut off.
func (l *link) push(raw []byte) {
	f := frame{kind: websocket.TextMessage, data: raw}
	if l.session != nil && l.session.compress && l.stream == nil {
		f.kind, f.data = websocket.BinaryMessage, deflate(raw)
	}
	select {
	case l.out <- f:
	default:
		l.socket.Close()
	}
}

func deflate(raw []byte) []byte {
	var out bytes.Buffer
	w := zlib.NewWriter(&out)
	_, _ = w.Write(raw) // to memory
	_ = w.Close()
	return out.Bytes()
}

func (l *link) op(op int, data any) {
	encoded, _ := json.Marshal(data) // numbers and maps
	raw, _ := json.Marshal(payload{Op: op, Data: encoded})
	l.push(raw)
}

func (l *link) end(code int) {
	select {
	case l.out <- frame{code: code}:
	default:
		l.socket.Close()
	}
}

func closeWith(socket *websocket.Conn, code int) {
	_ = socket.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(code, ""), time.Now().Add(time.Second))
}

// write is the one that writes.
func (l *link) write() {
	for {
		select {
		case f := <-l.out:
			if f.code != 0 {
				closeWith(l.socket, f.code)
				l.socket.Close()
				return
			}
			if l.stream != nil {
				f.kind, f.data = websocket.BinaryMessage, l.stream.next(f.data)
			}
			_ = l.socket.SetWriteDeadline(time.Now().Add(10 * time.Second))
			if l.socket.WriteMessage(f.kind, f.data) != nil {
				l.socket.Close()
				return
			}
		case <-l.over:
			return
		case <-l.closed:
			l.socket.Close()
			return
		}
	}
}

// read takes what the client says until the connection ends.
func (l *link) read() {
	defer l.leave()
	switch l.step {
	case NoHello:
		_, _, _ = l.socket.ReadMessage()
		return
	case HelloThenDrop:
		l.op(10, map[string]any{"heartbeat_interval": l.Heartbeat.Milliseconds()})
		time.Sleep(10 * time.Millisecond)
		return
	}
	l.op(10, map[string]any{"heartbeat_interval": l.Heartbeat.Milliseconds(), "_trace": []string{"fake"}})
	for {
		_ = l.socket.SetReadDeadline(time.Now().Add(l.Heartbeat + l.Heartbeat/2 + 2*time.Second))
		_, raw, err := l.socket.ReadMessage()
		if err != nil {
			l.closedBy(err)
			return
		}
		if code := l.handle(raw); code != 0 {
			l.end(code)
			_, _, _ = l.socket.ReadMessage()
			return
		}
	}
}

// closedBy notes how the client left: 1000 and 1001 end its session.
func (l *link) closedBy(err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	closed, ok := err.(*websocket.CloseError)
	if !ok {
		return
	}
	l.info.CloseCode = closed.Code
	if (closed.Code == 1000 || closed.Code == 1001) && l.session != nil {
		delete(l.sessions, l.session.id)
	}
}

func (l *link) leave() {
	l.socket.Close()
	close(l.over)
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.session != nil && l.session.link == l {
		l.session.link, l.session.lost = nil, time.Now()
	}
	l.info.Ready = false
}

// handle is the close code for what the client sent, or 0.
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
	if code, refused := l.refuses(d.Token, *d.Intents, now); refused {
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
	if code, refused := l.before(s); refused {
		return code
	}
	l.session, l.sessions[s.id] = s, s
	l.info.Ready = true
	l.send(s, "READY", map[string]any{
		"v": 10, "user": l.User, "guilds": l.unavailable(s), "session_id": s.id, "resume_gateway_url": l.address + "/resume", "shard": s.shard, "application": l.Application,
		"private_channels": []any{}, "relationships": []any{}, "presences": []any{}, "session_type": "normal", "_trace": []string{"fake"},
	})
	l.welcome(s)
	l.tell()
	return 0
}

// refuses checks token, intents, and how often the client identifies.
func (l *link) refuses(token string, intents int, now time.Time) (code int, refused bool) {
	const known = 1<<27 - 1
	const privileged = 1<<1 | 1<<8 | 1<<15
	switch {
	case token != l.Token:
		return 4004, true
	case intents&^known != 0:
		return 4013, true
	case intents&privileged != 0:
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
	if code, refused := l.before(s); refused {
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
	l.tell()
	return 0
}

// tell wakes whoever waits for a session to be ready. The caller holds the lock.
func (h *Hub) tell() {
	close(h.changed)
	h.changed = make(chan struct{})
}
