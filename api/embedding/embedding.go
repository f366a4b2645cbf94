// Package embedding implements /v1/embeddings: vectors of texts, as OpenAI's clients request
// them.
package embedding

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"math"
	"net/http"
	"regexp"
	"strings"
	"unicode/utf8"

	"footnote/api/fault"
	"footnote/rag/index"
	"footnote/rag/prompt"
)

const (
	// maxTexts is the maximum number of texts in a request, and maxCharacters the maximum
	// number of characters in all of them: about a minute's work for one core.
	maxTexts      = 256
	maxCharacters = 100_000
)

// A Request is the body of a request.
type Request struct {
	Model string `json:"model"`
	Input Input  `json:"input"`
	// EncodingFormat is float or base64: 32-bit little-endian floats.
	EncodingFormat string `json:"encoding_format,omitempty"`
	Dimensions     int    `json:"dimensions,omitempty"` // must be that of the model
	// InputType is query, the default, or passage, for texts that queries will be compared
	// with.
	InputType string `json:"input_type,omitempty"`
}

// Input is one or more texts.
type Input []string

// UnmarshalJSON accepts a string or an array.
func (i *Input) UnmarshalJSON(raw []byte) error {
	var one string
	if json.Unmarshal(raw, &one) == nil {
		*i = Input{one}
		return nil
	}
	var several []string
	if json.Unmarshal(raw, &several) == nil {
		*i = several
		return nil
	}
	if bytes.ContainsAny(raw, `"{`) {
		return fault.Invalid("input", "input is neither text nor an array of texts")
	}
	return fault.Unsupported("input", "token arrays cannot be read, as they are of another model's tokenizer; send text")
}

// Schema describes both forms for OpenAPI.
func (Input) Schema() map[string]any {
	text := map[string]any{"type": "string"}
	return map[string]any{"oneOf": []any{text, map[string]any{"type": "array", "items": text, "minItems": 1, "maxItems": maxTexts}}}
}

// A List holds the vectors of the texts, in order.
type List struct {
	Object string   `json:"object"` // list
	Data   []Vector `json:"data"`
	Model  string   `json:"model"`
	Usage  Usage    `json:"usage"`
}

// A Vector is the vector of one text.
type Vector struct {
	Object    string  `json:"object"` // embedding
	Index     int     `json:"index"`
	Embedding Numbers `json:"embedding"`
}

// Numbers are the components of a vector. If packed, they are encoded as base64.
type Numbers struct {
	values []float32
	packed bool
}

// MarshalJSON writes an array or base64.
func (n Numbers) MarshalJSON() ([]byte, error) {
	if !n.packed {
		return json.Marshal(n.values)
	}
	raw := make([]byte, 0, 4*len(n.values))
	for _, v := range n.values {
		raw = binary.LittleEndian.AppendUint32(raw, math.Float32bits(v))
	}
	return json.Marshal(base64.StdEncoding.EncodeToString(raw))
}

// Schema describes both forms for OpenAPI.
func (Numbers) Schema() map[string]any {
	return map[string]any{"oneOf": []any{map[string]any{"type": "array", "items": map[string]any{"type": "number"}}, map[string]any{"type": "string", "contentEncoding": "base64"}}}
}

// Usage is the approximate number of tokens in the texts.
type Usage struct {
	PromptTokens int `json:"prompt_tokens"`
	TotalTokens  int `json:"total_tokens"`
}

// A Handler answers requests. If Embedder is nil, it rejects all of them.
type Handler struct{ Embedder index.Embedder }

// Answer embeds the texts.
func (h Handler) Answer(ctx context.Context, asked Request) (List, error) {
	role, err := h.check(asked)
	if err != nil {
		return List{}, err
	}
	vectors, err := h.Embedder.Embed(ctx, role, asked.Input)
	if err != nil {
		return List{}, err
	}
	if n := len(vectors[0]); asked.Dimensions != 0 && asked.Dimensions != n {
		return List{}, fault.Unsupported("dimensions", "the vectors of this model have %d numbers", n)
	}
	list := List{Object: "list", Model: h.Embedder.Model()}
	for i, v := range vectors {
		list.Data = append(list.Data, Vector{"embedding", i, Numbers{v, asked.EncodingFormat == "base64"}})
		list.Usage.PromptTokens += prompt.Tokens(asked.Input[i])
	}
	list.Usage.TotalTokens = list.Usage.PromptTokens
	return list, nil
}

// check rejects invalid requests and returns the role of the texts.
func (h Handler) check(asked Request) (role index.Role, err error) {
	if h.Embedder == nil {
		return 0, fault.NotFound("model", "model_not_found", "this server has no embedder of its own; it runs with --embedder local")
	}
	if own := h.Embedder.Model(); asked.Model != own && (asked.Model == "" || !strings.HasPrefix(own, asked.Model+"-")) {
		return 0, fault.NotFound("model", "model_not_found", "there is no embedding model %.100q here; there is %s", asked.Model, shortName(own))
	}
	if f := asked.EncodingFormat; f != "" && f != "float" && f != "base64" {
		return 0, fault.Invalid("encoding_format", "%.40q is no encoding; there are float and base64", f)
	}
	switch asked.InputType {
	case "", "query", "search_query":
		role = index.RoleQuery
	case "passage", "document", "search_document":
		role = index.RolePassage
	default:
		return 0, fault.Invalid("input_type", "%.40q is no type of input; there are query and passage", asked.InputType)
	}
	return role, asked.Input.check()
}

// version matches the suffix of a model name that identifies its weights.
var version = regexp.MustCompile(`(?:-[0-9a-f]{8,})+$`)

// shortName returns a model name without its version, as a request may give it.
func shortName(model string) string { return version.ReplaceAllString(model, "") }

func (i Input) check() error {
	characters := 0
	for n, text := range i {
		if strings.TrimSpace(text) == "" {
			return fault.Invalid("input", "text %d is empty", n)
		}
		characters += utf8.RuneCountInString(text)
	}
	switch {
	case len(i) == 0:
		return fault.Invalid("input", "there is no text")
	case len(i) > maxTexts || characters > maxCharacters:
		return &fault.Error{Status: http.StatusBadRequest, Type: fault.Request, Param: "input", Code: "input_too_long",
			Message: fmt.Sprintf("there are %d texts with %d characters; a request has at most %d with %d", len(i), characters, maxTexts, maxCharacters)}
	}
	return nil
}
