package hub

import (
	"bytes"
	"compress/zlib"
	"encoding/json"
	"time"

	"github.com/gorilla/websocket"
)

// A link is a client's WebSocket connection.
type link struct {
	*Hub
	socket  *websocket.Conn
	step    Step
	info    *Connection
	session *session
	out     chan frame
	ended   chan struct{}
	beats   []time.Time
	stream  *stream // nil without transport compression
}

// A stream compresses everything that is sent over a connection as one zlib stream, for clients that
// request compress=zlib-stream.
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

// next compresses a payload as a continuation of the stream.
func (s *stream) next(raw []byte) []byte {
	s.out.Reset()
	_, _ = s.writer.Write(raw) // cannot fail: it writes to memory
	_ = s.writer.Flush()
	return s.out.Bytes()
}

type frame struct {
	kind int
	data []byte
	code int // if not 0, the connection is closed with this code
}

// push queues a payload. If the queue is full because the client does not read, it is disconnected.
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
	_, _ = w.Write(raw) // cannot fail: it writes to memory
	_ = w.Close()
	return out.Bytes()
}

func (l *link) op(op int, data any) {
	encoded, _ := json.Marshal(data) // cannot fail: numbers and maps
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

// write is the only goroutine that writes to the connection.
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
		case <-l.ended:
			return
		case <-l.closed:
			l.socket.Close()
			return
		}
	}
}

// read handles the client's payloads until the connection ends.
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

// closedBy records how the client disconnected: codes 1000 and 1001 end its session.
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
	close(l.ended)
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.session != nil && l.session.link == l {
		l.session.link, l.session.lost = nil, time.Now()
	}
	l.info.Ready = false
	l.notify()
}
