package gateway

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"sync"
	"time"

	"github.com/gorilla/websocket"
)

const (
	dialTimeout  = 20 * time.Second // TCP, TLS and the WebSocket upgrade
	helloTimeout = 20 * time.Second
	readyTimeout = time.Minute // from IDENTIFY to READY, or from RESUME to RESUMED
	writeTimeout = 10 * time.Second
)

// A connection is one WebSocket connection, from HELLO to its end.
type connection struct {
	*shard
	socket *websocket.Conn
	heart  *heart
	turn   *turn
	ready  bool
}

// A turn is a shard's permission to identify, after which other shards wait for a while. It
// lasts until Discord has answered, because only then is it known when that time began.
type turn struct {
	used bool
	give func(used bool)
	once sync.Once
}

func (t *turn) over() { t.once.Do(func() { t.give(t.used) }) }

// connect opens a connection and reads from it until it ends. It returns the reason, which
// is never nil.
func (s *shard) connect(ctx context.Context) error {
	at, resuming := s.target()
	turn := &turn{give: func(bool) {}}
	defer turn.over()
	if !resuming {
		bucket, err := s.gate.wait(ctx, s.number)
		if err != nil {
			return err
		}
		done, err := s.Share.Identify(ctx, bucket)
		if err != nil {
			return err
		}
		turn.give = done
		at = s.gate.url() // it may have changed while waiting
	}
	socket, err := s.dial(ctx, at)
	if err != nil {
		s.deadURLs++
		return &lost{why: "cannot connect", err: err}
	}
	s.deadURLs = 0
	c := &connection{shard: s, socket: socket, turn: turn}
	// Only closing the socket interrupts a read.
	stop := context.AfterFunc(ctx, c.leave)
	defer func() {
		stop()
		socket.Close()
		if c.heart != nil {
			c.heart.stop()
		}
		if c.ready {
			c.connected(false, "connection ended")
		}
	}()
	hello, err := c.hello()
	if err != nil {
		return err
	}
	first := s.identify()
	if resuming {
		first = s.resume()
	}
	if err := s.claim.Valid(); err != nil {
		return &lost{why: "the shard is another's", err: err}
	}
	turn.used = true
	if err := send(socket, first); err != nil {
		return &lost{why: "cannot write", err: err}
	}
	c.heart = startHeart(socket, hello, s.session.Sequence, s.claim.Valid)
	// The deadline holds until READY or RESUMED. After that, a missing acknowledgement of a
	// heartbeat shows that the connection is dead.
	if err := socket.SetReadDeadline(time.Now().Add(readyTimeout)); err != nil {
		return &lost{why: "cannot read", err: err}
	}
	return c.read()
}

func (s *shard) dial(ctx context.Context, at string) (*websocket.Conn, error) {
	ctx, cancel := context.WithTimeout(ctx, dialTimeout)
	defer cancel()
	u, err := url.Parse(at)
	if err != nil {
		return nil, fmt.Errorf("gateway address: %w", err)
	}
	query := u.Query()
	query.Set("v", "10")
	query.Set("encoding", "json")
	u.RawQuery = query.Encode()
	if u.Path == "" {
		u.Path = "/"
	}
	dialer := websocket.Dialer{NetDialContext: s.Dial, Proxy: http.ProxyFromEnvironment, HandshakeTimeout: dialTimeout}
	socket, response, err := dialer.DialContext(ctx, u.String(), nil)
	if err != nil && response != nil {
		return nil, fmt.Errorf("%w (HTTP status %d)", err, response.StatusCode)
	}
	if err != nil {
		return nil, err
	}
	socket.SetReadLimit(maxPayload)
	return socket, nil
}

