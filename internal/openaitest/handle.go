package openaitest

import (
	"context"
	"net/http"
	"time"
)

// A handler responds to a request that has been read. The zero Fault asks for a normal
// response; the body of r has been consumed.
type handler func(w http.ResponseWriter, r *http.Request, request Request, fault Fault)

// handle records the request, and calls next only if neither Busy nor a fault responds in its
// place.
func (s *Server) handle(next handler) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		defer s.unblock(w)()
		request, err := read(r)
		if status, header := s.record(request); status != 0 {
			writeBusy(w, status, header)
			return
		}
		fault := s.take()
		if fault.reply != nil {
			fault.reply(w, r)
			return
		}
		if err != nil {
			writePlainError(w, http.StatusBadRequest, "invalid_request_error", "the request is not JSON")
			return
		}
		if name := s.unrecognized(request); name != "" {
			writeError(w, http.StatusBadRequest, unrecognized(name))
			return
		}
		next(w, r, request, fault)
	}
}

// unblock makes every write fail once the test has ended, so that no handler hangs on a client
// that neither reads nor disconnects. It leaves alone a client that has disconnected, which
// over HTTP/2 would see it as an error of the server. The caller must call release before the
// handler returns, because w is invalid afterwards.
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

// record stores the request and calls the function of Busy. It does so without the lock,
// because that function belongs to the test and may call the server.
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

// take removes the next fault from the queue.
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
	writePlainError(w, http.StatusNotFound, "invalid_request_error", "unknown request: "+request.Method+" "+request.Path)
}
