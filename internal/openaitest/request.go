package openaitest

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
)

// A Request is one request as the server read it. Fields that the request did
// not name are zero.
type Request struct {
	Method string
	Path   string
	Header http.Header
	Body   []byte

	Model string

	Inputs     []string
	Dimensions int

	Messages     []Message
	Stream       bool
	IncludeUsage bool // stream_options.include_usage
	MaxTokens    int  // max_completion_tokens or else max_tokens
}

// A Message is one turn of a chat. Content that came as a list of parts is the
// text of the parts, one after the other.
type Message struct {
	Role    string
	Content string
}

// fields are those of all requests; no name means two things.
type fields struct {
	Model         string    `json:"model"`
	Input         []string  `json:"input"`
	Dimensions    int       `json:"dimensions"`
	Messages      []message `json:"messages"`
	Stream        bool      `json:"stream"`
	StreamOptions struct {
		IncludeUsage bool `json:"include_usage"`
	} `json:"stream_options"`
	MaxTokens           int `json:"max_tokens"`
	MaxCompletionTokens int `json:"max_completion_tokens"`
}

type message struct {
	Role    string  `json:"role"`
	Content content `json:"content"`
}

// content is a string, null, or a list of parts of which some have text.
type content string

// UnmarshalJSON implements [json.Unmarshaler].
func (c *content) UnmarshalJSON(raw []byte) error {
	var text string
	if json.Unmarshal(raw, &text) == nil { // null too
		*c = content(text)
		return nil
	}
	var parts []struct {
		Text string `json:"text"`
	}
	if err := json.Unmarshal(raw, &parts); err != nil {
		return fmt.Errorf("content is neither text nor parts: %w", err)
	}
	for _, part := range parts {
		text += part.Text
	}
	*c = content(text)
	return nil
}

// read takes the whole body: only then does the server notice that a client
// has gone. What could be read is returned with the error; no body is none.
func read(r *http.Request) (Request, error) {
	request := Request{Method: r.Method, Path: r.URL.Path, Header: r.Header.Clone()}
	body, err := io.ReadAll(r.Body)
	request.Body = body
	if err != nil || len(body) == 0 {
		return request, err
	}
	var f fields
	err = json.Unmarshal(body, &f)
	request.Model, request.Inputs, request.Dimensions = f.Model, f.Input, f.Dimensions
	request.Messages, request.Stream = messages(f.Messages), f.Stream
	request.IncludeUsage = f.StreamOptions.IncludeUsage
	request.MaxTokens = f.MaxCompletionTokens
	if request.MaxTokens == 0 {
		request.MaxTokens = f.MaxTokens
	}
	return request, err
}

// messages is nil where there are none, as the other fields are.
func messages(wire []message) []Message {
	var list []Message
	for _, m := range wire {
		list = append(list, Message{Role: m.Role, Content: string(m.Content)})
	}
	return list
}
