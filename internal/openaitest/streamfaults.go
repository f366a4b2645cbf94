package openaitest

import (
	"bytes"
	"fmt"
	"net/http"
	"slices"
	"time"
)

// The faults in this file send a body incorrectly. They are meant for streams, but those that take
// no text of their own work for any other normal response too. A number of bytes beyond the end of
// a body means all of it.

// CutStream sends at bytes and then breaks the connection: over HTTP/1.1 the body lacks its end,
// over HTTP/2 the stream is reset.
func CutStream(at int) Fault {
	return Fault{send: func(w http.ResponseWriter, r *http.Request, body []byte) {
		_ = push(w, r, first(body, at))
		panic(http.ErrAbortHandler)
	}}
}

// CloseStream sends at bytes and ends the response properly: only a client that knows the
// events can tell that some are missing.
func CloseStream(at int) Fault {
	return Fault{send: func(w http.ResponseWriter, r *http.Request, body []byte) {
		_ = push(w, r, first(body, at))
	}}
}

// StallStream sends at bytes and then nothing more, until the client disconnects or the test
// ends.
func StallStream(at int) Fault {
	return Fault{send: func(w http.ResponseWriter, r *http.Request, body []byte) {
		if push(w, r, first(body, at)) == nil {
			<-r.Context().Done()
		}
	}}
}

// Split sends a normal body in pieces of size bytes, which may split lines and characters
// anywhere. A size below 1 means 1.
func Split(size int) Fault {
	return Fault{send: func(w http.ResponseWriter, r *http.Request, body []byte) {
		for piece := range slices.Chunk(body, max(size, 1)) {
			if push(w, r, piece) != nil {
				return
			}
		}
	}}
}

// Drip sends a normal body byte by byte and waits before each byte.
func Drip(every time.Duration) Fault {
	return Fault{send: func(w http.ResponseWriter, r *http.Request, body []byte) {
		for piece := range slices.Chunk(body, 1) {
			if pause(r, every) != nil || push(w, r, piece) != nil {
				return
			}
		}
	}}
}

// KeepAlive sends count comments, with a wait after each, before a normal stream.
func KeepAlive(count int, every time.Duration) Fault {
	return Fault{send: func(w http.ResponseWriter, r *http.Request, body []byte) {
		for range count {
			if push(w, r, []byte(comment)) != nil || pause(r, every) != nil {
				return
			}
		}
		events(w, r, body)
	}}
}

const comment = ": keep-alive\n\n"

// EndlessKeepAlive sends comments and never anything else, until the client disconnects or the
// test ends.
func EndlessKeepAlive(every time.Duration) Fault {
	return streamed(func(w http.ResponseWriter, r *http.Request) {
		for push(w, r, []byte(comment)) == nil && pause(r, every) == nil {
		}
	})
}

// Events responds with lines as a stream, unchanged: for errors in mid-stream, invalid JSON, a
// missing [DONE] or finish reason.
func Events(lines string) Fault {
	return streamed(func(w http.ResponseWriter, r *http.Request) { _ = push(w, r, []byte(lines)) })
}

// HugeLine responds with the beginning of one event, of size bytes without a line end, and then ends
// the response properly.
func HugeLine(size int) Fault {
	return streamed(func(w http.ResponseWriter, r *http.Request) {
		beginning := fmt.Sprintf(`data: {"id":%q,"object":"chat.completion.chunk","created":%d,"model":%q,`+
			`"choices":[{"index":0,"delta":{"content":"`, completionID, created, DefaultModel)
		block := bytes.Repeat([]byte("x"), 32<<10)
		piece := []byte(beginning)
		for left := size; left > 0; piece = block {
			piece = first(piece, left)
			if push(w, r, piece) != nil {
				return // the client has disconnected
			}
			left -= len(piece)
		}
	})
}

// Repeating sends chunks that each contain piece, like a model caught in a loop, until the
// client disconnects or the test ends.
func Repeating(piece string) Fault {
	return streamed(func(w http.ResponseWriter, r *http.Request) {
		for push(w, r, event(DefaultModel, nil, choice{Delta: delta{Content: &piece}})) == nil {
		}
	})
}

// streamed returns a fault that replaces the whole response with a stream of its own.
func streamed(write func(http.ResponseWriter, *http.Request)) Fault {
	return Fault{reply: func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", streamType)
		write(w, r)
	}}
}

// first returns the first at bytes of body, or all of it if it is shorter.
func first(body []byte, at int) []byte { return body[:min(max(at, 0), len(body))] }
