package openaitest

import (
	"bytes"
	"encoding/json"
	"net/http"
	"time"
)

const (
	jsonType   = "application/json"
	streamType = "text/event-stream"
)

// A chunk is the data of one event.
type chunk struct {
	ID      string          `json:"id"`
	Object  string          `json:"object"`
	Created int64           `json:"created"`
	Model   string          `json:"model"`
	Choices []choice        `json:"choices"`
	Usage   json.RawMessage `json:"usage,omitempty"` // null in all but the last, if asked for
}

type choice struct {
	Index  int     `json:"index"`
	Delta  delta   `json:"delta"`
	Finish *string `json:"finish_reason"`
}

type delta struct {
	Role    string  `json:"role,omitempty"`
	Content *string `json:"content,omitempty"`
}

// StreamBody returns the whole body of a normal streamed response: that of a server that writes
// text, finishes with "stop", and was not asked for usage. Faults that take a number of bytes
// count in this body; if usage was asked for, or the server is configured further, they count
// in what [Server.Recording] returns.
func StreamBody(text, model string) []byte { return stream(model, text, "stop", nil) }

// stream returns all events of a response: the role, the text in pieces, the finish reason, the
// usage unless it is nil, and the end.
func stream(model, text, finish string, tokens *usage) []byte {
	empty := ""
	choices := []choice{{Delta: delta{Role: "assistant", Content: &empty}}}
	for _, piece := range pieces(text) {
		choices = append(choices, choice{Delta: delta{Content: &piece}})
	}
	choices = append(choices, choice{Finish: &finish})

	var body []byte
	var asked json.RawMessage
	if tokens != nil {
		asked = json.RawMessage("null")
	}
	for _, c := range choices {
		body = append(body, event(model, asked, c)...)
	}
	if tokens != nil {
		body = append(body, event(model, json.RawMessage(marshal(tokens)))...)
	}
	return append(body, "data: [DONE]\n\n"...)
}

// event returns one chunk as a server-sent event: one line and an empty one.
func event(model string, usage json.RawMessage, choices ...choice) []byte {
	return []byte("data: " + marshal(chunk{
		ID: completionID, Object: "chat.completion.chunk", Created: created, Model: model,
		Choices: append([]choice{}, choices...), // none is [] and not null
		Usage:   usage,
	}) + "\n\n")
}

// pieces splits text into runs of 1, 4, 3, 2, 1, 4 and so on runes. Only the last may be
// shorter.
func pieces(text string) []string {
	var parts []string
	runes := []rune(text)
	for i := 0; len(runes) > 0; i++ {
		size := min(1+i*3%4, len(runes))
		parts = append(parts, string(runes[:size]))
		runes = runes[size:]
	}
	return parts
}

// events sends a body event by event, as a slow model does.
func events(w http.ResponseWriter, r *http.Request, body []byte) {
	for part := range bytes.SplitAfterSeq(body, []byte("\n\n")) {
		if push(w, r, part) != nil {
			return
		}
	}
}

// push writes and flushes a piece. An error means that the client has disconnected or that the
// test is over; there is nobody to report it to.
func push(w http.ResponseWriter, r *http.Request, piece []byte) error {
	if err := r.Context().Err(); err != nil {
		return err
	}
	if _, err := w.Write(piece); err != nil {
		return err
	}
	return http.NewResponseController(w).Flush()
}

// pause waits, but no longer than for the client to go or the test to end.
func pause(r *http.Request, wait time.Duration) error {
	if wait <= 0 {
		return r.Context().Err()
	}
	select {
	case <-r.Context().Done():
		return r.Context().Err()
	case <-time.After(wait):
		return nil
	}
}
