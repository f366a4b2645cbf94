package openaitest

import (
	"fmt"
	"maps"
	"net"
	"net/http"
	"strings"
)

// A Fault is one answer gone wrong. Queue it with [Server.Fail].
// The zero Fault is a good answer.
type Fault struct {
	// reply takes the place of the whole answer; done is closed at the end of the test.
	reply func(w http.ResponseWriter, r *http.Request, done <-chan struct{})
	// bend changes the vectors of a good answer; data is never empty.
	bend func(data []vector) []vector
	// send writes the body of an answer that is good but for that.
	send func(w http.ResponseWriter, body []byte)
}

// Status answers with status, body and header. The type is JSON where header
// names none. It covers every answer that is only text: an error object, an
// error that is a string, a Retry-After of any form, a web page with 200.
func Status(status int, body string, header http.Header) Fault {
	return Fault{reply: func(w http.ResponseWriter, _ *http.Request, _ <-chan struct{}) {
		w.Header().Set("Content-Type", "application/json")
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
	return Fault{reply: func(w http.ResponseWriter, _ *http.Request, _ <-chan struct{}) {
		w.Header().Set("Content-Type", "application/json")
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
	return Fault{reply: func(w http.ResponseWriter, r *http.Request, done <-chan struct{}) {
		if beginning != "" {
			whole("application/json")(w, []byte(beginning))
			_ = http.NewResponseController(w).Flush()
		}
		select {
		case <-r.Context().Done():
		case <-done:
		}
	}}
}

// Reset ends the connection with a TCP reset and no answer.
func Reset() Fault {
	return Fault{reply: func(w http.ResponseWriter, _ *http.Request, _ <-chan struct{}) {
		connection, _, err := http.NewResponseController(w).Hijack()
		if err != nil {
			panic(http.ErrAbortHandler) // closes the connection too
		}
		if tcp, ok := connection.(*net.TCPConn); ok {
			_ = tcp.SetLinger(0) // pending data is dropped: the peer sees a reset
		}
		_ = connection.Close()
	}}
}

// Cut sends half of a good answer and then closes the connection.
func Cut() Fault {
	return Fault{send: func(w http.ResponseWriter, body []byte) {
		whole("application/json")(w, body[:len(body)/2])
		_ = http.NewResponseController(w).Flush()
		panic(http.ErrAbortHandler)
	}}
}

// Truncated sends half of a good answer and ends it properly.
func Truncated() Fault {
	return Fault{send: func(w http.ResponseWriter, body []byte) {
		whole("application/json")(w, body[:len(body)/2])
	}}
}

// Typed sends a good answer under another content type.
func Typed(contentType string) Fault { return Fault{send: whole(contentType)} }

func whole(contentType string) func(http.ResponseWriter, []byte) {
	return func(w http.ResponseWriter, body []byte) {
		w.Header().Set("Content-Type", contentType)
		// A client that has gone is not the server's concern.
		_, _ = w.Write(body)
	}
}
