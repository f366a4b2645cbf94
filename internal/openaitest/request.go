package openaitest

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
)

// A Request is a request as the server read it. Fields that the request did not set are zero.
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
	MaxTokens    int  // max_completion_tokens, or else max_tokens

	Flaw string // what is wrong with a part of a message
}

// A Message is one turn of a chat. If its content is a list of parts, Content is the text of
// all parts, joined.
type Message struct {
	Role     string
	Content  string
	Pictures []Picture // the picture parts, in order
}

// fields are the fields of all kinds of requests; no name has two meanings.
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

// content is a string, null, or a list of texts and pictures.
type content struct {
	text     string
	pictures []Picture
	flaw     string // what is wrong with a part, in a server's words
}

// UnmarshalJSON implements [json.Unmarshaler].
func (c *content) UnmarshalJSON(raw []byte) error {
	if json.Unmarshal(raw, &c.text) == nil { // null too
		return nil
	}
	var parts []part
	if err := json.Unmarshal(raw, &parts); err != nil {
		return fmt.Errorf("content is neither text nor parts: %w", err)
	}
	for _, p := range parts {
		c.text += p.Text
		picture, flaw := p.picture()
		if c.flaw == "" {
			c.flaw = flaw
		}
		if picture.Type != "" {
			c.pictures = append(c.pictures, picture)
		}
	}
	return nil
}

// read reads the whole body: only then does the server notice that a client has disconnected.
// With an error, it returns what could be read. An empty body is no error.
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
	for _, m := range f.Messages {
		if request.Flaw == "" {
			request.Flaw = m.Content.flaw
		}
	}
	request.MaxTokens = f.MaxCompletionTokens
	if request.MaxTokens == 0 {
		request.MaxTokens = f.MaxTokens
	}
	return request, err
}

// messages returns nil if there are none, like the other fields.
func messages(wire []message) []Message {
	var list []Message
	for _, m := range wire {
		list = append(list, Message{Role: m.Role, Content: m.Content.text, Pictures: m.Content.pictures})
	}
	return list
}
