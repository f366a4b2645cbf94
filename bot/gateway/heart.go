package gateway

import (
	"math/rand/v2"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"
)

// A heart tells Discord at intervals that the bot is alive. Where one beat is
// not answered until the next is due, it ends the connection. After IDENTIFY
// and RESUME nobody else writes payloads.
type heart struct {
	socket   *websocket.Conn
	interval time.Duration
	valid    func() error // nothing is sent where it is an error
	sequence atomic.Int64 // of the last event; 0 is none

	asked    chan struct{} // Discord wants a beat now
	answered atomic.Bool   // whether the last heartbeat was acknowledged
	silent   atomic.Bool   // whether Discord stopped answering, so that the connection was closed
	ending   chan struct{}
	ended    chan struct{}
}

// askedEvery bounds the beats that Discord can ask for: 120 payloads a minute
// are allowed in all.
const askedEvery = time.Second

func startHeart(socket *websocket.Conn, interval time.Duration, sequence int64, valid func() error) *heart {
	h := &heart{socket: socket, interval: interval, valid: valid, asked: make(chan struct{}, 1), ending: make(chan struct{}), ended: make(chan struct{})}
	h.sequence.Store(sequence)
	h.answered.Store(true)
	go h.run()
	return h
}

// run beats until the connection ends. The first beat comes after a random part
// of the interval, as Discord asks, so that bots do not beat in step.
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
			h.socket.Close() // reading it says why
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
	// The other side may be gone, so nothing is made of an error.
	_ = h.socket.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(code, ""), time.Now().Add(time.Second))
	h.socket.Close()
}

// ask has a beat sent at once. It never blocks.
func (h *heart) ask() {
	select {
	case h.asked <- struct{}{}:
	default:
	}
}

// stop ends the beating and waits for that. The socket must be closed, so that
// a beat on its way returns.
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
