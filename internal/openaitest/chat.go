package openaitest

import (
	"net/http"
	"slices"
)

// DefaultAnswer is what the model writes unless [Server.Answer] sets something else.
const DefaultAnswer = "This is the answer of a fake model."

// What real responses take from the clock and from chance is fixed, so that the same request
// always gets the same response, to the byte.
const (
	completionID = "chatcmpl-fake"
	created      = 1700000000 // seconds since 1970
)

// A writer is the model: what it writes, and how it ends. It is copied from the server for each
// response, so that it needs no lock.
type writer struct {
	models []string // nil accepts every name
	text   func(Request) string
	finish string // "" means stop
	usage  *usage // nil means an estimate
	blind  bool   // rejects pictures
}

// A usage counts tokens.
type usage struct {
	Prompt     int `json:"prompt_tokens"`
	Completion int `json:"completion_tokens"`
	Total      int `json:"total_tokens"`
}

// Answer sets what the model writes in response to a chat request. If f is nil, that is
// [DefaultAnswer]. f may be called concurrently.
func (s *Server) Answer(f func(Request) string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.writer.text = f
}

// Finish sets the finish reason. An empty reason means "stop".
func (s *Server) Finish(reason string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.writer.finish = reason
}

// Usage sets the number of tokens that a response reports. By default it is a third of the
// bytes of the messages and of the answer.
func (s *Server) Usage(prompt, completion int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.writer.usage = &usage{prompt, completion, prompt + completion}
}

// Recording returns the whole body with which the server, as it is configured now, responds to
// a valid chat request. It depends only on Model, Messages, Stream and IncludeUsage, and on
// whatever the function of [Server.Answer] uses.
func (s *Server) Recording(request Request) []byte {
	return s.copyWriter().body(request)
}

func (s *Server) copyWriter() writer {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.writer
}

// chat serves POST /v1/chat/completions as the API reference describes it.
func (s *Server) chat(w http.ResponseWriter, r *http.Request, request Request, fault Fault) {
	wr := s.copyWriter()
	if status, c := wr.check(request); status != 0 {
		writeError(w, status, c)
		return
	}
	kind, send := jsonType, sender(whole)
	if request.Stream {
		kind, send = streamType, events
	}
	w.Header().Set("Content-Type", kind)
	fault.body(w, r, wr.body(request), send)
}

// check says what is wrong with a request. The status is 0 if nothing is.
func (wr writer) check(request Request) (status int, c apiError) {
	c.Type = "invalid_request_error"
	switch {
	case request.Model == "":
		c.Message = "you must provide a model parameter"
		return http.StatusBadRequest, c
	case wr.models != nil && !slices.Contains(wr.models, request.Model):
		c.Message = "The model `" + request.Model + "` does not exist or you do not have access to it."
		c.Code = "model_not_found"
		return http.StatusNotFound, c
	case len(request.Messages) == 0:
		c.Message = "Missing required parameter: 'messages'."
		c.Param, c.Code = "messages", "missing_required_parameter"
		return http.StatusBadRequest, c
	case request.Flaw != "":
		c.Message, c.Code = request.Flaw, "invalid_image_url"
		return http.StatusBadRequest, c
	case wr.blind && request.shows():
		c.Message = "This model does not support image inputs."
		return http.StatusBadRequest, c
	}
	return 0, c
}

// body returns the normal response, streamed or not.
func (wr writer) body(request Request) []byte {
	text, finish := DefaultAnswer, "stop"
	if wr.text != nil {
		text = wr.text(request)
	}
	if wr.finish != "" {
		finish = wr.finish
	}
	tokens := wr.tokens(request, text)
	if !request.Stream {
		return completion(request.Model, text, finish, tokens)
	}
	if !request.IncludeUsage {
		return stream(request.Model, text, finish, nil)
	}
	return stream(request.Model, text, finish, &tokens)
}

func (wr writer) tokens(request Request, text string) usage {
	if wr.usage != nil {
		return *wr.usage
	}
	size := 0
	for _, m := range request.Messages {
		size += len(m.Content) + 3*pictureTokens*len(m.Pictures)
	}
	prompt, written := (size+2)/3, (len(text)+2)/3
	return usage{prompt, written, prompt + written}
}

// completion returns the JSON of a response that is not streamed.
func completion(model, text, finish string, tokens usage) []byte {
	return []byte(`{"id":` + marshal(completionID) + `,"object":"chat.completion","created":` + marshal(created) +
		`,"model":` + marshal(model) +
		`,"choices":[{"index":0,"message":{"role":"assistant","content":` + marshal(text) +
		`,"refusal":null},"logprobs":null,"finish_reason":` + marshal(finish) +
		`}],"usage":` + marshal(tokens) + `}`)
}
