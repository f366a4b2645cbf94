package openaitest

import (
	"context"
	"net/http"
	"time"
)

// A handler answers a request that was read. The zero Fault asks for a good
// answer; the body of r is spent.
type handler func(w http.ResponseWriter, r *http.Request, request Request, fault Fault)

// handle records the request and lets whoever needs no good answer speak in
// place of next.
func (s *Server) handle(next handler) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		defer s.unblock(w)()
		request, err := read(r)
		if status, header := s.record(request); status != 0 {
			turnAway(w, status, header)
			return
		}
		fault := s.take()
		if fault.reply != nil {
			fault.reply(w, r)
			return
		}
		if err != nil {
			refuse(w, http.StatusBadRequest, "invalid_request_error", "the request is not JSON")
			return
		}
		if name := s.unrecognized(request); name != "" {
			complain(w, http.StatusBadRequest, unrecognized(name))
			return
		}
		next(w, r, request, fault)
	}
}

// unblock makes every write fail once the test has ended, so that no handler
// hangs on a client that neither reads nor goes. One that has gone needs none
// of it, and over HTTP/2 would take it for an error of the server. The function
// it returns must be called before the handler returns: w is dead after that.
func (s *Server) unblock(w http.ResponseWriter) (release func()) {
	finished := make(chan struct{})
	stop := context.AfterFunc(s.over, func() {
		defer close(finished)
		_ = http.NewResponseController(w).SetWriteDeadline(time.Unix(1, 0))
	})
	return func() {
		if !stop() {
			<-finished
		}
	}
}

// record keeps the request and asks Busy about it, outside the lock because
// the function belongs to the test and may ask the server.
func (s *Server) record(request Request) (status int, header http.Header) {
	s.mu.Lock()
	s.requests = append(s.requests, request)
	number, busy := len(s.requests), s.busy
	s.mu.Unlock()
	if busy == nil {
		return 0, nil
	}
	return busy(number)
}

// take removes the fault that is next from the queue.
func (s *Server) take() Fault {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.faults) == 0 {
		return Fault{}
	}
	fault := s.faults[0]
	s.faults = s.faults[1:]
	return fault
}

func unknown(w http.ResponseWriter, _ *http.Request, request Request, _ Fault) {
	refuse(w, http.StatusNotFound, "invalid_request_error", "unknown request: "+request.Method+" "+request.Path)
}
