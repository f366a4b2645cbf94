package gateway

import (
	"math/rand/v2"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"
)

// A heart sends heartbeats on a connection. If one heartbeat is not acknowledged before the
// next is due, the heart closes the connection. After IDENTIFY or RESUME nothing else
// writes payloads.
type heart struct {
	socket   *websocket.Conn
	interval time.Duration
	valid    func() error // no heartbeat is sent if it returns an error
	sequence atomic.Int64 // sequence number of the last event; 0 for none

	asked    chan struct{} // holds a value if Discord asks for a heartbeat now
	answered atomic.Bool   // the last heartbeat was acknowledged
	silent   atomic.Bool   // the connection was closed because Discord did not acknowledge a heartbeat
	ending   chan struct{}
	ended    chan struct{}
}

// askedEvery is the shortest interval between heartbeats that Discord asks for: a
// connection may send 120 payloads a minute in all.
const askedEvery = time.Second

func startHeart(socket *websocket.Conn, interval time.Duration, sequence int64, valid func() error) *heart {
	h := &heart{socket: socket, interval: interval, valid: valid, asked: make(chan struct{}, 1), ending: make(chan struct{}), ended: make(chan struct{})}
	h.sequence.Store(sequence)
	h.answered.Store(true)
	go h.run()
	return h
}

// run sends heartbeats until the connection ends. The first comes after a random part of
// the interval, as Discord asks, so that bots do not send theirs in step.
func (h *heart) run() {
	defer close(h.ended)
	timer := time.NewTimer(rand.N(h.interval))
	defer timer.Stop()
	var last time.Time
	for {
		select {
		case <-h.ending:
			return
		case <-h.asked:
			if time.Since(last) < askedEvery {
				continue
			}
		case <-timer.C:
			timer.Reset(h.interval)
			if !h.answered.Swap(false) {
				h.silent.Store(true)
				h.end(closeResumable)
				return
			}
		}
		last = time.Now()
		if err := h.beat(); err != nil {
			h.socket.Close() // the reader reports why
			return
		}
	}
}

func (h *heart) beat() error {
	if err := h.valid(); err != nil {
		return err
	}
	var sequence any
	if n := h.sequence.Load(); n > 0 {
		sequence = n
	}
	return send(h.socket, outgoing{opHeartbeat, sequence})
}

// end closes the connection.
func (h *heart) end(code int) {
	// The other side may be gone, so an error does not matter.
	_ = h.socket.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(code, ""), time.Now().Add(time.Second))
	h.socket.Close()
}

// ask requests a heartbeat at once. It never blocks.
func (h *heart) ask() {
	select {
	case h.asked <- struct{}{}:
	default:
	}
}

// stop ends the heart and waits for it. The socket must be closed before, so that a pending
// write returns.
func (h *heart) stop() {
	close(h.ending)
	<-h.ended
}

func send(socket *websocket.Conn, p outgoing) error {
	if err := socket.SetWriteDeadline(time.Now().Add(writeTimeout)); err != nil {
		return err
	}
	return socket.WriteJSON(p)
}
