package openaitest

import (
	"encoding/json"
	"fmt"
	"net/http"
)

// A vector is an element of the "data" of a response. The numbers are raw JSON, so that a fault
// can write what no encoder would.
type vector struct {
	index   int
	numbers string
}

// embeddings serves POST /v1/embeddings as the OpenAI API reference describes it, but never in
// the order of the inputs: a client has to use "index".
func (s *Server) embeddings(w http.ResponseWriter, r *http.Request, request Request, fault Fault) {
	if len(request.Inputs) == 0 {
		writePlainError(w, http.StatusBadRequest, "invalid_request_error", "the input is empty")
		return
	}
	if limit := s.inputs(); limit > 0 && len(request.Inputs) > limit {
		writePlainError(w, http.StatusBadRequest, "InvalidParameter", fmt.Sprintf(
			"Value error, batch size is invalid, it should not be larger than %d.: input.contents", limit))
		return
	}
	data := vectors(request)
	if fault.distort != nil {
		data = fault.distort(data)
	}
	w.Header().Set("Content-Type", jsonType)
	fault.body(w, r, list(request.Model, data), whole)
}

func (s *Server) inputs() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.limit
}

// vectors returns the vectors of a normal response, rotated by one place, so that no element of
// two or more is at the position of its input.
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

// list writes the response by hand, because a distorted vector may not be valid JSON.
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
