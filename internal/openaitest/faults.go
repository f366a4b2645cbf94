package openaitest

import (
	"fmt"
	"maps"
	"net/http"
	"strings"
)

// A Fault is a faulty response. Queue it with [Server.Fail]. The zero Fault is a normal
// response.
type Fault struct {
	// reply replaces the whole response. The context of r ends when the client disconnects or
	// the test ends.
	reply func(w http.ResponseWriter, r *http.Request)
	// distort changes the vectors of a normal response; data is never empty.
	distort func(data []vector) []vector
	// send writes the body of a response that is otherwise normal.
	send sender
}

// A sender writes the body of a response whose content type is set.
type sender func(w http.ResponseWriter, r *http.Request, body []byte)

// body sends a normal body with the fault's sender or, if it has none, with send.
func (f Fault) body(w http.ResponseWriter, r *http.Request, body []byte, send sender) {
	if f.send != nil {
		send = f.send
	}
	send(w, r, body)
}

// Status responds with status, body and header. The content type is JSON unless header sets
// one. It serves for every response that is only text: an error object, an error that is a
// string, a Retry-After of any form, a web page with status 200.
func Status(status int, body string, header http.Header) Fault {
	return Fault{reply: func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", jsonType)
		maps.Copy(w.Header(), header)
		w.WriteHeader(status)
		_, _ = w.Write([]byte(body))
	}}
}

// Redirect redirects the client to location with status 307, which asks it to repeat the
// request there, including the key.
func Redirect(location string) Fault {
	return Status(http.StatusTemporaryRedirect, "", http.Header{"Location": {location}})
}

// Huge responds with status and the beginning of a valid JSON text, of size bytes.
func Huge(status, size int) Fault {
	return Fault{reply: func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", jsonType)
		w.WriteHeader(status)
		block := strings.Repeat(" ", 32<<10)
		_, _ = fmt.Fprint(w, `{"object":"list",`)
		for ; size > 0; size -= len(block) {
			if _, err := fmt.Fprint(w, block[:min(size, len(block))]); err != nil {
				return // the client has closed the connection
			}
		}
	}}
}

// Stuck accepts the request and never finishes the response. If beginning is not empty, it is
// sent first, with status 200.
func Stuck(beginning string) Fault {
	return Fault{reply: func(w http.ResponseWriter, r *http.Request) {
		if beginning != "" {
			w.Header().Set("Content-Type", jsonType)
			_ = push(w, r, []byte(beginning))
		}
		<-r.Context().Done()
	}}
}

// Cut sends half of a normal response and then breaks the connection.
func Cut() Fault {
	return Fault{send: func(w http.ResponseWriter, r *http.Request, body []byte) {
		_ = push(w, r, body[:len(body)/2])
		panic(http.ErrAbortHandler)
	}}
}

// Truncated sends half of a normal response and ends it properly.
func Truncated() Fault {
	return Fault{send: func(w http.ResponseWriter, r *http.Request, body []byte) {
		whole(w, r, body[:len(body)/2])
	}}
}

// Typed sends a normal response with another content type.
func Typed(contentType string) Fault {
	return Fault{send: func(w http.ResponseWriter, r *http.Request, body []byte) {
		w.Header().Set("Content-Type", contentType)
		whole(w, r, body)
	}}
}

// whole sends a body in one piece.
func whole(w http.ResponseWriter, _ *http.Request, body []byte) {
	// It does not matter if the client is gone.
	_, _ = w.Write(body)
}