// hello reads the first payload and returns the interval between heartbeats.
func (c *connection) hello() (time.Duration, error) {
	if err := c.socket.SetReadDeadline(time.Now().Add(helloTimeout)); err != nil {
		return 0, &lost{why: "cannot read", err: err}
	}
	kind, frame, err := c.socket.ReadMessage()
	if err != nil {
		return 0, ended(err)
	}
	p, err := decode(kind, frame)
	if err != nil || p.Op != opHello {
		return 0, &lost{why: fmt.Sprintf("discord began with op %d instead of HELLO", p.Op), err: err}
	}
	var hello struct {
		Interval float64 `json:"heartbeat_interval"`
	}
	if err := json.Unmarshal(p.Data, &hello); err != nil || hello.Interval < 1 || hello.Interval > 10*60*1000 {
		return 0, &lost{why: "HELLO has no heartbeat interval", err: err}
	}
	return time.Duration(hello.Interval * float64(time.Millisecond)), nil
}

// read handles the payloads until the connection ends.
func (c *connection) read() error {
	for {
		kind, frame, err := c.socket.ReadMessage()
		if err != nil {
			if c.heart.silent.Load() {
				return &lost{why: "discord does not answer heartbeats"}
			}
			return ended(err)
		}
		p, err := decode(kind, frame)
		if err != nil {
			c.log.Warn("gateway: a frame was ignored", "error", err, "bytes", len(frame))
			continue
		}
		if err := c.handle(p); err != nil {
			if c.claim.Valid() == nil {
				c.close(closeResumable)
			}
			return err
		}
	}
}

// closeResumable is the code with which the bot closes a connection whose session it will
// resume. Any code but 1000 and 1001 does; those end the session.
const closeResumable = 4900

func (c *connection) handle(p payload) error {
	switch p.Op {
	case opDispatch:
		return c.dispatch(p)
	case opHeartbeat:
		c.heart.ask()
	case opHeartbeatACK:
		c.heart.answered.Store(true)
	case opReconnect:
		return &lost{why: "discord asked to reconnect", calm: true}
	case opInvalidSession:
		var resumable bool
		_ = json.Unmarshal(p.Data, &resumable) // anything but true means false
		return &lost{why: "discord ended the session", forgets: !resumable, calm: true}
	}
	return nil // ignore unknown ops
}

func (c *connection) dispatch(p payload) error {
	if err := c.claim.Valid(); err != nil {
		return &lost{why: "the shard is another's", err: err}
	}
	if p.Sequence != nil {
		if *p.Sequence <= c.session.Sequence && c.session.ID != "" {
			return nil // a repeated event
		}
		c.session.Sequence = *p.Sequence
		c.heart.sequence.Store(*p.Sequence)
	}
	switch p.Type {
	case "READY":
		if err := c.begin(p.Data); err != nil {
			return err
		}
		c.turn.over()
	case "RESUMED":
		if err := c.arrive("resumed"); err != nil {
			return err
		}
	}
	c.Handle(Event{c.number, p.Type, p.Data})
	c.claim.Note(c.session)
	return nil
}

// begin stores the session that READY opens.
func (c *connection) begin(data json.RawMessage) error {
	var ready struct {
		ID     string `json:"session_id"`
		Resume string `json:"resume_gateway_url"`
	}
	if err := json.Unmarshal(data, &ready); err != nil || ready.ID == "" {
		return &lost{why: "READY has no session", forgets: true, err: err}
	}
	c.session.ID, c.session.Resume, c.session.Intents = ready.ID, ready.Resume, c.intents()
	return c.arrive("identified")
}

func (c *connection) arrive(why string) error {
	if err := c.socket.SetReadDeadline(time.Time{}); err != nil {
		return &lost{why: "cannot read", err: err}
	}
	if !c.ready {
		c.ready = true
		c.connected(true, why)
		c.log.Info("gateway: connected", "how", why)
	}
	return nil
}

// leave closes the connection. If another process will go on with the session, the close
// code keeps the session alive; if one may have done so already, leave sends no close code.
func (c *connection) leave() {
	switch {
	case c.claim.Valid() != nil:
	case c.claim.Stays():
		c.close(closeResumable)
	default:
		c.close(websocket.CloseNormalClosure)
	}
	c.socket.Close()
}

func (c *connection) close(code int) {
	err := c.socket.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(code, ""), time.Now().Add(time.Second))
	if err != nil && !errors.Is(err, websocket.ErrCloseSent) {
		c.log.Debug("gateway: cannot say goodbye", "error", err)
	}
}
