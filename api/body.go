package api

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"time"

	"footnote/api/fault"
)

const (
	// maxBody is the maximum size of a request body in bytes.
	maxBody = 2 << 20
	// bodiesAtOnce is how many bodies are read at once. Bodies up to shortBody bytes, the size
	// of a question, do not count, so that large bodies that trickle in do not delay questions.
	bodiesAtOnce = 32
	shortBody    = 16 << 10
	// readWithin is the time limit for reading a body. It ends with the body: the read timeout
	// of http.Server would also end answers that take longer.
	readWithin = 30 * time.Second
)

func readUntil(w http.ResponseWriter, when time.Time) {
	_ = http.NewResponseController(w).SetReadDeadline(when) // a writer without deadlines has no limit
}

// with reads the body of a request before it calls do.
func with[T any](s *Server, do func(w http.ResponseWriter, r *http.Request, asked T) error) work {
	return func(w http.ResponseWriter, r *http.Request) error {
		var asked T
		if err := s.read(w, r, &asked); err != nil {
			return err
		}
		return do(w, r, asked)
	}
}

// read reads a JSON body into the value that to points at. It rejects every other content type:
// a web page of another site can send those without asking the server first (CORS).
func (s *Server) read(w http.ResponseWriter, r *http.Request, to any) error {
	if kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || kind != "application/json" {
		return &fault.Error{Status: http.StatusUnsupportedMediaType, Type: fault.Request, Code: "unsupported_media_type", Message: "the body must be JSON, with Content-Type: application/json"}
	}
	if r.ContentLength > maxBody {
		return tooLarge()
	}
	if r.ContentLength < 0 || r.ContentLength > shortBody {
		select {
		case s.bodies <- struct{}{}:
			defer func() { <-s.bodies }()
		case <-r.Context().Done():
			return r.Context().Err()
		}
	}
	body := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxBody))
	err := body.Decode(to)
	if err == nil {
		if _, more := body.Token(); !errors.Is(more, io.EOF) {
			err = errors.New("more behind the first value")
		}
	}
	if err == nil {
		readUntil(w, time.Time{})
	}
	return unread(err)
}

// unread explains why a body could not be read.
func unread(err error) error {
	var (
		known *fault.Error
		large *http.MaxBytesError
		kind  *json.UnmarshalTypeError
		late  interface{ Timeout() bool }
	)
	switch {
	case err == nil:
		return nil
	case errors.As(err, &known):
		return known
	case errors.As(err, &large):
		return tooLarge()
	case errors.As(err, &late) && late.Timeout():
		return &fault.Error{Status: http.StatusRequestTimeout, Type: fault.Request, Code: "timeout", Message: "the body did not come in time"}
	case errors.As(err, &kind):
		return fault.Invalid(kind.Field, "%s cannot be a JSON %s", cmp.Or(kind.Field, "the body"), kind.Value)
	}
	return &fault.Error{Status: http.StatusBadRequest, Type: fault.Request, Code: "invalid_json", Message: fmt.Sprintf("the body cannot be read as JSON: %s", err)}
}

func tooLarge() error {
	return &fault.Error{Status: http.StatusRequestEntityTooLarge, Type: fault.Request, Code: "request_too_large", Message: fmt.Sprintf("the body has more than %d bytes", maxBody)}
}
