package openaitest

import (
	"encoding/json"
	"fmt"
	"net/http"
)

// A vector is one element of the "data" of an answer. The numbers are JSON, so
// that a fault can write what no encoder would.
type vector struct {
	index   int
	numbers string
}

// embeddings answers POST /v1/embeddings as the OpenAI API reference describes
// it, but never in the order of the inputs: a client has to go by "index".
func (s *Server) embeddings(w http.ResponseWriter, r *http.Request, request Request, fault Fault) {
	if len(request.Inputs) == 0 {
		refuse(w, http.StatusBadRequest, "invalid_request_error", "the input is empty")
		return
	}
	if limit := s.inputs(); limit > 0 && len(request.Inputs) > limit {
		refuse(w, http.StatusBadRequest, "InvalidParameter", fmt.Sprintf(
			"Value error, batch size is invalid, it should not be larger than %d.: input.contents", limit))
		return
	}
	data := vectors(request)
	if fault.bend != nil {
		data = fault.bend(data)
	}
	w.Header().Set("Content-Type", jsonType)
	fault.body(w, r, list(request.Model, data), whole)
}

func (s *Server) inputs() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.limit
}

// vectors is the good answer, turned by one place: no element of two or more
// lies where its input did.
func vectors(request Request) []vector {
	dimensions := request.Dimensions
	if dimensions < 1 {
		dimensions = DefaultDimensions
	}
	count := len(request.Inputs)
	data := make([]vector, count)
	for i, input := range request.Inputs {
		data[(i+1)%count] = vector{index: i, numbers: marshal(Vector(input, dimensions))}
	}
	return data
}

// list writes the answer by hand, because a bent vector may not be valid JSON.
func list(model string, data []vector) []byte {
	body := []byte(`{"object":"list","data":[`)
	for i, v := range data {
		if i > 0 {
			body = append(body, ',')
		}
		body = fmt.Appendf(body, `{"object":"embedding","index":%d,"embedding":%s}`, v.index, v.numbers)
	}
	return fmt.Appendf(body, `],"model":%s,"usage":{"prompt_tokens":1,"total_tokens":1}}`, marshal(model))
}

func marshal(value any) string {
	raw, err := json.Marshal(value)
	if err != nil {
		panic(err) // never: strings and finite numbers marshal
	}
	return string(raw)
}
