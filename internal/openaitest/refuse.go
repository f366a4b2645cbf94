package openaitest

import (
	"encoding/json"
	"maps"
	"net/http"
	"slices"
)

// RefuseFields makes the server reject, as old and third-party servers do, a request whose JSON
// has one of these top-level fields, whatever the value. A later call replaces the names.
func (s *Server) RefuseFields(names ...string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.refused = slices.Clone(names)
}

// unrecognized returns the first rejected field that the request has, or "".
func (s *Server) unrecognized(request Request) string {
	s.mu.Lock()
	refused := s.refused
	s.mu.Unlock()
	var fields map[string]json.RawMessage
	if len(refused) == 0 || json.Unmarshal(request.Body, &fields) != nil {
		return ""
	}
	for _, name := range refused {
		if _, there := fields[name]; there {
			return name
		}
	}
	return ""
}

func unrecognized(name string) apiError {
	return apiError{
		Message: "Unrecognized request argument supplied: " + name,
		Type:    "invalid_request_error",
		Param:   name,
	}
}

// Busy lets f decide which requests the server turns away, on any path. f receives the number
// of the request, counted from 1 in order of arrival, before there is any response, and may be
// called concurrently. If it returns a status other than 0, the server responds with an error
// object and header, and the request uses up no fault.
func (s *Server) Busy(f func(n int) (status int, header http.Header)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.busy = f
}

func writeBusy(w http.ResponseWriter, status int, header http.Header) {
	maps.Copy(w.Header(), header)
	switch {
	case status == http.StatusTooManyRequests:
		writeError(w, status, apiError{Message: "Rate limit reached", Type: "requests", Code: "rate_limit_exceeded"})
	case status >= http.StatusInternalServerError:
		writePlainError(w, status, "server_error", http.StatusText(status))
	default:
		writePlainError(w, status, "invalid_request_error", http.StatusText(status))
	}
}

// An apiError is the error object of the API reference. Param and Code are strings, or nil for
// null.
type apiError struct {
	Message string `json:"message"`
	Type    string `json:"type"`
	Param   any    `json:"param"`
	Code    any    `json:"code"`
}

func writeError(w http.ResponseWriter, status int, c apiError) {
	answer(w, status, map[string]apiError{"error": c})
}

// writePlainError responds with an error that has neither a parameter nor a code.
func writePlainError(w http.ResponseWriter, status int, kind, message string) {
	writeError(w, status, apiError{Message: message, Type: kind})
}

func answer(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", jsonType)
	w.WriteHeader(status)
	// It does not matter if the client is gone.
	_ = json.NewEncoder(w).Encode(body)
}
