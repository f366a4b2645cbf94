package openaitest

import (
	"fmt"
	"maps"
	"net/http"
	"strings"
)

// A Fault is one answer gone wrong. Queue it with [Server.Fail].
// The zero Fault is a good answer.
type Fault struct {
	// reply takes the place of the whole answer. The context of r ends when the
	// client goes, and with the test.
	reply func(w http.ResponseWriter, r *http.Request)
	// bend changes the vectors of a good answer; data is never empty.
	bend func(data []vector) []vector
	// send writes the body of an answer that is good but for that.
	send sender
}

// A sender writes the body of an answer whose content type is set.
type sender func(w http.ResponseWriter, r *http.Request, body []byte)

// body sends a good body as the fault wants it, or well.
func (f Fault) body(w http.ResponseWriter, r *http.Request, body []byte, well sender) {
	if f.send != nil {
		well = f.send
	}
	well(w, r, body)
}

// Status answers with status, body and header. The type is JSON where header
// names none. It covers every answer that is only text: an error object, an
// error that is a string, a Retry-After of any form, a web page with 200.
func Status(status int, body string, header http.Header) Fault {
	return Fault{reply: func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", jsonType)
		maps.Copy(w.Header(), header)
		w.WriteHeader(status)
		_, _ = w.Write([]byte(body))
	}}
}

// Redirect sends the client to location with 307, which asks it to repeat the
// request there, key and all.
func Redirect(location string) Fault {
	return Status(http.StatusTemporaryRedirect, "", http.Header{"Location": {location}})
}

// Huge answers with status and a valid JSON beginning of size bytes.
func Huge(status, size int) Fault {
	return Fault{reply: func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", jsonType)
		w.WriteHeader(status)
		block := strings.Repeat(" ", 32<<10)
		_, _ = fmt.Fprint(w, `{"object":"list",`)
		for ; size > 0; size -= len(block) {
			if _, err := fmt.Fprint(w, block[:min(size, len(block))]); err != nil {
				return // the client had enough
			}
		}
	}}
}

// Stuck accepts the request and never answers. Where beginning is not empty, it
// is sent first, with status 200.
func Stuck(beginning string) Fault {
	return Fault{reply: func(w http.ResponseWriter, r *http.Request) {
		if beginning != "" {
			w.Header().Set("Content-Type", jsonType)
			_ = push(w, r, []byte(beginning))
		}
		<-r.Context().Done()
	}}
}

// Cut sends half of a good answer and then breaks the connection.
func Cut() Fault {
	return Fault{send: func(w http.ResponseWriter, r *http.Request, body []byte) {
		_ = push(w, r, body[:len(body)/2])
		panic(http.ErrAbortHandler)
	}}
}

// Truncated sends half of a good answer and ends it properly.
func Truncated() Fault {
	return Fault{send: func(w http.ResponseWriter, r *http.Request, body []byte) {
		whole(w, r, body[:len(body)/2])
	}}
}

// Typed sends a good answer under another content type.
func Typed(contentType string) Fault {
	return Fault{send: func(w http.ResponseWriter, r *http.Request, body []byte) {
		w.Header().Set("Content-Type", contentType)
		whole(w, r, body)
	}}
}

// whole sends a body in one piece.
func whole(w http.ResponseWriter, _ *http.Request, body []byte) {
	// A client that has gone is not the server's concern.
	_, _ = w.Write(body)
}
