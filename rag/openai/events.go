package openai

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
)

const (
	maxStream = 8 << 20 // size limit of a streamed answer, in bytes
	maxLine   = 1 << 20 // bytes
	maxLines  = 200     // data lines in one event: each requires checking the event again
)

// doneMark is the data of the last event of a stream.
const doneMark = "[DONE]"

// errDone means that the stream announced its own end.
var errDone = fmt.Errorf("the stream is done: %w", io.EOF)

// events reads a stream of server-sent events and passes on only what go-openai reads
// correctly: one line of data per event. go-openai counts comments as messages, which hides an
// error, and takes errors in most spellings for a normal end of the stream. Here every error
// of a server ends the stream as an [*Error].
type events struct {
	io.Closer
	lines  *bufio.Scanner
	secret string

	failed  bool   // the event's name is "error"
	data    []byte // of the current event
	count   int    // number of its data lines
	out     []byte // not read yet
	foreign bool   // there was a line that no event stream has
	some    bool   // there was data
	err     error
}

func newEvents(body io.Reader, closer io.Closer, secret string) *events {
	lines := bufio.NewScanner(body)
	lines.Buffer(nil, maxLine)
	return &events{Closer: closer, lines: lines, secret: secret}
}

// Read implements [io.Reader].
func (e *events) Read(buffer []byte) (int, error) {
	for len(e.out) == 0 && e.err == nil {
		if !e.lines.Scan() {
			e.err = e.end()
			break
		}
		e.err = e.line(e.lines.Bytes())
	}
	if len(e.out) == 0 {
		return 0, e.err
	}
	count := copy(buffer, e.out)
	e.out = e.out[count:]
	return count, nil
}

// line processes one line without its line break. An event ends at an empty line, or as soon
// as its data is JSON, since some servers leave the empty lines out.
func (e *events) line(line []byte) error {
	name, value, _ := bytes.Cut(line, []byte(":"))
	value = bytes.TrimSpace(value)
	switch string(bytes.TrimPrefix(name, []byte("\ufeff"))) {
	case "data":
		e.data, e.count = append(append(e.data, ' '), value...), e.count+1
		if len(e.data) > maxLine || e.count > maxLines {
			return malformed("an event of it is longer than any answer can be")
		}
		if json.Valid(e.data) || string(bytes.TrimSpace(e.data)) == doneMark {
			return e.dispatch()
		}
	case "event":
		e.failed = strings.EqualFold(string(value), "error")
	case "error": // llama.cpp
		return e.refused(value)
	case "":
		if len(line) == 0 {
			return e.dispatch()
		}
	case "id", "retry":
	default:
		e.foreign = true
	}
	return nil
}

// dispatch passes the event on, or returns it as an error if it is one.
func (e *events) dispatch() error {
	data, failed := bytes.TrimSpace(e.data), e.failed
	e.data, e.count, e.failed = nil, 0, false
	if len(data) == 0 {
		return nil
	}
	e.some = true
	if string(data) == doneMark {
		return errDone
	}
	if failed {
		return e.refused(data)
	}
	if said, is := parseRefusal(data); is {
		return asRetryable(said.failure(200, 0, e.secret))
	}
	if data[0] == '{' { // go-openai takes {"error":null for an error, but not { "error"
		data = append([]byte("{ "), data[1:]...)
	}
	e.out = append(append([]byte("data: "), data...), '\n')
	return nil
}

// refused returns the error for data that is known to be one, whatever its form.
func (e *events) refused(data []byte) error {
	said, _ := parseRefusal(data)
	return asRetryable(said.failure(200, 0, e.secret))
}

// asRetryable makes an error inside a stream retryable, as if it had come with a status.
func asRetryable(failed *Error) *Error {
	failed.retryable = retryable(failed.Kind, 500)
	return failed
}

// end returns the reason why there are no more lines. Data of an incomplete event is dropped.
func (e *events) end() error {
	err := e.lines.Err()
	switch {
	case errors.Is(err, bufio.ErrTooLong):
		return malformed("a line of it is longer than any answer can be")
	case err != nil:
		return err
	case e.foreign && !e.some:
		return malformed("it is neither JSON nor a stream of events")
	}
	return io.EOF
}
