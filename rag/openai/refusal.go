package openai

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// A refusal is what a server says when it refuses, in whatever format.
type refusal struct {
	message string // as sent
	codes   string // code and type, as sent; for matching only
	number  int    // the code, if it is an HTTP failure status
}

// parseRefusal decodes the formats in use: {"error":{"message":…}} of OpenAI, {"error":"…"} of
// Ollama and Text Embeddings Inference, {"message":…} of vLLM and TEI's compatible route,
// {"detail":…} of FastAPI, and plain text. It reports whether the body is a refusal even with
// a success status.
func parseRefusal(body []byte) (refusal, bool) {
	var outer struct {
		Error  json.RawMessage `json:"error"`
		Object string          `json:"object"`
		Detail json.RawMessage `json:"detail"`
	}
	body = onlyElement(body)
	if json.Unmarshal(body, &outer) != nil {
		return refusal{message: plainText(body)}, false
	}
	explicit := len(outer.Error) > 0 && string(outer.Error) != "null"
	inner := body
	if explicit {
		inner = outer.Error
	}
	said := parseFields(inner)
	if said.message == "" {
		said.message = stringOf(outer.Detail)
	}
	return said, explicit || outer.Object == "error"
}

// onlyElement unwraps an error from the list that Google's servers put it in.
func onlyElement(body []byte) []byte {
	var list []json.RawMessage
	if json.Unmarshal(body, &list) != nil || len(list) != 1 {
		return body
	}
	return list[0]
}

// parseFields decodes an error object, or an error that is only a string.
func parseFields(raw []byte) refusal {
	var fields struct {
		Message json.RawMessage `json:"message"`
		Code    json.RawMessage `json:"code"`
		Type    json.RawMessage `json:"type"`
	}
	if json.Unmarshal(raw, &fields) != nil {
		return refusal{message: stringOf(raw)}
	}
	said := refusal{
		message: stringOf(fields.Message),
		codes:   strings.Trim(string(fields.Code), `"`) + " " + strings.Trim(string(fields.Type), `"`),
	}
	number, err := strconv.Atoi(strings.Trim(string(fields.Code), `"`))
	if err == nil && number >= http.StatusBadRequest && number < 600 {
		said.number = number
	}
	return said
}

// stringOf returns the JSON string in raw, or "".
func stringOf(raw []byte) string {
	var value string
	if json.Unmarshal(raw, &value) != nil {
		return ""
	}
	return value
}

// plainText returns plain text, but "" for a web page or a broken object.
func plainText(body []byte) string {
	body = bytes.TrimSpace(body)
	if len(body) == 0 || strings.ContainsRune("<{[", rune(body[0])) {
		return ""
	}
	return string(body)
}

// failure returns the Error for a refusal that came with a status.
func (r refusal) failure(status int, after time.Duration, secret string) *Error {
	effective := status
	if status < http.StatusBadRequest && r.number != 0 {
		effective = r.number // OpenRouter answers 200 and puts the status inside
	}
	kind := r.kind(effective)
	failed := &Error{
		Kind:      kind,
		Status:    status,
		Message:   clean(r.message, secret),
		Hint:      hint(kind),
		retryable: retryable(kind, effective),
		after:     after,
		batch:     r.tooMany(effective),
	}
	if status < http.StatusBadRequest && (kind == KindRefused || kind == KindServer) {
		failed.unwanted = unwantedFeature(r.message)
	}
	if after > maxWait {
		failed.Hint = "the server asks to wait " + after.Round(time.Second).String() + " before the next request"
	}
	return failed
}
