// Package fault represents errors of the API in the form that OpenAI's clients expect:
//
//	{"error": {"message": "…", "type": "…", "param": null, "code": "…"}}
package fault

import (
	"encoding/json"
	"net/http"
	"strconv"
	"time"
)

// A Type classifies an error, in OpenAI's terms.
type Type string

// These are the types.
const (
	Request    Type = "invalid_request_error"
	Access     Type = "authentication_error"
	Permission Type = "permission_error"
	RateLimit  Type = "rate_limit_error"
	Server     Type = "server_error"
)

// An Error is an error response.
type Error struct {
	Status  int // HTTP status code
	Type    Type
	Message string
	Param   string // the invalid field of the request, or ""
	Code    string
	Again   time.Duration // when to try again; 0 is not sent
	Cause   error         // for the log, not for the caller; may be nil
}

func (e *Error) Error() string { return e.Message }
func (e *Error) Unwrap() error { return e.Cause }

// A Body is the JSON body of an error response.
type Body struct {
	Error Details `json:"error"`
}

// Details describe the error.
type Details struct {
	Message string  `json:"message"`
	Type    Type    `json:"type"`
	Param   *string `json:"param"`
	Code    *string `json:"code"`
}

// Body returns the JSON body of the error.
func (e *Error) Body() Body {
	return Body{Details{e.Message, e.Type, orNull(e.Param), orNull(e.Code)}}
}

func orNull(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}

// Write sends the error as the response.
func (e *Error) Write(w http.ResponseWriter) {
	h := w.Header()
	if e.Again > 0 {
		h.Set("Retry-After", strconv.Itoa(int((e.Again+time.Second-1)/time.Second)))
	}
	if e.Status == http.StatusUnauthorized {
		h.Set("WWW-Authenticate", `Bearer realm="footnote"`)
	}
	JSON(w, e.Status, e.Body())
}

// JSON sends body as the response.
func JSON(w http.ResponseWriter, status int, body any) {
	h := w.Header()
	h.Set("Content-Type", "application/json; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(status)
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false)
	_ = out.Encode(body) // if this fails, the client is gone
}
