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

// StreamBody is the whole body of a good streamed answer: that of a server
// which writes text, stops with "stop" and was not asked for usage. Faults that
// take a number of bytes count in it; where usage was asked for, or more was
// set, they count in what [Server.Recording] returns.
func StreamBody(text, model string) []byte { return stream(model, text, "stop", nil) }

// stream is all events of an answer: the role, the text in pieces, the reason
// to finish, the usage unless it is nil, and the end.
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

// event is one chunk as server-sent events write it: one line and an empty one.
func event(model string, usage json.RawMessage, choices ...choice) []byte {
	return []byte("data: " + marshal(chunk{
		ID: completionID, Object: "chat.completion.chunk", Created: created, Model: model,
		Choices: append([]choice{}, choices...), // none is [] and not null
		Usage:   usage,
	}) + "\n\n")
}

// pieces parts text into runs of 1, 4, 3, 2, 1, 4 and so on runes. Only the
// last may be shorter.
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

// events sends a body event by event, as a model that takes its time does.
func events(w http.ResponseWriter, r *http.Request, body []byte) {
	for part := range bytes.SplitAfterSeq(body, []byte("\n\n")) {
		if push(w, r, part) != nil {
			return
		}
	}
}

// push writes piece and sees it off. An error says that the client has gone or
// that the test is over; there is nobody to report it to.
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
