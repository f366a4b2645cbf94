package mcp

import (
	"context"
	"errors"
	"io"
	"sync"
	"time"

	"github.com/modelcontextprotocol/go-sdk/jsonrpc"
	"github.com/modelcontextprotocol/go-sdk/mcp"
)

const (
	// maxLine is the maximum size of a message in bytes. A longer one ends the session, since
	// it is unknown where the next message begins.
	maxLine = 16 << 20
	// linger is how long to keep answering earlier requests after the client has closed its
	// end: a client that pipes its questions in still wants the answers.
	linger = 10 * time.Second
)

// Stdio serves one client, which writes to in and reads from out, one JSON message per line,
// until the client closes its end or ctx ends. The server answers no more requests after it.
// Nothing else may be written to out.
func (s *Server) Stdio(ctx context.Context, in io.Reader, out io.Writer) error {
	pipe := &mcp.IOTransport{Reader: io.NopCloser(in), Writer: unclosed{out}, MaxLineLength: maxLine}
	patient := &patientTransport{pipe: pipe, life: s.life}
	defer s.end()
	defer context.AfterFunc(ctx, s.end)()
	err := s.server.Run(ctx, patient)
	switch {
	case ctx.Err() != nil, patient.ended(), errors.Is(err, io.EOF), errors.Is(err, mcp.ErrConnectionClosed):
		return nil
	}
	return err
}

// unclosed is a writer that somebody else closes.
type unclosed struct{ io.Writer }

func (unclosed) Close() error { return nil }

// A patientTransport reports the end of the client's input only once all calls are answered.
type patientTransport struct {
	pipe mcp.Transport
	life context.Context
	conn *patientConnection
}

func (t *patientTransport) Connect(ctx context.Context) (mcp.Connection, error) {
	conn, err := t.pipe.Connect(ctx)
	if err != nil {
		return nil, err
	}
	t.conn = &patientConnection{Connection: conn, life: t.life, open: map[jsonrpc.ID]bool{}}
	return t.conn, nil
}

// ended reports whether the client has closed its end.
func (t *patientTransport) ended() bool {
	if t.conn == nil {
		return false
	}
	t.conn.mu.Lock()
	defer t.conn.mu.Unlock()
	return t.conn.answered != nil
}

type patientConnection struct {
	mcp.Connection
	life     context.Context
	mu       sync.Mutex
	open     map[jsonrpc.ID]bool // unanswered calls
	answered chan struct{}       // closed once there are none; nil while the client may send more
}

func (c *patientConnection) Read(ctx context.Context) (jsonrpc.Message, error) {
	message, err := c.Connection.Read(ctx)
	if errors.Is(err, io.EOF) {
		c.wait()
		return nil, err
	}
	if r, ok := message.(*jsonrpc.Request); ok && r.IsCall() {
		c.mu.Lock()
		c.open[r.ID] = true
		c.mu.Unlock()
	}
	return message, err
}

func (c *patientConnection) Write(ctx context.Context, message jsonrpc.Message) error {
	err := c.Connection.Write(ctx, message)
	if r, ok := message.(*jsonrpc.Response); ok {
		c.mu.Lock()
		delete(c.open, r.ID)
		c.tellAnswered()
		c.mu.Unlock()
	}
	return err
}

// tellAnswered ends the wait if all calls are answered. The caller holds the lock.
func (c *patientConnection) tellAnswered() {
	if c.answered != nil && len(c.open) == 0 {
		select {
		case <-c.answered:
		default:
			close(c.answered)
		}
	}
}

func (c *patientConnection) wait() {
	c.mu.Lock()
	c.answered = make(chan struct{})
	c.tellAnswered()
	c.mu.Unlock()
	late := time.NewTimer(linger)
	defer late.Stop()
	select {
	case <-c.answered:
	case <-late.C:
	case <-c.life.Done():
	}
}
