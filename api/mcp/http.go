package mcp

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math"
	"net"
	"net/http"
	"time"

	"github.com/modelcontextprotocol/go-sdk/mcp"

	"footnote/api/access"
)

const (
	// Path is the path of the MCP endpoint.
	Path = "/mcp"
	// maxMessage is the maximum size of a client's message in bytes.
	maxMessage = 1 << 20
	// mostSessions is the maximum number of sessions; beyond it, those that have been idle
	// longest are closed. idleSession is the idle time after which any session is closed.
	mostSessions = 200
	idleSession  = 30 * time.Minute
	// bodyWithin is the time limit for receiving a message.
	bodyWithin = 30 * time.Second
	// stateless is the first version of the protocol without sessions: each request is
	// self-contained and ends with its connection.
	stateless = "2026-07-28"
)

// Handler serves clients over streamable HTTP. It admits everybody: the caller has to check
// tokens and host names before it.
func (s *Server) Handler() http.Handler {
	quiet := slog.New(slog.DiscardHandler) // the library logs every session, even at the error level
	one := func(*http.Request) *mcp.Server { return s.server }
	with := mcp.NewStreamableHTTPHandler(one, &mcp.StreamableHTTPOptions{Logger: quiet, SessionTimeout: idleSession, MaxRequestBodyBytes: maxMessage, DisableLocalhostProtection: true})
	without := mcp.NewStreamableHTTPHandler(one, &mcp.StreamableHTTPOptions{Logger: quiet, Stateless: true, MaxRequestBodyBytes: maxMessage, DisableLocalhostProtection: true, PropagateRequestCancellation: true})
	known := &sessions{all: map[string]*use{}}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := readBody(w, r); err != nil {
			refuse(w, err)
			return
		}
		if r.Header.Get("Mcp-Protocol-Version") >= stateless {
			without.ServeHTTP(w, r)
			return
		}
		if r.Header.Get(sessionHeader) != "" {
			defer known.begun(r)()
			with.ServeHTTP(w, r)
			return
		}
		if r.Method == http.MethodPost && !known.room(s.server.Sessions()) { // each session has a call running; the first of them will end in time
			w.Header().Set("Retry-After", fmt.Sprint(int(math.Ceil(s.Deadline.Seconds()))))
			http.Error(w, "there are too many sessions, all at work: end those that you need no more, or try again in a while", http.StatusServiceUnavailable)
			return
		}
		with.ServeHTTP(w, r)
		known.add(w.Header().Get(sessionHeader))
	})
}

// Close ends all sessions and calls. The server answers no more requests after it.
func (s *Server) Close() {
	s.end()
	for session := range s.server.Sessions() {
		session.Close()
	}
}

// Finish is like [Server.Close], but first gives running calls some time to finish.
func (s *Server) Finish(within time.Duration) {
	late := time.After(within)
	look := time.NewTicker(50 * time.Millisecond)
	defer look.Stop()
	for {
		if waiting, busy := s.places.Length(); waiting+busy == 0 {
			break
		}
		select {
		case <-look.C:
			continue
		case <-late:
		}
		break
	}
	s.Close()
}

// readBody reads the whole message of a client within bodyWithin. The limit ends with the
// message, as an answer may take longer than a message may take to arrive.
func readBody(w http.ResponseWriter, r *http.Request) error {
	deadline := http.NewResponseController(w)
	_ = deadline.SetReadDeadline(time.Now().Add(bodyWithin)) // a writer without deadlines belongs to a server with limits of its own
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxMessage))
	if err != nil {
		return err
	}
	_ = deadline.SetReadDeadline(time.Time{})
	r.Body = io.NopCloser(bytes.NewReader(body))
	return nil
}

func refuse(w http.ResponseWriter, err error) {
	if big, ok := errors.AsType[*http.MaxBytesError](err); ok {
		http.Error(w, fmt.Sprintf("a message has at most %d bytes", big.Limit), http.StatusRequestEntityTooLarge)
		return
	}
	http.Error(w, "the message did not arrive whole", http.StatusBadRequest)
}

// Listen serves [Server.Handler] behind a gate on a listener until ctx ends. It closes the
// listener; the server answers no more requests after it.
func (s *Server) Listen(ctx context.Context, at net.Listener, gate *access.Gate) error {
	routes := http.NewServeMux()
	routes.Handle(Path, s.Handler())
	routes.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) {
		http.Error(w, "the Model Context Protocol is spoken at "+Path, http.StatusNotFound)
	})
	admitted := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if refusal := gate.Admit(r); refusal != nil {
			refusal.Write(w)
			return
		}
		routes.ServeHTTP(w, r)
	})
	server := &http.Server{Handler: admitted, ReadHeaderTimeout: 5 * time.Second, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 64 << 10}
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(at) }()
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
	}
	s.Close()
	late, cancel := context.WithTimeout(context.WithoutCancel(ctx), 2*time.Second)
	defer cancel()
	err := server.Shutdown(late)
	if err != nil {
		err = server.Close()
	}
	<-ended
	return err
}
